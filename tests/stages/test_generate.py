"""Generated pages, from a project of texts."""

from collections.abc import Callable

import pytest

from site_builder.model import Page
from site_builder.resources import template_environment
from site_builder.stages.generate import generate
from tests.support import Project

Make = Callable[..., Project]

EXAMPLE = {
    "examples/demo/greet_people/example.toml": (
        'title = "Greet people"\nsummary = "Says hello."\nlevel = "beginner"\n'
        'topics = ["names"]\n[run]\nargs = ["Ada"]\ntimeout = 5\n'
        '[needs]\nenv = ["A_NAME", "OTHER"]\nextras = ["llms"]\nservices = ["redis"]\n'
    ),
    "examples/demo/greet_people/__main__.py": "print('hi')\n",
    "examples/demo/greet_people/greet_people.py": '"""Doc with a fence:\n\n```\nx\n```\n"""\n',
    "examples/demo/greet_people/empty.py": "",
    "examples/demo/greet_people/expected.txt": "hi\n",
    "examples/demo/greet_people/test_greet_people.py": "def test(): ...\n",
    "examples/demo/greet_people/README.md": (
        "# Greet people\n\n## Description\n\nSee [the other](../share/README.md#use), "
        "[folder](../share), [this](#description), [file](greet_people.py), "
        "[its main](../share/share.py), [guide](../../../content/guides/one.md#x), "
        "[web](https://x.example/), [root](/x.md), [lost](nosuch.md).\n"
    ),
}
LIBRARY = {
    "examples/demo/share/example.toml": 'title = "Share"\nsummary = "A."\nlibrary = true\n',
    "examples/demo/share/share.py": "x = 1\n",
}
TOP = {"examples/top/example.toml": 'title = "Top"\nsummary = "T."\n', "examples/top/top.py": "1\n"}


def made(project: Project, **shown_on: list[Page]) -> dict[str, Page]:
    site = project.site()
    by_name = {name.replace("__", "/"): pages for name, pages in shown_on.items()}
    pages = generate(site, by_name, template_environment(project.settings), {"timed/b.md": {3: 50}})
    assert all(page.generated for page in pages)
    return {page.source: page for page in pages}


def test_each_example_gets_a_page_and_all_of_them_two(project: Make) -> None:
    pages = made(project({**EXAMPLE, **LIBRARY, **TOP}))
    assert sorted(pages) == [
        "examples/demo/greet_people.md",
        "examples/demo/share.md",
        "examples/index.md",
        "examples/requirements.md",
        "examples/top.md",
    ]
    assert pages["examples/demo/greet_people.md"].title == "Greet people"


def test_the_page_of_an_example_says_how_to_run_it_and_shows_all_its_code(project: Make) -> None:
    shown = Page("guides/one.md", "content/guides/one.md", "# One\n")
    page = made(project({**EXAMPLE, **LIBRARY}), demo__greet_people=[shown])[
        "examples/demo/greet_people.md"
    ]
    assert page.path == "examples/demo/greet_people/README.md"
    body = page.body
    assert body.startswith("# Greet people\n\nSays hello.\n")
    assert "Level: beginner · Topics: names · Extras: llms · Services: redis</span>" in body
    assert "```sh\npython -m examples.demo.greet_people Ada\n```" in body
    assert "```{ .text .sample-output }\nhi\n```" in body
    # A file that holds a fence stands in a longer one.
    assert '````{ .python .sample-code }\n"""Doc with a fence:\n\n```' in body
    assert "```{ .python .sample-code }\nprint('hi')\n```" in body
    for anchor in ("run", "output", "tests", "file-greet_people.py", "file-test_greet_people.py"):
        assert f'<span id="{anchor}" class="anchor"></span>' in body
    assert "file-empty.py" not in body
    assert "file-README.md" not in body
    assert "- [One](../../guides/one.md)" in body
    assert body.count("# Greet people") == 1


def test_links_of_a_readme_lead_to_the_pages_of_the_site(project: Make) -> None:
    body = made(project({**EXAMPLE, **LIBRARY}))["examples/demo/greet_people.md"].body
    sentence = next(line for line in body.split("\n") if line.startswith("See "))
    assert sentence == (
        "See [the other](share.md#use), [folder](share.md), [this](#description), "
        "[file](#file-greet_people.py), [its main](share.md#file-share.py), "
        "[guide](../../guides/one.md#x), [web](https://x.example/), [root](/x.md), "
        "[lost](nosuch.md)."
    )


def test_code_and_output_that_hold_fences_stand_in_longer_ones(project: Make) -> None:
    files = {**TOP, "examples/top/expected.txt": "```\nx\n```\n", "examples/top/top.py": "# ````\n"}
    body = made(project(files))["examples/top.md"].body
    assert "\n````{ .text .sample-output }\n```\nx\n```\n````\n" in body
    assert "\n`````{ .python .sample-code }\n# ````\n`````\n" in body


def test_a_category_has_one_table_even_among_those_inside_of_it(project: Make) -> None:
    names = ("a/one", "a/between/two", "a/zoo")
    files = {f"examples/{name}/example.toml": 'title = "T"\nsummary = "S."\n' for name in names}
    index = made(project(files))["examples/index.md"].body
    assert [line for line in index.split("\n") if line.startswith("## ")] == [
        "## A",
        "## A · between",
    ]


