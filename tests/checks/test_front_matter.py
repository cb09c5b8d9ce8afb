import pytest

from site_builder.checks.front_matter import check_front_matter, check_kind
from site_builder.model import Contract, Page
from site_builder.text.front_matter import split_front_matter

SCHEMA = """{
  "required": ["title", "summary"],
  "properties": {"summary": {"maxLength": 9}, "author": {"required": ["name"]},
                 "day": {"type": "string"}}
}"""
MEMO = Contract("memo", "memo", front_matter=SCHEMA)


def page(text: str) -> Page:
    split = split_front_matter(text)
    front = (split.front_matter, split.front_text)
    return Page("a.md", "docs/a.md", split.body, split.body_line, *front)


def told(text: str) -> list[str]:
    return [str(problem) for problem in check_front_matter(page(text), MEMO)]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nsummary: B\nday: 2026-03-05\n---\n",
        # A placeholder is told as one, whatever the schema says of it.
        "---\ntitle: A\nsummary: '[[One whole sentence]]'\n---\n",
        # That it cannot be read is told elsewhere.
        "---\ntitle: [\n---\n",
        "---\n- a\n---\n",
    ],
)
def test_front_matter_that_fits_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "---\ntitle: A\nsumary: B\n---\n",
            ["docs/a.md:1: 'summary' is missing; did you mean 'sumary'?"],
        ),
        ("# A\n", ["docs/a.md: 'title' is missing", "docs/a.md: 'summary' is missing"]),
        (
            "---\ntitle: A\nsummary: Much too long\n---\n",
            ["docs/a.md:3: 'summary': 'Much too long' is too long"],
        ),
        (
            "---\ntitle: A\nsummary: B\nauthor:\n  nmae: C\n---\n",
            ["docs/a.md:4: 'name' is missing; did you mean 'nmae'?"],
        ),
        (
            "---\ntitle: A\nsummary: B\nday: 7\n---\n",
            ["docs/a.md:4: 'day' must be a text"],
        ),
    ],
)
def test_a_mistake_is_told_on_the_line_of_its_key(text: str, messages: list[str]) -> None:
    kind = ": front-matter-schema: front matter of a memo: "
    assert [one.replace(kind, ": ") for one in told(text)] == messages


def test_a_mistake_further_in_says_where() -> None:
    schema = '{"properties": {"author": {"properties": {"name": {"type": "string"}}}}}'
    one = page("---\nauthor:\n  name: 3\n---\n")
    (problem,) = check_front_matter(one, Contract("memo", "memo", front_matter=schema))
    assert str(problem) == (
        "docs/a.md:3: front-matter-schema: front matter of a memo: "
        "in 'author', 'name' must be a text"
    )


def test_a_kind_that_is_not_defined_is_told() -> None:
    assert not list(check_kind(page("# A\n"), ["memo"]))
    assert not list(check_kind(page("---\nkind: memo\n---\n"), ["memo"]))
    assert not list(check_kind(page("---\nkind: free\n---\n"), ["memo"]))
    (near,) = check_kind(page("---\ntitle: A\nkind: mmeo\n---\n"), ["memo"])
    assert str(near) == (
        "docs/a.md:3: kind-unknown: there is no page kind 'mmeo'; did you mean 'memo'?"
    )
    (far,) = check_kind(page("---\nkind: zzz\n---\n"), ["memo", "art"])
    assert far.hint == "use one of 'art', 'memo', 'free'"
