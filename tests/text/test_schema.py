from collections.abc import Mapping

import pytest

from site_builder.text.schema import Violation, schema_fault, violations

OPEN: Mapping[str, object] = {
    "required": ["title", "summary"],
    "properties": {
        "title": {"type": "string", "maxLength": 8},
        "level": {"enum": ["easy", "hard"]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "day": {"format": "date"},
        "size": {"type": ["integer", "null"]},
    },
}
CLOSED = {**OPEN, "additionalProperties": False}
GOOD = {"title": "A", "summary": "B"}


@pytest.mark.parametrize(
    "values", [GOOD, {**GOOD, "size": None, "day": "2026-03-05", "level": "hard", "more": 1}]
)
def test_what_fits_is_not_told(values: Mapping[str, object]) -> None:
    assert violations(values, OPEN) == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "A"}, [Violation((), "'summary' is missing")]),
        (
            {"title": "A", "sumary": "B"},
            [Violation((), "'summary' is missing", "did you mean 'sumary'?")],
        ),
        ({**GOOD, "title": 3}, [Violation(("title",), "'title' must be a text")]),
        ({**GOOD, "size": "x"}, [Violation(("size",), "'size' must be a whole number or empty")]),
        (
            {**GOOD, "level": "hrad"},
            [Violation(("level",), "'level' cannot be 'hrad'", "did you mean 'hard'?")],
        ),
        (
            {**GOOD, "level": 7},
            [Violation(("level",), "'level' cannot be '7'", "use one of 'easy', 'hard'")],
        ),
        ({**GOOD, "tags": ["a", 1]}, [Violation(("tags", 1), "'1' must be a text")]),
        (
            {**GOOD, "title": "A long title"},
            [Violation(("title",), "'title': 'A long title' is too long")],
        ),
        ({**GOOD, "day": "soon"}, [Violation(("day",), "'day': 'soon' is not a 'date'")]),
    ],
)
def test_what_does_not_fit_is_told_in_words(
    values: Mapping[str, object], expected: list[Violation]
) -> None:
    assert list(violations(values, OPEN)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"title": "A", "sumary": "B"},
            [Violation(("sumary",), "there is no key 'sumary'", "use one of 'title', 'level', ")],
        ),
        (
            {**GOOD, "levl": "easy"},
            [
                Violation(("levl",), "there is no key 'levl'", "did you mean 'level'?"),
                Violation(("summary",), "there is no key 'summary'", "use one of "),
            ],
        ),
    ],
)
def test_a_key_that_is_not_allowed_is_told_once(
    values: Mapping[str, object], expected: list[Violation]
) -> None:
    found = violations(values, CLOSED)
    assert [(one.path, one.message) for one in found] == [
        (one.path, one.message) for one in expected
    ]
    for one, wanted in zip(found, expected, strict=True):
        assert one.hint.startswith(wanted.hint)


def test_what_is_no_mapping_at_all_is_told_as_such() -> None:
    assert violations([], {"type": "object"}) == (
        Violation((), "'' must be a list of `name: value` lines"),
    )


def test_a_long_value_is_not_told_in_full() -> None:
    (found,) = violations({"a": "x" * 500}, {"properties": {"a": {"pattern": "y"}}})
    assert len(found.message) < 250
    assert found.message.endswith("…")


def test_a_schema_may_be_wrong_itself() -> None:
    assert schema_fault(OPEN) is None
    fault = schema_fault({"properties": {"a": {"type": "text"}}})
    assert fault is not None
    assert fault.path == ("properties", "a", "type")
    assert "'text' is not valid" in fault.message
