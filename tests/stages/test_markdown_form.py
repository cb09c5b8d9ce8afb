"""PyMarkdown, asked about the form of pages."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.model import Code, Location, Problem, ProseSettings
from site_builder.stages.markdown_form import (
    FormRules,
    form_rules,
    look_at_form,
    look_at_forms,
    settle,
)

CONFIG = Location("mkdocs.yml")


def rules(**settings: object) -> FormRules:
    found = form_rules(ProseSettings(form=True, **settings), CONFIG)  # type: ignore[arg-type]
    assert isinstance(found, FormRules)
    return found


def names(text: str, **settings: object) -> list[tuple[int, int, str]]:
    found = look_at_form(text, rules(**settings))
    assert not isinstance(found, str)
    return [(one.line, one.column, one.rule) for one in found]


MATERIAL = """---
title: A title
---

# Another title

!!! note "A label"
    An indented paragraph that is no code, on a line that is a good deal longer than eighty columns.

<div class="grid" markdown>
- [ ] a task
    - nested by four columns
</div>

| A | B |
|---|:-:|
| a long cell | b |
"""


def test_what_material_and_our_directives_need_is_no_fault() -> None:
    assert names(MATERIAL) == []


def test_findings_have_a_place_a_rule_and_words() -> None:
    (found,) = look_at_form("# A\n\n##  B\n\nText.\n", rules())
    assert (found.line, found.column, found.rule, found.name) == (
        3,
        1,
        "md019",
        "no-multiple-space-atx",
    )
    assert found.message.startswith("Multiple spaces are present after hash character")


def test_rules_can_be_switched_on_and_off_and_set() -> None:
    long = "# A\n\n" + "word " * 20 + "\n"
    assert names(long, form_off=("MD009",)) == []
    assert names(long, form_on=("md013",), form_off=("md009",)) == [(3, 1, "md013")]
    marked = "# A\n\nB\n-\n\ntext\n"
    assert names(marked) == [(3, 1, "md003")]
    style = (("plugins.md003.style", "setext_with_atx"),)
    assert names(marked, form_set=style) == [(1, 1, "md003")]


def test_an_empty_page_has_no_form() -> None:
    assert names("\n") == []


def test_a_setting_that_is_wrong_is_told_in_its_words() -> None:
    told = look_at_form("# A\n", rules(form_set=(("plugins.md003.style", "no-such"),)))
    assert isinstance(told, str)
    assert "'plugins.md003.style' is not valid" in told
    assert "\n" not in told


def test_the_key_of_an_answer_changes_with_all_that_it_depends_on() -> None:
    one = rules()
    keys = [
        one.key("a"),
        one.key("b"),
        replace(one, version="0").key("a"),
        rules(form_off=("md009",)).key("a"),
        rules(form_set=(("a", "b"),)).key("a"),
    ]
    assert len(set(keys)) == len(keys)
    assert rules().key("a") == keys[0]


def test_pages_are_looked_at_by_other_processes_in_order() -> None:
    texts = ["# A\n", "# B\n\n##  C\n\ntext\n", "# D\n"]
    answers = look_at_forms(texts, rules(), processes=2)
    assert [len(one) for one in answers] == [0, 1, 0]
    assert look_at_forms([], rules(), processes=2) == ()


def test_a_process_that_looks_at_forms_finds_no_configuration_and_logs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir("/")
    try:
        settle()
        assert not Path("pyproject.toml").exists()
        assert logging.root.manager.disable == logging.CRITICAL
    finally:
        logging.disable(logging.NOTSET)


def test_that_it_is_not_installed_is_one_problem_that_names_the_extra() -> None:
    answer = form_rules(ProseSettings(form=True), CONFIG, tool="no_such_package")
    assert isinstance(answer, Problem)
    assert answer.code is Code.PROSE_TOOL_MISSING
    assert "site-builder[prose]" in answer.hint
