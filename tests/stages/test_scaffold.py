import tomllib
from pathlib import Path

import pytest

from site_builder.checks.sections import check_sections, required_sections
from site_builder.model import Code, Page, Settings
from site_builder.resources import page_kinds, template_environment, template_text
from site_builder.stages.scaffold import (
    is_importable,
    new_example,
    new_page,
    title_of,
)
from site_builder.text.front_matter import split_front_matter

SETTINGS = Settings(Path(), Path(), Path())
TEMPLATES = template_environment(SETTINGS)


@pytest.mark.parametrize("kind", page_kinds(TEMPLATES))
def test_a_new_page_has_all_that_its_kind_requires(kind: str) -> None:
    text = new_page(kind, "A title", TEMPLATES).decode()
    split = split_front_matter(text)
    assert split.faults == ()
    assert split.front_matter.title == "A title"
    assert split.body.lstrip().startswith("# A title\n")
    required = required_sections(template_text(SETTINGS, f"new/{kind}.md"))
    assert len(required) >= 4
    page = Page("a.md", "a.md", split.body, front_matter=split.front_matter)
    codes = {problem.code for problem in check_sections(page, kind, required)}
    assert codes == {Code.PLACEHOLDER_LEFT}


def test_the_files_of_a_new_example_lie_in_its_folder() -> None:
    files = {file.path: file.data.decode() for file in new_example("a/b/say_hi", "Hi", TEMPLATES)}
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
