import pytest

from site_builder.checks.lengths import Subject, check_bounds
from site_builder.model import Bounds, Location, Measure
from site_builder.text.readable import read_markdown

WORDS, SENTENCES = Measure.WORDS, Measure.SENTENCES
LINES, MINUTES = Measure.CODE_LINES, Measure.READING_MINUTES
TEXT = "One two. Three four.\n\n```sh\na\nb\n```\n\n```sample\nx/y\n```\n"
"""Four words in two sentences, two typed lines of code, and a sample on line 8."""


def told(bound: Bounds, text: str = TEXT, *, of_page: bool = False) -> list[str]:
    name = "page" if of_page else "section 'A'"
    subject = Subject(name, Location("a.md", 3), read_markdown(text))
    return [str(one) for one in check_bounds([bound], subject, {8: 10})]


@pytest.mark.parametrize(
    "bound",
    [
        Bounds(WORDS, 4, 4),
        Bounds(WORDS, 4),
        Bounds(SENTENCES, 2, 2),
        Bounds(LINES, 12, 12),
        Bounds(MINUTES, 1, 1),
        Bounds(MINUTES, 1),
    ],
)
def test_what_is_within_its_bounds_is_not_told(bound: Bounds) -> None:
    assert told(bound) == []


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        (
            Bounds(WORDS, 1000),
            (
                "section-too-short: the section 'A' has 4 words, at least 1,000 are asked for; "
                "write what a reader still needs"
            ),
        ),
        (
            Bounds(WORDS, 1, 3),
            (
                "section-too-long: the section 'A' has 4 words, 3 are allowed; "
                "divide it, or leave out what another page says"
            ),
        ),
        (
            Bounds(SENTENCES, 0, 1),
            (
                "section-too-long: the section 'A' has 2 sentences, 1 is allowed; "
                "divide it, or leave out what another page says"
            ),
        ),
        (
            Bounds(LINES, 13),
            (
                "code-too-short: the section 'A' has 12 lines of code, at least 13 are asked for; "
                "write what a reader still needs"
            ),
        ),
        (
            Bounds(LINES, 1, 11),
            (
                "code-too-long: the section 'A' has 12 lines of code, 11 are allowed; "
                "divide it, or leave out what another page says"
            ),
        ),
        (
            Bounds(MINUTES, 5),
            (
                "reading-time: a reader needs about 1 minute (4 words, 12 lines of code), "
                "at least 5 are asked for; say more"
            ),
        ),
    ],
)
def test_what_is_outside_of_its_bounds_is_told(bound: Bounds, message: str) -> None:
    assert told(bound) == [f"a.md:3: {message}"]


def test_a_page_is_told_as_a_page() -> None:
    assert told(Bounds(WORDS, 5), of_page=True)[0].startswith("a.md:3: page-too-short: the page ")
    assert told(Bounds(WORDS, 1, 3), of_page=True)[0].startswith("a.md:3: page-too-long: the page ")
    assert told(Bounds(MINUTES, 1, 1), "word " * 201, of_page=True) == [
        (
            "a.md:3: reading-time: a reader needs about 2 minutes (201 words, 0 lines of code), "
            "1 is allowed; divide the page"
        )
    ]


def test_one_word_is_one_word() -> None:
    assert "has 1 word, at least 2 are" in told(Bounds(WORDS, 2), "word\n")[0]
