"""Exceptions to rules of prose that stand in a page, each with its reason."""

import pytest

from site_builder.text.prose import read_prose
from site_builder.text.prose_excuses import read_excuses, unused


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n<!-- prose: off filler: why -->\nb\nc\n\nd", (3, 5)),
        ("a\n\n<!-- prose: off filler: why -->\n\nb\nc\n\nd", (5, 6)),
        ("a\nb <!-- prose: off filler: why -->\nc\n\nd", (1, 3)),
        ("a\n\nb\n<!-- prose: off filler: why -->\n\nd", (3, 4)),
        ("a\n\n<!-- prose: off filler: why -->", (3, 3)),
        ("a\n\n<!--\nprose: off filler:\n  why\n-->\nb", (3, 7)),
    ],
)
def test_an_exception_is_about_the_block_that_it_stands_in_or_before(
    text: str, lines: tuple[int, int]
) -> None:
    (excuse,), faults = read_excuses(read_prose(text))
    assert (excuse.first, excuse.last) == lines
    assert faults == ()


def test_an_exception_can_be_about_the_page_and_about_several_rules() -> None:
    excuses, faults = read_excuses(read_prose("a\n\n<!-- prose: page off hype, form: why -->\n\nb"))
    assert [(one.rule, one.first, one.line) for one in excuses] == [("hype", 1, 3), ("form", 1, 3)]
    assert all(one.last > 1_000_000 for one in excuses)
    assert faults == ()


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("prose: off filler", "the exception to 'filler' has no reason"),
        ("prose: off filler:  ", "the exception to 'filler' has no reason"),
        ("prose: on filler: why", "a comment on prose cannot be read"),
    ],
)
def test_what_is_wrong_with_an_exception_is_told(comment: str, message: str) -> None:
    _, (fault,) = read_excuses(read_prose(f"a\n\n<!-- {comment} -->\nb"))
    assert (fault.message, fault.line) == (message, 3)


def test_other_comments_are_none_of_ours() -> None:
    text = "<!-- prose is off -->\n<!-- note: off -->\n`<!-- prose: off x: y -->`\n"
    assert read_excuses(read_prose(text)) == ((), ())


def test_an_exception_that_excuses_nothing_is_told_once() -> None:
    excuses, _ = read_excuses(read_prose("<!-- prose: off hype, filler: why -->\na"))
    (fault,) = unused(excuses, excuses[:1])
    assert fault.message == "the exception to 'filler' excuses nothing"
