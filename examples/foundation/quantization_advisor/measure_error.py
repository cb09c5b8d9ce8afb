"""Measure what quantisation does to a matrix of weights: its size, and how far it is off.

The error is that of weights, and of one product with them. It is not the error of answers: a model
has many layers, is trained to bear some noise, and may still fail at one task and not at another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from examples.foundation.quantization_advisor.block_codec import BlockCodec, Weights

ROWS, COLUMNS = 512, 512
SEED = 7
LARGE_SHARE, LARGE_FACTOR = 0.001, 10.0
"""One weight in a thousand is ten times as large. That is our choice; trained models have some."""

CODECS = (
    *(BlockCodec(bits, 32) for bits in (8, 6, 5, 4, 3, 2)),
    *(BlockCodec(4, block) for block in (16, 64, 256, ROWS * COLUMNS)),
    BlockCodec(8, ROWS * COLUMNS),
)
"""Fewer and fewer bits in blocks of 32; then 4 and 8 bits in blocks of other sizes, up to one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a codec does to the matrix."""

    codec: BlockCodec
    size: int
    """Bytes that the packed matrix really has."""
    weight_error: float
    """Length of the difference to the weights, as a share of their length."""
    product_error: float
    """The same of the matrix times a vector."""


def seeded_weights() -> Weights:
    """Return the matrix: normally distributed, with a few large weights."""
    generator = np.random.default_rng(SEED)
    weights = generator.normal(0.0, 0.02, (ROWS, COLUMNS))
    large = generator.random((ROWS, COLUMNS)) < LARGE_SHARE
    return np.where(large, weights * LARGE_FACTOR, weights).astype(np.float32)


def measure(weights: Weights, codecs: Iterable[BlockCodec] = CODECS) -> list[Measured]:
    """Quantise the matrix with each codec, and compare what comes back with what it was."""
    drawn = np.random.default_rng(SEED + 1).normal(size=weights.shape[1])
    vector = np.asarray(drawn, dtype=np.float32)
    measured = []
    for codec in codecs:
        packed = codec.encode(weights)
        restored = codec.decode(packed).reshape(weights.shape)
        off = relative_error(weights, restored)
        product_off = relative_error(weights @ vector, restored @ vector)
        measured.append(Measured(codec, len(packed), off, product_off))
    return measured


def relative_error(exact: Weights, approximate: Weights) -> float:
    """Return the length of the difference as a share of the length of what is exact."""
    return float(np.linalg.norm(exact - approximate) / np.linalg.norm(exact))
