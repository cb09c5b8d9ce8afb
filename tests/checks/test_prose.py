"""Rules of prose on a page, changed as a project says and excused as an author says."""

import pytest

from site_builder.checks.prose import (
    Found,
    Written,
    find_by_rules,
    is_on,
    rules_for,
    without_excused,
)
from site_builder.model import (
    Code,
    Location,
    Problem,
    ProseSettings,
    RuleChange,
    Severity,
)
from site_builder.text.prose import read_prose
from site_builder.text.prose_rules import RULES


def page(text: str, source: str = "guides/a.md", kind: str = "") -> Written:
    return Written(f"docs/{source}", source, kind, read_prose(text), text)


def told(text: str, settings: ProseSettings, **about: str) -> list[str]:
    written = page(text, **about)
    found = find_by_rules(written, settings)
    return [str(one) for one in without_excused(written, found, ())]


FILLER = ProseSettings(rules=("filler",))


def test_a_rule_is_told_with_its_place_and_its_name() -> None:
    (message,) = told("# A\n\nIt is\nsimply so.", FILLER)
    assert message == (
        "docs/guides/a.md:4:1: prose-rule: filler: 'simply' adds nothing to its sentence;"
        " leave it out"
    )
    linked = ProseSettings(rules=("filler",), page_address="https://x.org/rules/{}/")
    (message,) = told("It is simply so.", linked)
    assert message.endswith("leave it out; see https://x.org/rules/filler/")


def test_a_rule_that_advises_gives_a_warning() -> None:
    settings = ProseSettings(rules=("passive-voice",))
    (found,) = find_by_rules(page("It was read by the tool."), settings)
    assert found.problem.code is Code.PROSE_ADVICE
    assert found.problem.severity is Severity.WARNING


def test_nothing_is_asked_unless_a_project_does() -> None:
    assert told("It is simply so.", ProseSettings()) == []
    assert not ProseSettings().asks
    assert FILLER.asks


def test_all_rules_are_on_apart_from_those_of_other_kinds_of_pages() -> None:
    settings = ProseSettings(rules=("all",))
    names = [one.rule.name for one in rules_for(page(""), settings)]
    assert set(RULES) - set(names) == {"tone-second-person"}
    assert len(rules_for(page("", kind="guide"), settings)) == len(RULES)


@pytest.mark.parametrize(
    ("change", "text", "count"),
    [
        (RuleChange("filler", add=("somewhat",)), "It is somewhat simply so.", 2),
        (RuleChange("filler", remove=("simply",)), "It is simply just so.", 1),
        (RuleChange("filler", skip="why"), "It is simply so.", 0),
        (RuleChange("all", skip="why"), "It is simply so.", 0),
        (RuleChange("hype", skip="why"), "It is simply so.", 1),
        (RuleChange("filler", paths=("guides",), skip="why"), "It is simply so.", 0),
        (RuleChange("filler", paths=("docs/guides/",), skip="why"), "It is simply so.", 0),
        (RuleChange("filler", paths=("guides/a.md",), skip="why"), "It is simply so.", 0),
        (RuleChange("filler", paths=("*/a.md",), skip="why"), "It is simply so.", 0),
        (RuleChange("filler", paths=("guide",), skip="why"), "It is simply so.", 1),
        (RuleChange("filler", kinds=("recipe",), skip="why"), "It is simply so.", 1),
    ],
)
def test_a_rule_can_be_changed_everywhere_or_on_some_pages(
    change: RuleChange, text: str, count: int
) -> None:
    assert len(told(text, ProseSettings(rules=("filler",), change=(change,)))) == count


def test_the_later_of_two_changes_counts() -> None:
    off = RuleChange("all", skip="why")
    on = RuleChange("filler", paths=("guides/",))
    assert told("It is simply so.", ProseSettings(rules=("filler",), change=(on, off))) == []
    assert len(told("It is simply so.", ProseSettings(rules=("filler",), change=(off, on)))) == 1


def test_bound_and_severity_can_be_changed() -> None:
    change = RuleChange("dashes", limit=0, severity=Severity.ERROR)
    (message,) = told("One — two.", ProseSettings(rules=("dashes",), change=(change,)))
    assert "prose-rule: dashes: 1 dashes in one paragraph, 0 are allowed" in message


@pytest.mark.parametrize(
    ("change", "kind", "count"),
    [
        (RuleChange("tone-second-person", kinds=("recipe",)), "recipe", 1),
        (RuleChange("tone-second-person", kinds=("recipe",)), "", 0),
        (RuleChange("tone-second-person", paths=("guides/",)), "", 1),
        (RuleChange("tone-second-person", add=("they are many",)), "guide", 0),
    ],
)
def test_a_rule_can_be_asked_of_other_kinds_of_pages(
    change: RuleChange, kind: str, count: int
) -> None:
    settings = ProseSettings(rules=("tone-second-person",), change=(change,))
    assert len(told("# A\n\nThey are many.", settings, kind=kind)) == count


def test_terms_of_the_project_come_before_ours() -> None:
    settings = ProseSettings(
        rules=("term",),
        terms=(("web site", "site"), ("fooly", "")),
        change=(RuleChange("term", remove=("whitelist",)),),
    )
    messages = told("A web site, fooly, and a whitelist.", settings)
    assert [one.rpartition("; ")[2] for one in messages] == ["write 'site'", "leave it out"]


def test_a_tool_can_be_switched_off_on_some_pages() -> None:
    settings = ProseSettings(change=(RuleChange("form", paths=("guides/",), skip="why"),))
    assert not is_on("form", page(""), settings)
    assert is_on("form", page("", source="b.md"), settings)
    assert is_on("spelling", page(""), settings)


EXCUSED = "<!-- prose: off filler: a quotation -->\nIt is simply so.\n\nIt is simply so."


def test_what_is_excused_is_not_told_and_the_rest_is() -> None:
    (message,) = told(EXCUSED, FILLER)
    assert message.startswith("docs/guides/a.md:4:")


def test_an_exception_without_a_reason_excuses_and_is_told_itself() -> None:
    (message,) = told("<!-- prose: off filler -->\nIt is simply so.", FILLER)
    assert "prose-excuse: the exception to 'filler' has no reason" in message


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("fillr", "an exception names 'fillr', which is no rule of prose; did you mean 'filler'?"),
        ("xyz", "an exception names 'xyz', which is no rule of prose; use one of "),
        ("hype", "the exception to 'hype' excuses nothing; remove it"),
    ],
)
def test_an_exception_that_is_of_no_use_is_told(rule: str, message: str) -> None:
    (found,) = told(f"<!-- prose: off {rule}: why -->\nIt is so.", FILLER)
    assert message in found


def test_an_exception_to_a_tool_is_judged_only_if_the_tool_was_asked() -> None:
    written = page("<!-- prose: page off form, spelling: why -->\nIt is so.")
    problem = Problem(Code.PROSE_FORM, Location(written.path), "PyMarkdown cannot read the page")
    assert list(without_excused(written, [Found("form", problem)], ("form",))) == []
    (unused,) = without_excused(written, [Found("form", problem)], ("form", "spelling"))
    assert "'spelling' excuses nothing" in str(unused)
