"""How fast a model of a given size can be on a given machine, from its bytes and operations.

To write a token, a model reads all weights that take part in it from memory once. To read a prompt,
it computes about two operations for each of those weights and each token. So memory bounds the one
and arithmetic the other: Pope and others, "Efficiently Scaling Transformer Inference" (2022). These
are bounds for one caller, which real servers come near to and do not pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine can do. The one below is made up, in the range of a large desktop card."""

    name: str
    bytes_per_second: float
    """How fast it reads its memory."""
    operations_per_second: float
    """How fast it computes, as far as matrices get it to."""
    memory_bytes: float


@dataclass(frozen=True, slots=True)
class ModelSize:
    """A model, as far as its speed goes."""

    name: str
    weights: float
    """How many numbers it has."""
    active: float
    """How many of them take part in a token; fewer than all where experts are chosen."""
    context_tokens: int
    """The longest conversation that it takes."""
    bits: float = 4.5
    """Bits for each weight, scales included; 4.5 is that of a usual quantisation."""

    @property
    def bytes(self) -> float:
        """The memory that its weights take, without the cache of a conversation."""
        return self.weights * self.bits / 8

    def fits(self, machine: Machine) -> bool:
        """Return whether its weights fit, with a tenth of the memory to spare."""
        return self.bytes <= 0.9 * machine.memory_bytes

    def tokens_per_second(self, machine: Machine) -> float:
        """Return the bound on its speed of writing."""
        return machine.bytes_per_second / (self.active * self.bits / 8)

    def reading_seconds(self, machine: Machine) -> float:
        """Return how long it reads each token of a prompt."""
        return 2 * self.active / machine.operations_per_second


DESK = Machine("desktop card", 800e9, 60e12, 48e9)
SIZES: Sequence[ModelSize] = (
    ModelSize("4B dense", 4e9, 4e9, 32_768),
    ModelSize("8B dense", 8e9, 8e9, 32_768),
    ModelSize("12B dense", 12e9, 12e9, 131_072),
    ModelSize("30B, 3B active", 30e9, 3e9, 131_072),
    ModelSize("70B dense", 70e9, 70e9, 131_072),
)
"""Five sizes, as one meets them; the second is what the others are compared with."""
BASELINE = SIZES[1]
