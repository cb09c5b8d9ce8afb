"""Vale, played by a script: no package registry within reach ships the real program."""

from pathlib import Path

from site_builder.stages.ask_vale import ask_vale, find_vale


def script(folder: Path, body: str) -> str:
    path = folder / "vale"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_it_is_looked_for_on_the_search_path(tmp_path: Path) -> None:
    assert find_vale(str(tmp_path)) == ""
    program = script(tmp_path, "exit 0")
    assert find_vale(str(tmp_path)) == program


def test_it_is_asked_for_json_in_the_folder_of_the_project(tmp_path: Path) -> None:
    program = script(tmp_path, 'echo "$@" in "$(pwd)"')
    answer = ask_vale(program, ["docs", "README.md"], tmp_path)
    assert answer == f"--output=JSON --no-exit docs README.md in {tmp_path.resolve()}"


def test_what_it_says_when_it_fails_is_its_answer(tmp_path: Path) -> None:
    assert ask_vale(script(tmp_path, "echo no styles >&2; exit 2"), [], tmp_path) == "no styles"


def test_a_program_that_cannot_be_started_is_an_answer_too(tmp_path: Path) -> None:
    assert "No such file" in ask_vale(str(tmp_path / "gone"), [], tmp_path)
