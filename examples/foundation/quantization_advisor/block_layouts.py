"""How GGUF stores weights: blocks of a fixed number of weights, each with its scales.

The fields and their sizes are those of the structs in llama.cpp, `ggml/src/ggml-common.h` (read at
its commit 01243c5). Bits for each weight are not written down here; they follow from the fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """One way to store a block of weights."""

    name: str
    weights: int
    """How many weights share the block."""
    fields: Mapping[str, int]
    """The bytes of each field."""

    @property
    def bytes(self) -> int:
        """The size of a block."""
        return sum(self.fields.values())

    @property
    def bits_per_weight(self) -> float:
        """The bits of a block, scales included, for each of its weights."""
        return 8 * self.bytes / self.weights


LAYOUTS: Mapping[str, BlockLayout] = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            BlockLayout("F32", 1, {"float": 4}),
            BlockLayout("F16", 1, {"half": 2}),
            BlockLayout("Q8_0", 32, {"scale": 2, "codes": 32}),
            BlockLayout("Q6_K", 256, {"scale": 2, "scales": 16, "high bits": 64, "codes": 128}),
            BlockLayout(
                "Q5_K",
                256,
                {"scale": 2, "minimum": 2, "scales": 12, "high bits": 32, "codes": 128},
            ),
            BlockLayout("Q4_K", 256, {"scale": 2, "minimum": 2, "scales": 12, "codes": 128}),
            BlockLayout("Q3_K", 256, {"scale": 2, "scales": 12, "high bits": 32, "codes": 64}),
        )
    }
)
"""The layouts that the quantisations of this package use."""
