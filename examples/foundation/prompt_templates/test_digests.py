"""A released template stays as it is, and whoever changes one is told."""

from pathlib import Path

import pytest

from examples.foundation.prompt_templates.digests import changes, digest, main, read_recorded
from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.template import PromptTemplate


@pytest.fixture(scope="module")
def library() -> PromptLibrary:
    return PromptLibrary.load()


def test_every_template_is_as_it_was_recorded(library: PromptLibrary) -> None:
    assert list(changes(library, read_recorded())) == []


def edited(template: PromptTemplate, **change: object) -> PromptTemplate:
    return template.model_copy(update=change)


def test_a_change_of_anything_that_counts_changes_the_digest(library: PromptLibrary) -> None:
    original = library.get("write_query@1")
    fewer = {**original.variables, "question": library.get("clarify_first").variables["purpose"]}
    others = [
        edited(original, system=original.system + "."),
        edited(original, user=original.user.replace("Question", "Ask")),
        edited(original, examples=original.examples[:1]),
        edited(original, examples=tuple(reversed(original.examples))),
        edited(original, variables=fewer),
    ]
    digests = {digest(original), *map(digest, others)}
    assert len(digests) == 1 + len(others)


def test_what_no_model_sees_may_be_mended(library: PromptLibrary) -> None:
    original = library.get("write_query@1")
    variable = original.variables["question"].model_copy(update={"description": "the question"})
    mended = edited(
        original,
        summary="Writes SQL.",
        patterns=(),
        sample={},
        variables={**original.variables, "question": variable},
    )
    assert digest(mended) == digest(original)


def test_a_limit_counts_though_no_model_sees_it(library: PromptLibrary) -> None:
    original = library.get("write_query@1")
    variable = original.variables["question"].model_copy(update={"max_length": 50})
    tighter = edited(original, variables={**original.variables, "question": variable})
    assert digest(tighter) != digest(original)


def test_each_change_says_what_to_do(library: PromptLibrary) -> None:
    recorded = dict(read_recorded())
    del recorded["find_bugs@1"]
    recorded["find_bugs@2"] = "0" * 16
    recorded["find_bugs@9"] = "0" * 16
    assert dict(changes(library, recorded)) == {
        "find_bugs@1": "is new; record it",
        "find_bugs@2": "was changed; restore it and put the change into find_bugs.v3.toml",
        "find_bugs@9": "is gone; restore it, for callers may ask for this version",
    }


def test_recording_adds_what_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "digests.txt"
    path.write_text("", encoding="utf-8")
    assert main(path) == 0
    assert read_recorded(path) == read_recorded()
    assert capsys.readouterr().out.startswith("recorded 19")


def test_recording_never_writes_over_a_digest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "digests.txt"
    path.write_text("find_bugs@2 0000000000000000\n", encoding="utf-8")
    assert main(path) == 1
    assert read_recorded(path)["find_bugs@2"] == "0" * 16
    assert "find_bugs@2 was changed" in capsys.readouterr().out
