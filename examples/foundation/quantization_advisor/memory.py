"""How much memory a model needs: its weights, the cache of its context, and a reserve."""

from dataclasses import dataclass

from examples.foundation.quantization_advisor.block_layouts import LAYOUTS
from examples.foundation.quantization_advisor.model_shape import ModelShape
from examples.foundation.quantization_advisor.quantizations import layout_of

GIB = 2**30
"""Memory is sold in these: a machine with "16 GB" has 16 GiB."""
GB = 10**9
"""Files are mostly listed in these."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a model takes while it answers, in bytes."""

    weights: int
    kv_cache: int
    reserve: int
    """For the program, its buffers and everything else on the machine: an assumption."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.kv_cache + self.reserve


def weight_bytes(shape: ModelShape, quantization: str) -> int:
    """Return the bytes of all weights of a model in a quantisation."""
    return round(
        sum(
            tensor.weights * layout_of(quantization, tensor, shape).bits_per_weight
            for tensor in shape.tensors()
        )
        / 8
    )


def bits_per_weight(shape: ModelShape, quantization: str) -> float:
    """Return the bits for each weight, on average over all tensors."""
    return 8 * weight_bytes(shape, quantization) / shape.parameters


def kv_bytes_per_token(shape: ModelShape, layout: str = "F16") -> int:
    """Return what one token of context takes: a key and a value for each head of each layer.

    Args:
        shape: The model.
        layout: How the numbers are kept; F16 unless the server is told otherwise.
    """
    numbers = 2 * shape.layers * shape.kv_heads * shape.head_size
    return round(numbers * LAYOUTS[layout].bits_per_weight / 8)


def memory_of(
    shape: ModelShape, quantization: str, *, context: int, reserve: int, kv_layout: str = "F16"
) -> Memory:
    """Return what a model needs.

    Args:
        shape: The model.
        quantization: One of `QUANTIZATIONS`.
        context: Tokens of the longest conversation, its reply included.
        reserve: Bytes for everything else.
        kv_layout: How the cache is kept.
    """
    cache = context * kv_bytes_per_token(shape, kv_layout)
    return Memory(weight_bytes(shape, quantization), cache, reserve)


def bytes_read_per_token(shape: ModelShape, quantization: str) -> int:
    """Return how many bytes of weights are read to write one token; experts at rest are not."""
    return round(
        sum(
            tensor.weights
            * tensor.share_read
            * layout_of(quantization, tensor, shape).bits_per_weight
            for tensor in shape.tensors()
        )
        / 8
    )
