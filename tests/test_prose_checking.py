"""The prose of a whole project: pages and READMEs, our rules and the tools of others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import prose_checking
from site_builder.model import Code, ProseSettings, Vale
from site_builder.project import open_project
from site_builder.prose_checking import ProseChecked, check_prose
from tests.command import site_builder, write
from tests.support import EXAMPLE_TOML, Project

Kinds = tuple[tuple[str, str], ...]

GUIDES: Kinds = (("guides", "guide"),)
FILES = {
    "content/index.md": "---\ntitle: Simply a title\n---\n\n# Start\n\nWe recieve it.\n",
    "content/guides/a.md": "# A\n\n##  B\n\nText.\n",
    "examples/t/words/example.toml": EXAMPLE_TOML,
    "examples/t/words/words.py": "x = 1\n",
    "examples/t/words/README.md": "# Words\n\nIt is really so.\n",
}


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., ProseChecked]:
    def check(kinds: Kinds = (), **asked: object) -> ProseChecked:
        prose = ProseSettings(**asked)  # type: ignore[arg-type]
        project = Project(tmp_path.resolve(), FILES, prose=prose, page_kinds=kinds)
        return check_prose(open_project(project.settings))

    return check


def lines(checked: ProseChecked) -> list[str]:
    return sorted(str(one).partition("; ")[0] for one in checked.problems)


def test_nothing_is_asked_of_a_project_that_asks_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path.resolve(), FILES)
    assert check_prose(open_project(project.settings)) == ProseChecked()


def test_a_kind_asks_for_rules_of_its_own(checked: Callable[..., ProseChecked]) -> None:
    told = "the introduction does not say what the reader will do"
    assert lines(checked(GUIDES)) == [
        f"content/guides/a.md:1:3: prose-rule: tone-second-person: {told}"
    ]


def test_a_kind_of_a_project_and_that_of_readmes_ask_too(tmp_path: Path) -> None:
    kind = "title: memo\nprose: [filler]\nsections: []\n"
    kinds = {"kinds/new/memo.yml": kind, "kinds/new/example/README.yml": kind}
    root = tmp_path.resolve()
    project = Project(
        root,
        {**FILES, **kinds, "content/memos/b.md": "# B\n\nIt is simply so.\n"},
        page_kinds=(("memos", "memo"),),
        templates_dirs=(root / "kinds",),
        examples_complete=True,
    )
    assert lines(check_prose(open_project(project.settings))) == [
        "content/memos/b.md:3:7: prose-rule: filler: 'simply' adds nothing to its sentence",
        "examples/t/words/README.md:3:7: prose-rule: filler: 'really' adds nothing to its sentence",
    ]


def test_pages_readmes_and_front_matter_are_read(checked: Callable[..., ProseChecked]) -> None:
    assert lines(checked(GUIDES, rules=("filler", "tone-second-person"))) == [
        (
            "content/guides/a.md:1:3: prose-rule: tone-second-person: the introduction does not say"
            " what the reader will do"
        ),
        "content/index.md:2:8: prose-rule: filler: 'Simply' adds nothing to its sentence",
        "examples/t/words/README.md:3:7: prose-rule: filler: 'really' adds nothing to its sentence",
    ]


def test_spelling_is_told_with_line_and_column(checked: Callable[..., ProseChecked]) -> None:
    assert lines(checked(spelling=True)) == [
        "content/index.md:7:4: prose-spelling: 'recieve' is misspelt"
    ]
    assert lines(checked(spelling=True, spelling_ignore=("recieve",))) == []


def test_the_form_is_told_and_kept(
    checked: Callable[..., ProseChecked], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    look = prose_checking.look_at_forms
    monkeypatch.setattr(
        prose_checking,
        "look_at_forms",
        lambda texts, *more: asked.append(len(texts)) or look(texts, *more),  # type: ignore[func-returns-value]
    )
    expected = [
        (
            "content/guides/a.md:3:1: prose-form: md019 no-multiple-space-atx: Multiple spaces are"
            " present after hash character on Atx Heading"
        )
    ]
    assert lines(checked(form=True)) == expected
    assert lines(checked(form=True)) == expected
    assert asked == [4], "a second check asks about no page"
    assert lines(checked(form=True, form_off=("md019",))) == []
    assert asked == [4, 4]


def test_a_wrong_setting_of_a_tool_is_one_problem(checked: Callable[..., ProseChecked]) -> None:
    (problem,) = checked(form=True, form_set=(("plugins.md003.style", "no"),)).problems
    assert problem.code is Code.CONFIG_INVALID
    assert "'prose.form_set'" in problem.message


def test_a_page_that_the_tool_cannot_read_is_told(
    checked: Callable[..., ProseChecked], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page on which PyMarkdown fails is not known; it has failed on some before.
    monkeypatch.setattr(
        prose_checking, "look_at_forms", lambda *_: ((), "an assertion failed", (), ())
    )
    (line,) = lines(checked(form=True))
    assert line.endswith("prose-form: PyMarkdown cannot read the page: an assertion failed")


def test_a_tool_that_is_not_installed_is_one_problem_and_the_others_go_on(
    checked: Callable[..., ProseChecked], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import site_builder.stages.markdown_form  # noqa: PLC0415
    import site_builder.stages.spell  # noqa: PLC0415

    for module in (site_builder.stages.markdown_form, site_builder.stages.spell):
        monkeypatch.setattr(module, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = checked(rules=("filler",), spelling=True, form=True, vale=Vale.ALWAYS)
    missing = [one for one in found.problems if one.code is Code.PROSE_TOOL_MISSING]
    assert [one.location.path for one in missing] == ["mkdocs.yml"] * 3
    assert len(found.problems) == 5


VALE = """#!/bin/sh
cat <<'END'
{answer}
END
"""
ALERT = {"Span": [4, 9], "Check": "House.Words", "Message": "Avoid 'it'.", "Line": 3}


def with_vale(folder: Path, answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script that answers as Vale does on the search path; Vale itself cannot be had here."""
    folder.mkdir()
    program = folder / "vale"
    program.write_text(VALE.format(answer=json.dumps(answer)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_vale_is_asked_if_it_is_found(
    checked: Callable[..., ProseChecked], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = {
        "content/index.md": [{**ALERT, "Severity": "error"}],
        "examples/t/words/README.md": [{**ALERT, "Severity": "suggestion"}],
        "content/other.txt": [ALERT],
    }
    with_vale(tmp_path / "bin", answer, monkeypatch)
    found = checked(vale=Vale.FOUND)
    assert lines(found) == [
        "content/index.md:3:4: prose-vale: House.Words: Avoid 'it'",
        "examples/t/words/README.md:3:4: prose-advice: House.Words: Avoid 'it'",
    ]
    assert found.notes == ()


def test_that_vale_cannot_work_is_a_problem_of_the_configuration(
    checked: Callable[..., ProseChecked], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_vale(tmp_path / "bin", {"Text": ".vale.ini not found", "Code": "E100"}, monkeypatch)
    (problem,) = checked(vale=Vale.FOUND).problems
    assert str(problem) == "mkdocs.yml: config-invalid: Vale stopped: E100: .vale.ini not found"


def test_vale_that_is_not_found_is_a_note_if_that_is_allowed(
    checked: Callable[..., ProseChecked], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = checked(vale=Vale.FOUND)
    assert found == ProseChecked((), ("Vale is not installed, so its styles were not asked.",))
    (problem,) = checked(vale=Vale.ALWAYS).problems
    assert problem.code is Code.PROSE_TOOL_MISSING


CONFIG = """site_name: T
site_url: https://e.org/x/
theme: {name: mkdocs}
plugins:
  - site_builder:
      prose: {rules: [filler], vale: found, pages: rules}
nav: [index.md, {Rules: rules/}]
"""


def test_the_command_tells_the_page_of_the_rule_and_what_was_left_out(tmp_path: Path) -> None:
    root = write(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": "# A\n\nIt is simply so.\n"})
    ran = site_builder(root, "check", "--no-run", PATH="/nowhere")
    assert ran.returncode == 1
    assert ran.stderr == (
        "Vale is not installed, so its styles were not asked.\n"
        "docs/index.md:3:7: prose-rule: filler: 'simply' adds nothing to its sentence; leave it"
        " out; see https://e.org/x/rules/filler/\n"
        "1 error\n"
    )
    assert site_builder(root, "build").returncode == 0, "prose stops no build"
    page = (root / "site/rules/filler/index.html").read_text()
    assert "You can simply install the package." in page
    assert 'href="../hype/"' in page, "the pages of the rules are in the navigation"
