"""Examples are divided evenly, wholly, and nearly the same when one more comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.results import Shard
from site_builder.text.shards import names_of_shard, parse_shard

NAMES = st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=60)
COUNTS = st.integers(1, 9)


@pytest.mark.parametrize(("text", "shard"), [("1/1", Shard()), ("2/4", Shard(2, 4))])
def test_a_shard_is_written_as_it_is_read(text: str, shard: Shard) -> None:
    assert parse_shard(text) == shard
    assert str(shard) == text


@pytest.mark.parametrize("text", ["", "0/4", "5/4", "1", "1/", "/4", "-1/4", "1/4 ", "a/b", "1/0"])
def test_what_names_no_shard_is_none(text: str) -> None:
    assert parse_shard(text) is None


def _shards(names: list[str], count: int) -> list[frozenset[str]]:
    return [names_of_shard(names, Shard(number, count)) for number in range(1, count + 1)]


@given(NAMES, COUNTS)
def test_each_name_is_in_one_shard_and_the_shards_are_even(names: list[str], count: int) -> None:
    shards = _shards(names, count)
    assert sorted(name for shard in shards for name in shard) == sorted(names)
    sizes = [len(shard) for shard in shards]
    assert max(sizes) - min(sizes) <= 1


@given(NAMES, COUNTS, st.randoms())
def test_the_order_of_the_names_does_not_count(
    names: list[str], count: int, random: object
) -> None:
    shards = _shards(names, count)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert _shards(names, count) == shards


def test_one_more_name_moves_few_others() -> None:
    names = [f"category/example_{number}" for number in range(200)]
    before, after = _shards(names, 4), _shards([*names, "category/one_more"], 4)
    stayed = sum(len(old & new) for old, new in zip(before, after, strict=True))
    assert stayed >= 190
