"""What is written is read again; what is no file of results is refused with its reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model import Code, Location, Problem, RunEnd
from site_builder.model.results import Result, Results, Shard
from site_builder.text.result_file import ResultFileError, parse_results, render_results

PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.sampled_from(Code),
        st.builds(Location, st.text(), st.integers(0)),
        st.text(),
        st.text(),
    ),
    max_size=3,
).map(lambda found: tuple(sorted(found, key=Problem.sort_key)))
FILES = st.dictionaries(st.text(), st.text(), max_size=3).map(
    lambda one: tuple(sorted(one.items()))
)
ANY_RESULT = st.builds(
    Result,
    st.text(),
    st.sampled_from(RunEnd),
    st.integers(),
    st.text(),
    FILES,
    PROBLEMS,
)
ANY = st.builds(
    Results,
    st.text(),
    st.text(),
    st.text(),
    st.integers(0),
    st.just(Shard(2, 3)),
    st.lists(ANY_RESULT, unique_by=lambda one: one.example, max_size=4).map(
        lambda found: tuple(sorted(found, key=lambda one: one.example))
    ),
    PROBLEMS,
)
ONE = Results("d", "1", "3.11", 1, Shard(), (Result("a/b", RunEnd.EXITED, 0, "hello\n"),))


@given(ANY)
def test_what_is_written_is_read_again(results: Results) -> None:
    data = render_results(results)
    assert parse_results(data) == results
    assert render_results(parse_results(data)) == data


def test_half_of_a_character_is_carried() -> None:
    broken = Results("d", "1", "3", 1, Shard(), (Result("a", RunEnd.EXITED, 0, "\udc80"),))
    assert parse_results(render_results(broken)) == broken


def test_the_order_in_which_results_came_does_not_count() -> None:
    first = Result("a", RunEnd.EXITED, 0, "")
    other = Result("b", RunEnd.TIMEOUT, -9, "")
    files = [Results("d", "1", "3", 2, Shard(), pair) for pair in ((first, other), (other, first))]
    assert render_results(files[0]) == render_results(files[1])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff", "it is not JSON"),
        (b"{", "it is not JSON"),
        (b"[]", "it does not say that it holds 'site-builder results"),
        (b'{"format": "other"}', "it does not say"),
    ],
)
def test_what_is_no_file_of_results_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ResultFileError, match=reason):
        parse_results(data)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("shard",), "3/2"),
        (("shard",), 1),
        (("project",), 1),
        (("count",), "many"),
        (("results",), []),
        (("results", "a/b", "end"), "exploded"),
        (("results", "a/b", "stdout"), None),
        (("results", "a/b", "files"), {"a": 1}),
        (("results", "a/b", "problems"), [{"code": "unknown"}]),
        (("problems",), [{"code": "link-dead", "path": "a", "line": "x"}]),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(keys: tuple[str, ...], value: object) -> None:
    content = json.loads(render_results(ONE))
    inner = content
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    with pytest.raises(ResultFileError, match="a value is missing or of the wrong kind"):
        parse_results(json.dumps(content).encode())
