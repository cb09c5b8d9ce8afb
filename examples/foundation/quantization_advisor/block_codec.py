"""Quantise weights for real: blocks of integer codes with a scale each, packed into bytes.

This is the idea of Q4_0, Q5_0 and Q8_0 in llama.cpp, for any number of bits and any size of block:
one half-precision scale for each block, chosen so that the weight farthest from zero gets the code
farthest from the middle (the reference is `quantize_row_q4_0_ref` in `ggml/src/ggml-quants.c`).
With 4, 5 and 8 bits and blocks of 32 it takes as many bytes as they do. The order of the bits
within a block is our own.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Weights: TypeAlias = NDArray[np.float32]
Bytes: TypeAlias = NDArray[np.uint8]
SCALE_BYTES = 2


@dataclass(frozen=True, slots=True)
class BlockCodec:
    """A way to store weights in few bits."""

    bits: int
    """Bits of a code, from 2 to 8."""
    block: int
    """Weights that share a scale; divisible by 8, so that the codes fill whole bytes."""

    @property
    def bits_per_weight(self) -> float:
        """The bits of a weight, with its part of the scale."""
        return self.bits + 8 * SCALE_BYTES / self.block

    def encode(self, weights: Weights) -> bytes:
        """Return the weights as packed blocks.

        Args:
            weights: As many as fill whole blocks, in one row or more.
        """
        blocks = weights.reshape(-1, self.block)
        farthest = np.abs(blocks).argmax(axis=1, keepdims=True)
        half = 2 ** (self.bits - 1)
        scales = (np.take_along_axis(blocks, farthest, axis=1) / -half).astype(np.float16)
        # A block of zeros has the scale 0; any other divisor gives it the right codes.
        divisors = np.where(scales == 0, 1, scales).astype(np.float32)
        codes = np.clip(np.rint(blocks / divisors) + half, 0, 2 * half - 1).astype(np.uint8)
        return np.hstack([scales.view(np.uint8), self._packed(codes)]).tobytes()

    def decode(self, data: bytes) -> Weights:
        """Return the weights that packed blocks stand for, in one row."""
        size = SCALE_BYTES + self.block * self.bits // 8
        rows = np.frombuffer(data, np.uint8).reshape(-1, size)
        scales = rows[:, :SCALE_BYTES].copy().view(np.float16).astype(np.float32)
        codes = self._unpacked(rows[:, SCALE_BYTES:]).astype(np.float32)
        weights: Weights = (codes - 2 ** (self.bits - 1)) * scales
        return weights.reshape(-1)

    def _packed(self, codes: Bytes) -> Bytes:
        """Put codes next to each other without the bits that they do not use."""
        bits = np.unpackbits(codes[:, :, None], axis=2, bitorder="little")[:, :, : self.bits]
        return np.packbits(bits.reshape(len(codes), -1), axis=1, bitorder="little")

    def _unpacked(self, packed: Bytes) -> Bytes:
        """Return the codes that were put next to each other."""
        bits = np.unpackbits(packed, axis=1, bitorder="little")
        codes = np.packbits(bits.reshape(len(packed), -1, self.bits), axis=2, bitorder="little")
        return codes[:, :, 0]
