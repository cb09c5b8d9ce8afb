import tomllib
from pathlib import Path

import pytest

from site_builder.checks.contracts import Surroundings, check_contract
from site_builder.checks.links_owed import LinkTargets
from site_builder.contracts import read_contract
from site_builder.model import Code, Contract, Page, Settings
from site_builder.resources import page_kinds, template_environment
from site_builder.stages.scaffold import (
    is_importable,
    new_example,
    new_page,
    title_of,
)
from site_builder.text.front_matter import split_front_matter
from site_builder.text.placeholders import find_placeholder

SETTINGS = Settings(Path(), Path(), Path())
TEMPLATES = template_environment(SETTINGS)


def contract(kind: str) -> Contract:
    read = read_contract(kind, SETTINGS, TEMPLATES)
    assert isinstance(read, Contract), read
    return read


@pytest.mark.parametrize("kind", page_kinds(TEMPLATES))
@pytest.mark.parametrize("title", ["A title", "One: two, # three", "[a] b", "2026"])
def test_a_new_page_owes_nothing_but_what_its_placeholders_ask_for(kind: str, title: str) -> None:
    text = new_page(contract(kind), title).decode()
    split = split_front_matter(text)
    assert split.faults == ()
    assert split.front_matter.title == title
    assert split.body.startswith(f"# {title}\n\n")
    front = (split.front_matter, split.front_text)
    page = Page("a.md", "a.md", split.body, split.body_line, *front)
    around = Surroundings(LinkTargets({}), {})
    problems = list(check_contract(page, contract(kind), around))
    assert {problem.code for problem in problems} == {Code.PLACEHOLDER_LEFT}
    with_placeholders = {
        at for at, line in enumerate(text.split("\n"), start=1) if find_placeholder(line)
    }
    assert {problem.location.line for problem in problems} == with_placeholders


def test_the_files_of_a_new_example_lie_in_its_folder() -> None:
    files = {
        file.path: file.data.decode()
        for file in new_example("a/b/say_hi", "Hi", contract("example/README"), TEMPLATES)
    }
    names = ["README.md", "__main__.py", "example.toml", "say_hi.py", "test_say_hi.py"]
    assert sorted(files) == [f"a/b/say_hi/{name}" for name in names]
    assert tomllib.loads(files["a/b/say_hi/example.toml"])["title"] == "Hi"
    assert "from examples.a.b.say_hi.say_hi import" in files["a/b/say_hi/__main__.py"]
    assert "python -m examples.a.b.say_hi\n" in files["a/b/say_hi/README.md"]
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in files.values())


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("docs/guides/retry-on-failure.md", "Retry on failure"),
        ("llms/say_hi", "Say hi"),
        ("llms/say_hi/", "Say hi"),
        ("one.md", "One"),
    ],
)
def test_a_title_is_made_from_a_path(path: str, title: str) -> None:
    assert title_of(path) == title


@pytest.mark.parametrize(
    ("name", "importable"),
    [("a/b", True), ("a", True), ("a_1/b2", True), ("a/1b", False), ("a/for", False), ("", False)],
)
def test_a_name_is_importable_or_not(name: str, importable: bool) -> None:
    assert is_importable(name) is importable
