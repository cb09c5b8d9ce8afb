"""Codes and bytes of real blocks, the error that they make, and the memory that they take."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from examples.foundation.quantization_advisor.block_codec import BlockCodec, Weights
from examples.foundation.quantization_advisor.block_layouts import LAYOUTS
from examples.foundation.quantization_advisor.measure_error import (
    Measured,
    measure,
    relative_error,
    seeded_weights,
)
from examples.foundation.quantization_advisor.track_memory import held_by, track_memory


def test_a_block_of_four_bits_by_hand() -> None:
    # The weight farthest from zero, -8, gets code 0, so the scale is 1 and zero has code 8.
    weights = np.array([-8, -7.6, -0.4, 0, 0.4, 0.6, 3, 7], dtype=np.float32)
    codec = BlockCodec(4, 8)
    packed = codec.encode(weights)
    assert packed[:2] == np.float16(1).tobytes()
    assert packed[2:] == bytes([0x00, 0x88, 0x98, 0xFB])
    assert codec.decode(packed).tolist() == [-8, -8, 0, 0, 0, 1, 3, 7]


def test_the_far_end_that_has_no_code_is_cut_to_the_last_one() -> None:
    codec = BlockCodec(4, 8)
    weights = np.array([-8, 8, 0, 0, 0, 0, 0, 0], dtype=np.float32)
    assert codec.decode(codec.encode(weights)).tolist()[:2] == [-8, 7]


@pytest.mark.parametrize("bits", range(2, 9))
def test_a_block_of_zeros_comes_back_as_zeros(bits: int) -> None:
    codec = BlockCodec(bits, 32)
    zeros = np.zeros(64, dtype=np.float32)
    assert not codec.decode(codec.encode(zeros)).any()


@pytest.mark.parametrize(("bits", "layout"), [(8, "Q8_0"), (4, "Q4_K"), (5, "Q5_K")])
def test_packed_blocks_are_as_large_as_those_of_llama_cpp(bits: int, layout: str) -> None:
    codec = BlockCodec(bits, 32)
    packed = codec.encode(np.ones(256, dtype=np.float32))
    assert len(packed) == 256 * LAYOUTS[layout].bits_per_weight / 8
    assert codec.bits_per_weight == LAYOUTS[layout].bits_per_weight


@given(
    bits=st.integers(2, 8),
    weights=arrays(np.float32, 32, elements=st.floats(-100, 100, width=32, allow_subnormal=False)),
)
def test_no_weight_is_off_by_more_than_a_step(bits: int, weights: Weights) -> None:
    codec = BlockCodec(bits, 32)
    restored = codec.decode(codec.encode(weights))
    step = np.abs(weights).max() / 2 ** (bits - 1)
    # The scale is kept in 16 bits, with 11 of them for the number itself.
    assert np.abs(weights - restored).max() <= step * 1.01 + 1e-5


def test_weights_that_do_not_fill_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="reshape"):
        BlockCodec(4, 32).encode(np.ones(33, dtype=np.float32))


@pytest.fixture(scope="module")
def measured() -> dict[tuple[int, int], Measured]:
    return {(each.codec.bits, each.codec.block): each for each in measure(seeded_weights())}


def test_a_bit_less_about_doubles_the_error(measured: dict[tuple[int, int], Measured]) -> None:
    errors = [measured[bits, 32].weight_error for bits in (6, 5, 4, 3, 2)]
    ratios = [more / less for less, more in pairwise(errors)]
    assert all(1.8 < ratio < 2.2 for ratio in ratios)


def test_smaller_blocks_cost_bytes_and_spare_error(
    measured: dict[tuple[int, int], Measured],
) -> None:
    rows = [measured[4, block] for block in (16, 32, 64, 256, 262_144)]
    sizes, errors = [row.size for row in rows], [row.weight_error for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    assert errors == sorted(errors)


def test_one_scale_for_all_wastes_eight_bits(measured: dict[tuple[int, int], Measured]) -> None:
    assert measured[8, 262_144].weight_error > measured[5, 32].weight_error
    assert measured[8, 262_144].size > measured[5, 32].size


def test_the_error_of_a_product_is_like_that_of_its_weights(
    measured: dict[tuple[int, int], Measured],
) -> None:
    for row in measured.values():
        assert row.product_error == pytest.approx(row.weight_error, rel=0.2)


def test_half_precision_is_off_by_far_less_than_eight_bits(
    measured: dict[tuple[int, int], Measured],
) -> None:
    weights = seeded_weights()
    half = relative_error(weights, weights.astype(np.float16).astype(np.float32))
    assert half < measured[8, 32].weight_error / 10


def test_the_matrix_is_the_same_on_every_run() -> None:
    assert np.array_equal(seeded_weights(), seeded_weights())


# Memory


def test_what_is_held_is_what_was_computed() -> None:
    weights, codec = seeded_weights(), BlockCodec(4, 32)
    took = held_by(lambda: codec.encode(weights))
    assert took.held == pytest.approx(codec.bits_per_weight * weights.size / 8, rel=0.02)
    assert took.peak > took.held


def test_what_is_thrown_away_counts_for_the_peak_only() -> None:
    with track_memory() as tracked:
        bytes(1_000_000)
    assert tracked.peak > 1_000_000
    assert tracked.held < 10_000


def test_tracking_may_stand_within_tracking() -> None:
    with track_memory() as outer:
        took = held_by(lambda: bytes(500_000))
        kept = bytes(300_000)
    assert took.held > 500_000
    assert 300_000 < outer.held < 400_000
    assert len(kept) == 300_000
