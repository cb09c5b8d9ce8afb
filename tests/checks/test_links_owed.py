import pytest

from site_builder.checks.links_owed import LinkTargets, check_links_owed
from site_builder.model import Contract, Holds, Links, Page, SectionRule
from site_builder.text.holdings import definitions_of
from site_builder.text.page_parts import divide

TARGETS = LinkTargets(
    {
        "docs/guides/a.md": "guide",
        "docs/guides/b.md": "guide",
        "docs/guides/deep/index.md": "page",
        "docs/recipes/c d.md": "recipe",
        "docs/index.md": "page",
        "examples/x/y": "example",
        "examples/x/y/README.md": "example",
    }
)


def told(body: str, *links: Links) -> list[str]:
    page = Page("guides/a.md", "docs/guides/a.md", f"## Part\n\n{body}", 4)
    rule = SectionRule("Part", holds=Holds(links=links))
    parts = divide(page, Contract("memo", "memo", sections=(rule,)))
    definitions = definitions_of(parts.body)
    found = check_links_owed(parts.sections[0], page, TARGETS, definitions)
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("b.md", "guide"),
        ("b.md#part", "guide"),
        ("b", "guide"),
        ("b/", "guide"),
        ("deep/", "page"),
        ("../recipes/c%20d.md?x=1", "recipe"),
        ("../../examples/x/y/README.md", "example"),
        ("../../examples/x/y", "example"),
        ("https://x.example/a", "external"),
        ("//x.example/a", "external"),
        ("a.md", ""),
        ("#part", ""),
        ("/guides/b.md", ""),
        ("mailto:a@x.example", ""),
        ("no-such.md", ""),
    ],
)
def test_a_link_leads_to_something_of_a_kind(target: str, kind: str) -> None:
    assert TARGETS.kind_of(target, Page("guides/a.md", "docs/guides/a.md", "")) == kind


@pytest.mark.parametrize(
    "links",
    [
        (),
        (Links(("guide",)),),
        (Links(("recipe", "guide"), 2),),
        (Links(("page",), 2), Links(("any",), 3), Links(("external",))),
    ],
)
def test_a_section_that_leads_on_is_not_told(links: tuple[Links, ...]) -> None:
    body = (
        "- [B](b.md): the next step after this\n- [C](<../recipes/c d.md>): the short way there\n"
        "- [out](https://x.example/): the long way round\n"
    )
    body = body.replace("<../recipes/c d.md>", "../recipes/c%20d.md")
    assert told(body, *links) == []


@pytest.mark.parametrize(
    ("links", "message"),
    [
        (Links(("recipe",)), "the section 'Part' holds no link to recipe"),
        (Links(("guide",), 2), "the section 'Part' holds 1 link to guide, 2 are asked for"),
        (Links(("page",), 3), "the section 'Part' holds 2 links to another page, 3 are asked for"),
        (Links(("any",), 3), "the section 'Part' holds 2 links to another page, 3 are asked for"),
        (Links(("page",), 4), "the section 'Part' holds 2 links to another page, 4 are asked for"),
        (Links(("external",)), "the section 'Part' holds no link to another site"),
        (Links(("recipe", "external")), "the section 'Part' holds no link to recipe or external"),
    ],
)
def test_too_few_links_are_told(links: Links, message: str) -> None:
    body = (
        "- [B](b.md): the next step after this\n"
        "- [D](deep/): the whole of it, at length\n"
        "- [x](no-such.md)\n"
    )
    assert told(body, links) == [
        f"docs/guides/a.md:4: lacks-link: {message}; name what to read next, and why"
    ]


def test_a_link_without_a_reason_is_told_once_where_one_is_asked_for() -> None:
    body = "- [B](b.md)\n"
    asked = (Links(("guide",)), Links(("page",)))
    assert told(body, *asked) == [
        (
            "docs/guides/a.md:6: link-unexplained: the link 'B' does not say why one should "
            "follow it; write a few words beside it: what it adds, or when to go there"
        )
    ]
    assert told(body, Links(("guide",), sentence=False)) == []
