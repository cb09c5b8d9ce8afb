"""Shards put together are the whole; what is not a whole is refused with its reason."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model import Code, Location, Problem, RunEnd
from site_builder.model.results import Result, Results, Shard
from site_builder.text.merge import merge_results
from site_builder.text.result_file import render_results
from site_builder.text.shards import names_of_shard

STALE = Problem(Code.DIAGRAM_STALE, Location("a.svg"), "it is stale")


def whole(names: list[str]) -> Results:
    found = tuple(Result(name, RunEnd.EXITED, 0, f"{name}\n") for name in sorted(names))
    return Results("digest", "1.0", "3.11.7", len(found), Shard(), found, (STALE,))


def cut(results: Results, count: int) -> list[tuple[str, Results]]:
    """Return the shards of results, as the machines of a shard each make one."""
    names = [one.example for one in results.results]
    parts = []
    for number in range(1, count + 1):
        shard = Shard(number, count)
        chosen = names_of_shard(names, shard)
        found = tuple(one for one in results.results if one.example in chosen)
        parts.append((f"{number}.json", replace(results, shard=shard, results=found)))
    return parts


def refused(files: list[tuple[str, Results]]) -> list[str]:
    problems = merge_results(files)
    assert isinstance(problems, tuple)
    return [str(one) for one in problems]


@given(st.lists(st.text(), unique=True), st.integers(1, 7))
def test_merged_shards_are_the_whole_byte_for_byte(names: list[str], count: int) -> None:
    single = whole(names)
    merged = merge_results(cut(single, count))
    assert isinstance(merged, Results)
    assert render_results(merged) == render_results(single)


def test_the_order_of_the_files_does_not_count() -> None:
    single = whole(list("abcdefg"))
    for files in permutations(cut(single, 3)):
        assert merge_results(files) == single


def test_a_missing_shard_is_named() -> None:
    files = cut(whole(list("abcd")), 4)
    assert refused(files[:3]) == ["1.json: shard-missing: the shard 4/4 is missing"]
    assert refused(files[1:3]) == ["2.json: shard-missing: the shards 1/4, 4/4 are missing"]


def test_a_shard_that_was_given_twice_is_named() -> None:
    files = cut(whole(list("abcd")), 2)
    assert refused([*files, files[0]]) == ["1.json: shard-double: the shard 1/2 is also in 1.json"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tool": "2.0"}, "it was made by site-builder 2.0, 1.json by 1.0"),
        ({"python": "3.12.1"}, "it was made with Python 3.12.1, 1.json with 3.11.7"),
        ({"shard": Shard(2, 3)}, "it is one of 3 shards, 1.json one of 2"),
        ({"project": "other"}, "its examples are not those of 1.json"),
        ({"count": 5}, "its examples are not those of 1.json"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(
    change: dict[str, object], reason: str
) -> None:
    first, (name, second) = cut(whole(list("abcd")), 2)
    hint = "make the shards from the same commit, with the same versions"
    changed = replace(second, **change)  # type: ignore[arg-type]
    assert refused([first, (name, changed)]) == [f"2.json: results-different: {reason}; {hint}"]


def test_a_file_that_lacks_results_is_refused() -> None:
    single = whole(list("abcd"))
    lacking = replace(single, results=single.results[:3])
    expected = ["1.json: results-invalid: all shards together hold 3 results of 4"]
    assert refused([("1.json", lacking)]) == expected
    (name, first), (_, second) = cut(single, 2)
    twice = replace(second, results=(*first.results[:1], *second.results[1:]))
    assert refused([(name, first), ("2.json", twice)]) == expected
