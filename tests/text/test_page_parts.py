from site_builder.model import Contract, Page, SectionRule
from site_builder.text.page_parts import divide

CONTRACT = Contract(
    "memo",
    "memo",
    sections=(
        SectionRule("One", aliases=("First",)),
        SectionRule("Two"),
        SectionRule("[[An idea]]", required=False),
        SectionRule("Three"),
    ),
)
BODY = """\
# Title

## First

a [[placeholder here]]

### Inner

b

## Between

### Two

## Two

## First

c
"""


def test_a_page_is_divided_into_the_sections_of_its_contract() -> None:
    parts = divide(Page("a.md", "a.md", BODY), CONTRACT)
    assert [(one.heading.title, one.heading.line, one.last) for one in parts.sections] == [
        ("First", 3, 10),
        ("Two", 15, 16),
    ]
    assert [one.title for one in parts.sections[0].below] == ["Inner"]
    assert parts.sections[1].below == ()
    assert [rule.title for rule in parts.missing] == ["Three"]
    assert parts.placeholders == ((5, "[[placeholder here]]"),)


def test_a_page_without_words_lacks_all_its_sections() -> None:
    parts = divide(Page("a.md", "a.md", ""), CONTRACT)
    assert parts.sections == ()
    assert len(parts.missing) == 3


def test_the_last_section_ends_with_the_page() -> None:
    parts = divide(Page("a.md", "a.md", "## Two\n\nx"), CONTRACT)
    assert parts.sections[0].last == 3
    assert not parts.sections[0].body.is_empty


def test_a_heading_may_be_underlined() -> None:
    parts = divide(Page("a.md", "a.md", "Title\n=====\n\nTwo\n---\n\nx\n\nThree\n---\n"), CONTRACT)
    assert [one.heading.title for one in parts.sections] == ["Two", "Three"]
