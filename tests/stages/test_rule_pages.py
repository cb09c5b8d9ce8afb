from pathlib import Path

import pytest

from site_builder.model import Page, ProseSettings, RuleChange, Settings, Severity, Site
from site_builder.resources import template_environment
from site_builder.stages.rule_pages import rule_pages
from site_builder.text.prose_rules import RULES


def pages(own: tuple[Page, ...] = (), **prose: object) -> dict[str, Page]:
    root = Path("/p")
    settings = Settings(root, root / "docs", root / "examples", prose=ProseSettings(**prose))  # type: ignore[arg-type]
    made = rule_pages(Site(settings, own, ()), template_environment(settings))
    return {page.source: page for page in made}


def test_no_pages_are_made_where_no_folder_is_set() -> None:
    assert pages(rules=("all",)) == {}


def test_each_rule_has_a_page_and_a_line_in_the_table() -> None:
    made = pages(pages="rules")
    assert set(made) == {"rules/index.md", *(f"rules/{name}.md" for name in RULES)}
    for name in RULES:
        assert f"[{name}]({name}.md)" in made["rules/index.md"].body


@pytest.mark.parametrize("name", RULES)
def test_a_page_shows_what_to_avoid_and_what_to_write(name: str) -> None:
    rule, page = RULES[name], pages(pages="rules")[f"rules/{name}.md"]
    assert (page.title, page.front_matter.summary) == (name, rule.meaning)
    assert page.generated
    for text in (rule.why, rule.bad, rule.good, f"off {name}: the reason"):
        assert text in page.body
    assert ("a warning" in page.body) is (rule.severity is Severity.WARNING)
    assert "\n\n\n\n" not in page.body


def test_a_page_says_what_the_project_changed() -> None:
    changes = (
        RuleChange("filler", paths=("a/", "b/"), add=("somewhat",), limit=3),
        RuleChange("filler", kinds=("guide",), remove=("very",), severity=Severity.WARNING),
        RuleChange("filler", skip="It is so."),
        RuleChange("filler"),
        RuleChange("hype", skip="Of another rule."),
    )
    body = pages(pages="rules", change=changes)["rules/filler.md"].body
    listed = [line for line in body.split("\n") if line.startswith("- ")]
    assert listed == [
        "- On `a/`, `b/`: also `somewhat`; a bound of 3",
        "- On pages of the kind `guide`: without `very`; counts as warning",
        "- On all pages: off. It is so.",
        "- On all pages: on",
    ]
    assert "In this project" not in pages(pages="rules")["rules/filler.md"].body


def test_a_page_lists_terms_and_names_of_the_project() -> None:
    made = pages(pages="rules", terms=(("foo", "bar"), ("so", "")), names=("Orca",))
    assert "| `foo` | `bar` |\n| `so` | nothing |" in made["rules/term.md"].body
    assert "`Orca`" in made["rules/name-spelling.md"].body
    assert "`Orca`" in made["rules/heading-case.md"].body
    assert "`Orca`" not in made["rules/filler.md"].body


def test_a_page_that_an_author_wrote_keeps_its_place() -> None:
    own = Page("rules/filler.md", "docs/rules/filler.md", "mine")
    assert "rules/filler.md" not in pages((own,), pages="rules")