def test_a_library_has_a_page_without_a_way_to_run_it(project: Make) -> None:
    page = made(project(LIBRARY))["examples/demo/share.md"]
    assert page.path == "examples/demo/share"
    assert "## Run it" not in page.body
    assert '<span id="file-share.py"' in page.body


def test_a_readme_without_a_title_is_kept_whole(project: Make) -> None:
    files = {**TOP, "examples/top/README.md": "Only text.\n"}
    assert "\nOnly text.\n" in made(project(files))["examples/top.md"].body


def test_the_index_lists_the_examples_by_category(project: Make) -> None:
    pages = made(
        project({**EXAMPLE, **LIBRARY, **TOP}, category_titles=(("demo", "Demonstrations"),))
    )
    index = pages["examples/index.md"].body
    assert index.index("## Demonstrations") < index.index("## More") < index.index("(top.md)")
    assert "| [Greet people](demo/greet_people.md) | Says hello. | beginner | names |" in index
    needs = pages["examples/requirements.md"].body
    row = "| [Greet people](demo/greet_people.md) | llms | redis | `A_NAME` `OTHER` | 5 s |"
    assert row in needs
    assert "| [Share](demo/share.md) | none | none | none | not run |" in needs


@pytest.mark.parametrize("files", [{}, EXAMPLE])
def test_pages_of_examples_are_made_only_where_wanted(project: Make, files: dict[str, str]) -> None:
    place = "" if files else "examples"
    assert made(project(files, example_pages=place)) == {}


def test_a_page_that_an_author_wrote_is_not_made(project: Make) -> None:
    assert "examples/top.md" not in made(project({**TOP, "content/examples/top.md": "# Mine\n"}))


@pytest.mark.parametrize("kind", ["guide", "recipe", "use-case", "book-section"])
def test_each_kind_of_pages_gets_an_index(project: Make, kind: str) -> None:
    text = "---\ntitle: {0}\nsummary: About {0}.\ntime: 5 minutes\nneeds: patience\n---\n"
    files = {
        f"content/two-words/{name}.md": text.format(name.rpartition("/")[2])
        for name in ("part/first", "part/second", "loose", "other/index", "other/third")
    }
    files["content/elsewhere.md"] = "# Elsewhere\n"
    made_from = project(files, page_kinds=(("two-words", kind),), index_tables=True)
    pages = made(made_from)
    assert sorted(pages) == ["two-words/index.md"]
    body = pages["two-words/index.md"].body
    assert pages["two-words/index.md"].path == "content/two-words"
    for name in ("part/first", "part/second", "loose", "other/third"):
        assert f"[{name.rpartition('/')[2]}]({name}.md) | About" in body
    assert "elsewhere" not in body.lower()
    if kind in {"guide", "book-section"}:
        assert "## Part\n" in body
    if kind == "book-section":
        assert "## [index](other/index.md)\n" in body
    assert made(project(files, page_kinds=(("two-words", kind),))) == {}


def test_an_index_lists_pages_as_the_navigation_does_then_the_rest(project: Make) -> None:
    files = {f"content/book/{name}.md": f"# {name}\n" for name in ("a", "b", "c", "d")}
    order = ("book/c.md", "book/b.md", "elsewhere.md")
    made_from = project(
        files, page_kinds=(("book", "recipe"),), index_tables=True, reading_order=order
    )
    body = made(made_from)["book/index.md"].body
    places = [body.index(f"({name}.md)") for name in ("c", "b", "a", "d")]
    assert places == sorted(places)


def test_an_index_tells_how_long_a_page_takes_whose_author_did_not(project: Make) -> None:
    words = "word " * 201
    sample = "```sample\nx/y\n```\n"
    files = {
        "content/timed/a.md": f"---\ntime: all day\n---\n\n{words}\n",
        "content/timed/b.md": f"# B\n\n{sample}\n{words}\n",
    }
    made_from = project(files, page_kinds=(("timed", "recipe"),), index_tables=True)
    body = made(made_from)["timed/index.md"].body
    assert "(a.md) |  | all day |" in body
    assert "(b.md) |  | 4 min to read |" in body


@pytest.mark.parametrize("kinds", [((".", "recipe"),), (("timed", "free"),)])
def test_no_index_is_made_of_all_pages_nor_of_free_ones(
    project: Make, kinds: tuple[tuple[str, str], ...]
) -> None:
    files = {"content/timed/a.md": "# A\n"}
    assert made(project(files, page_kinds=kinds, index_tables=True)) == {}


def test_a_notebook_is_listed_by_its_code_without_its_outputs(project: Make) -> None:
    cell = '{"cell_type": "code", "source": ["x = 1\\n", "x"], "outputs": [{"text": "old"}]}'
    files = {
        **TOP,
        "examples/top/cells.ipynb": f'{{"cells": [{cell}]}}',
        "examples/top/broken.ipynb": "[",
    }
    body = made(project(files))["examples/top.md"].body
    assert "\nx = 1\nx\n" in body
    assert "old" not in body
    assert "\n[\n```" in body, "what is no notebook is shown as it is"
