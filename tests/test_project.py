from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.project import Project as Opened
from site_builder.project import open_project
from tests.support import EXAMPLE_TOML, Project

FILES = {
    "content/index.md": "# Home\n\n```sample\ndemo/run::answer\n```\n",
    "content/guides/one.md": "# One\n",
    "examples/demo/run/example.toml": EXAMPLE_TOML,
    "examples/demo/run/run.py": "def answer():\n    return 42\n",
}


@pytest.fixture
def opened(project: Callable[..., Project]) -> Callable[..., Opened]:
    def make(changes: dict[str, str] | None = None, *sources: str, **settings: object) -> Opened:
        made = project({**FILES, **(changes or {})}, **settings)
        return open_project(made.settings, set(sources) if sources else None)

    return make


Make = Callable[..., Opened]


def test_a_project_knows_its_generated_pages_and_what_pages_show(opened: Make) -> None:
    project = opened()
    generated = {page.source for page in project.site.pages if page.generated}
    assert "examples/demo/run.md" in generated
    assert project.shown == {"demo/run"}
    page = project.site.page("examples/demo/run.md")
    assert page
    assert "- [Home](../../index.md)" in page.body


def test_pages_that_the_host_leaves_out_are_left_out(opened: Make) -> None:
    broken = {"content/old.md": "---\na: [\n---\n", "content/index.md": "---\nb: [\n---\n"}
    project = opened(broken, "index.md")
    assert [page.source for page in project.site.pages if not page.generated] == ["index.md"]
    assert [problem.location.path for problem in project.problems] == ["content/index.md"]
    assert len(opened(broken).problems) == 2


def test_the_text_of_a_page_may_come_from_its_host(opened: Make) -> None:
    project = opened()
    known = project.page_with("index.md", "changed")
    assert (known.path, known.body, known.generated) == ("content/index.md", "changed", False)
    made = project.page_with("made/by.md", "made")
    assert (made.path, made.body, made.generated) == ("content/made/by.md", "made", True)


@pytest.mark.parametrize("index_tables", [False, True])
def test_an_unknown_page_kind_is_told_once(opened: Make, index_tables: bool) -> None:
    kinds = (("guides", "zzz"), ("guides", "guide"))
    project = opened(page_kinds=kinds, index_tables=index_tables)
    assert project.settings.page_kinds == (("guides", "guide"),)
    (problem,) = project.problems
    assert str(problem) == (
        "mkdocs.yml: config-invalid: the page kind 'zzz' is not defined by a file 'new/zzz.yml'; "
        "use one of 'book-section', 'guide', 'operate', 'recipe', 'reference', 'use-case', 'free'"
    )


@pytest.mark.parametrize("index_tables", [False, True])
def test_a_kind_of_its_own_is_a_file_of_its_own(
    opened: Make, tmp_path: Path, index_tables: bool
) -> None:
    own = {"own/new/memo.yml": "title: memo\nsections:\n  - title: Decision\n"}
    settings = {"page_kinds": (("guides", "memo"),), "templates_dirs": (tmp_path / "own",)}
    project = opened(own, **settings, index_tables=index_tables)
    assert project.problems == ()
    assert project.settings.page_kinds == (("guides", "memo"),)
    assert [one.title for one in project.contracts.by_kind["memo"].sections] == ["Decision"]


def test_a_mistake_in_a_definition_is_told_with_its_line(opened: Make, tmp_path: Path) -> None:
    own = {
        "own/new/memo.yml": "title: memo\nsections:\n  - titel: Decision\n",
        "own/new/note.yml": "title: note\nsections:\n  - title: A\n    holds:\n"
        "      links: [{to: recipes}]\n",
    }
    kinds = (("guides", "memo"), ("notes", "note"))
    project = opened(own, page_kinds=kinds, templates_dirs=(tmp_path / "own",))
    assert [str(one) for one in project.problems] == [
        (
            "own/new/memo.yml:3: config-invalid: sections.0.titel: there is no key 'titel'; "
            "did you mean 'title'?"
        ),
        (
            "own/new/note.yml:5: config-invalid: sections.0.holds.links.0.to: "
            "there is no page kind 'recipes'; did you mean 'recipe'?"
        ),
    ]
    assert project.contracts.by_kind == {}
