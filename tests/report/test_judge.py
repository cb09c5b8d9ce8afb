from dataclasses import replace

import pytest

from site_builder.model import (
    Baseline,
    Code,
    Known,
    Location,
    Problem,
    Severity,
    SeverityRule,
)
from site_builder.model.reporting import is_fixed
from site_builder.report import Judge
from site_builder.text.baseline import baseline_of

DEAD = Problem(Code.LINK_DEAD, Location("content/drafts/a.md", 2), "the link 'x.md' is dead")
ORPHAN = Problem(Code.PAGE_ORPHAN, Location("content/drafts/a.md"), "no text leads to it")
ELSEWHERE = Problem(Code.PAGE_ORPHAN, Location("content/b.md"), "no text leads to it")


def rule(severity: Severity, *paths: str, code: Code = Code.PAGE_ORPHAN) -> SeverityRule:
    return SeverityRule(code, severity, "we say so", paths or ("**",))


def severities(judge: Judge, *problems: Problem) -> dict[str, str]:
    return {one.location.path: one.severity.value for one in judge.judge(problems)}


def test_without_rules_a_problem_counts_as_its_code() -> None:
    assert Judge().judge([DEAD, ORPHAN, DEAD]) == (ORPHAN, DEAD)


@pytest.mark.parametrize(
    "pattern", ["drafts/**", "drafts/", "/drafts/", "content/drafts/*", "a.md", "*.md", "**"]
)
def test_a_pattern_is_relative_to_the_project_or_to_its_docs(pattern: str) -> None:
    judge = Judge((rule(Severity.OFF, pattern),), docs="content")
    assert severities(judge, ORPHAN) == {"content/drafts/a.md": "off"}


@pytest.mark.parametrize("pattern", ["other/**", "/a.md", "rafts/**", "!drafts/**"])
def test_a_pattern_of_something_else_changes_nothing(pattern: str) -> None:
    judge = Judge((rule(Severity.OFF, pattern),), docs="content")
    assert judge.judge([ORPHAN]) == (ORPHAN,)


def test_a_rule_is_of_its_code_and_its_paths_alone() -> None:
    judge = Judge((rule(Severity.WARNING, "drafts/**"),), docs="content")
    assert judge.judge([DEAD, ORPHAN, ELSEWHERE]) == (
        ELSEWHERE,
        replace(ORPHAN, weight=Severity.WARNING, why="we say so"),
        DEAD,
    )


def test_the_last_rule_that_fits_holds() -> None:
    judge = Judge((rule(Severity.OFF), rule(Severity.ERROR, "drafts/")), docs="content")
    assert severities(judge, ORPHAN, ELSEWHERE) == {
        "content/b.md": "off",
        "content/drafts/a.md": "error",
    }


@pytest.mark.parametrize("code", [one for one in Code if is_fixed(one)])
def test_what_is_fixed_is_neither_switched_off_nor_known(code: Code) -> None:
    problem = Problem(code, Location("a.md"), "it went wrong")
    known = Baseline("known.txt", (Known(code.slug, "a.md", "0" * 12, 1),))
    judge = Judge((rule(Severity.OFF, code=code),), baseline=known)
    assert judge.judge([problem]) == (problem,)
    assert baseline_of([problem]) == ()


def test_known_problems_do_not_count_as_often_as_they_are_known() -> None:
    moved = replace(DEAD, location=Location(DEAD.location.path, 9))
    third = replace(DEAD, location=Location(DEAD.location.path, 12))
    judge = Judge(baseline=Baseline("known.txt", baseline_of([DEAD, moved])))
    found = judge.judge([third, moved, DEAD])
    assert [one.severity for one in found] == [Severity.KNOWN, Severity.KNOWN, Severity.ERROR]
    assert found[0].why == "it stands in known.txt"


def test_of_lines_that_a_merge_left_twice_the_larger_number_holds() -> None:
    (once,) = baseline_of([DEAD])
    twice = replace(once, count=2)
    judge = Judge(baseline=Baseline("known.txt", (once, twice)))
    moved = replace(DEAD, location=Location(DEAD.location.path, 9))
    assert {one.severity for one in judge.judge([DEAD, moved])} == {Severity.KNOWN}


def test_to_judge_again_changes_nothing() -> None:
    judge = Judge((rule(Severity.OFF),), "content", Baseline("known.txt", baseline_of([DEAD])))
    once = judge.judge([DEAD, ORPHAN, ELSEWHERE])
    assert judge.judge(once) == once


def test_what_is_wrong_with_the_baseline_counts() -> None:
    wrong = Problem(Code.BASELINE_INVALID, Location("known.txt", 1), "it cannot be read")
    assert Judge(problems=(wrong,)).judge([]) == (wrong,)


def unneeded(judge: Judge, *problems: Problem, asked: bool = True) -> list[str]:
    found = judge.unneeded(judge.judge(problems), lambda _: asked)
    return [str(one) for one in found]


def test_a_rule_that_fits_nothing_is_told() -> None:
    judge = Judge((rule(Severity.OFF, "x/**", "y/**"),), config_path="mkdocs.yml")
    assert unneeded(judge, ORPHAN) == [
        (
            "mkdocs.yml: rule-unused: the entry for 'page-orphan' at 'x/**, y/**' fits no problem; "
            "remove it, or correct its code or its paths"
        )
    ]
    assert unneeded(judge, ORPHAN, asked=False) == []
    assert unneeded(Judge((rule(Severity.OFF),)), ORPHAN) == []


def test_what_is_mended_is_told_so_that_the_baseline_shrinks() -> None:
    known = replace(baseline_of([DEAD])[0], count=3, line=7)
    judge = Judge(baseline=Baseline("known.txt", (known,)))
    assert unneeded(judge, DEAD) == [
        (
            "known.txt:7: baseline-outdated: 2 of 3 known 'link-dead' of content/drafts/a.md is "
            "mended; run: site-builder check --update-baseline"
        )
    ]
    assert unneeded(judge, DEAD, asked=False) == []
    all_there = Judge(baseline=Baseline("known.txt", baseline_of([DEAD])))
    assert unneeded(all_there, DEAD) == []


def test_what_is_switched_off_needs_no_baseline() -> None:
    baseline = Baseline("known.txt", baseline_of([ORPHAN]))
    judge = Judge((rule(Severity.OFF),), baseline=baseline)
    assert [one.split(": ")[1] for one in unneeded(judge, ORPHAN)] == ["baseline-outdated"]
