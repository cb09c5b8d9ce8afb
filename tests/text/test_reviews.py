from dataclasses import fields, replace

import pytest

from site_builder.model import (
    Line,
    Location,
    Note,
    Review,
    Sample,
    SampleRef,
    Selector,
    SelectorKind,
    Show,
)
from site_builder.text.reviews import (
    digest_of,
    format_reviews,
    parse_reviews,
    reviews_of,
    sample_name,
)

REF = SampleRef(Location("docs/a.md", 7), (7, 9), "", "text/words/words.py")
SAMPLE = Sample(REF, "text/words", "words.py", "python", (Line(3, "x = 1"), Line(4, "y = 2")))
BOTH = replace(SAMPLE, ref=replace(REF, show=Show.BOTH), output="1\n2\n")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "text/words/words.py"),
        ({"selector": Selector(SelectorKind.SYMBOL, "f.g")}, "text/words/words.py::f.g"),
        ({"selector": Selector(SelectorKind.REGION, "one")}, "text/words/words.py#one"),
        ({"selector": Selector(SelectorKind.LINES, "", 2, 5)}, "text/words/words.py:2-5"),
        ({"show": Show.OUTPUT}, 'text/words/words.py show="output"'),
        ({"show": Show.BOTH, "body": True}, 'text/words/words.py show="both" body'),
        ({"docstring": True}, "text/words/words.py docstring"),
        ({"title": "T", "highlight": "x", "lang": "text"}, "text/words/words.py"),
        ({"location": Location("docs/b.md", 1), "prefix": "> "}, "text/words/words.py"),
    ],
)
def test_a_sample_is_named_by_its_address_and_what_changes_its_text(
    changes: dict[str, object], name: str
) -> None:
    assert sample_name(replace(REF, **changes)) == name  # type: ignore[arg-type]


def test_each_field_of_a_directive_is_in_its_name_or_is_known_to_change_no_text() -> None:
    elsewhere = {"location", "span", "prefix", "target", "selector", "title", "highlight"}
    elsewhere |= {"lang", "alt", "tab"}
    for field in fields(SampleRef):
        if field.name not in elsewhere:
            other = True if field.default is False else Show.BOTH
            changed = replace(REF, **{field.name: other})  # type: ignore[arg-type]
            assert sample_name(changed) != sample_name(REF), field.name


def test_a_digest_is_that_of_the_text_and_not_of_its_place() -> None:
    digest = digest_of(SAMPLE)
    assert len(digest) == 12
    assert digest_of(replace(SAMPLE, lines=(Line(8, "x = 1"), Line(9, "y = 2")))) == digest
    assert digest_of(replace(SAMPLE, highlighted=(1,))) == digest
    assert digest_of(replace(SAMPLE, notes=(Note(1, "Why."),))) != digest
    assert digest_of(replace(SAMPLE, lines=(Line(3, "x = 1"), Line(4, "y = 3")))) != digest
    assert digest_of(BOTH) != digest
    assert digest_of(replace(SAMPLE, notes=(Note(1, "one"),))) != digest


def test_a_digest_counts_the_output_only_where_it_is_shown_and_then_as_it_is_shown() -> None:
    assert digest_of(replace(BOTH, output="1\n2\n\n")) == digest_of(BOTH)
    assert digest_of(replace(BOTH, output="1\n3\n")) != digest_of(BOTH)
    output = replace(BOTH, ref=replace(REF, show=Show.OUTPUT))
    assert digest_of(replace(output, lines=(Line(1, "z"),))) == digest_of(output)
    assert digest_of(replace(output, output="3")) != digest_of(output)


def test_the_end_of_the_code_is_not_the_beginning_of_the_output() -> None:
    one = replace(BOTH, lines=(Line(1, "a"),), output="b\nc")
    assert digest_of(one) != digest_of(replace(one, lines=(Line(1, "a"), Line(2, "b")), output="c"))


def test_a_sample_that_a_page_shows_twice_has_one_line() -> None:
    again = replace(SAMPLE, ref=replace(REF, location=Location("docs/a.md", 20)))
    reviews = reviews_of("docs/a.md", [BOTH, SAMPLE, again])
    assert reviews == (
        Review("docs/a.md", "text/words/words.py", digest_of(SAMPLE)),
        Review("docs/a.md", 'text/words/words.py show="both"', digest_of(BOTH)),
    )


def test_what_was_written_is_read_again() -> None:
    reviews = [
        Review("docs/b c.md", 'a/b file="x y.csv"', "0" * 12),
        Review("docs/a.md", "a/b", "1" * 12),
    ]
    text = format_reviews([*reviews, *reviews])
    assert text.splitlines()[1:] == [
        "docs/a.md\ta/b\t111111111111",
        'docs/b c.md\ta/b file="x y.csv"\t000000000000',
    ]
    assert parse_reviews(text) == (tuple(sorted(reviews)), ())


def test_each_line_that_cannot_be_read_is_told_with_its_number() -> None:
    text = "\n".join(
        [
            "# a remark",
            "",
            "<<<<<<< HEAD",
            "docs/a.md\ta/b\t111111111111",
            "docs/a.md\ta/b\tnot-a-digest",
            "docs/a.md a/b 111111111111",
        ]
    )
    reviews, faults = parse_reviews(text)
    assert reviews == (Review("docs/a.md", "a/b", "1" * 12),)
    assert [(fault.line, fault.message.split(" ", 3)[1]) for fault in faults] == [
        (3, "conflict"),
        (5, "line"),
        (6, "line"),
    ]
