from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.model import Site
from site_builder.resources import template_environment
from site_builder.stages.expand import expand
from site_builder.stages.resolve import resolve
from tests.support import EXAMPLE_TOML, Case, Project, read_cases

CHAT = '''\
"""Answer questions."""

# region limits
LIMIT = 3
# endregion


def answer(question: str) -> str:
    """Answer a question."""
    # Politely.

    return question[:LIMIT]
'''
EXAMPLE = {
    "examples/demo/chat/example.toml": EXAMPLE_TOML,
    "examples/demo/chat/chat.py": CHAT,
    "examples/demo/chat/test_chat.py": "",
    "examples/demo/chat/expected.txt": "One.\n\nTwo.\n",
    "examples/demo/chat/data/prices.json": '{"a": 1}\n',
    "examples/demo/chat/server": "listen 80;\n",
    "examples/demo/chat/fenced.md": "````markdown\n```sample\n```\n````\n",
}

type_of_project = Callable[..., Project]


@pytest.mark.parametrize("case", read_cases("expand"))
def test_expand(case: Case, project: type_of_project, expect: Callable[[Case, str], None]) -> None:
    expect(case, project(EXAMPLE | {"content/guide.md": case["page"]}).expanded("guide.md"))


PAGE = "```sample\ndemo/chat/chat.py:4-4\n```\n"


def test_links_lead_from_a_page_in_a_folder_to_the_pages_of_examples(
    project: type_of_project,
) -> None:
    made = project(EXAMPLE | {"content/a/b/page.md": PAGE})
    assert "[tests](../../examples/demo/chat.md#tests)" in made.expanded("a/b/page.md")


def test_an_example_without_tests_has_no_link_to_them(project: type_of_project) -> None:
    files = {name: text for name, text in EXAMPLE.items() if "test_" not in name}
    text = project(files | {"content/page.md": PAGE}).expanded("page.md")
    assert "tests" not in text
    assert "[run it](" in text


def test_a_library_has_no_link_to_a_run(project: type_of_project) -> None:
    library = {"examples/demo/chat/example.toml": f"{EXAMPLE_TOML}library = true\n"}
    text = project(EXAMPLE | library | {"content/page.md": PAGE}).expanded("page.md")
    assert "run it" not in text
    assert "[whole file](" in text


def test_an_example_without_a_page_is_linked_at_its_source(project: type_of_project) -> None:
    files = EXAMPLE | {"content/page.md": PAGE}
    made = project(files, example_pages="", source_url="https://code.example/tree/")
    base = "https://code.example/tree/examples/demo/chat"
    assert made.expanded("page.md").rstrip().endswith(
        '<span class="sample-proof">'
        f"[whole file]({base}/chat.py) · [tests]({base}/test_chat.py) · [example]({base})</span>"
    )  # fmt: skip


def test_a_source_without_tests_has_no_link_to_them(project: type_of_project) -> None:
    files = {name: text for name, text in EXAMPLE.items() if "test_" not in name}
    files |= {"content/page.md": PAGE}
    made = project(files, example_pages="", source_url="https://code.example")
    assert "tests" not in made.expanded("page.md")


def test_without_pages_and_source_a_sample_has_no_links(project: type_of_project) -> None:
    made = project(EXAMPLE | {"content/page.md": PAGE}, example_pages="")
    assert made.expanded("page.md").rstrip().endswith("LIMIT = 3\n```")


def test_a_sample_of_an_example_that_is_gone_has_no_links(project: type_of_project) -> None:
    made = project(EXAMPLE | {"content/page.md": PAGE})
    site = made.site()
    samples, _ = resolve(site.pages[0], site)
    templates = template_environment(made.settings)
    assert "sample-proof" in expand(site.pages[0], samples, site, templates)  # control
    assert "sample-proof" not in expand(
        site.pages[0], samples, Site(made.settings, site.pages, ()), templates
    )


def test_the_template_of_a_project_comes_before_the_packaged_one(
    project: type_of_project, tmp_path: Path
) -> None:
    files = EXAMPLE | {"content/page.md": PAGE, "own/sample/sample.md.jinja": "{{ language }}!"}
    made = project(files, templates_dirs=(tmp_path / "own",))
    assert made.expanded("page.md") == "python!\n"
    without = replace(made.settings, templates_dirs=())
    made.settings = without
    assert made.expanded("page.md") != "python!\n"


def test_order_of_samples_does_not_matter(project: type_of_project) -> None:
    made = project(EXAMPLE | {"content/page.md": f"{PAGE}\n\n{PAGE}"})
    site = made.site()
    samples, _ = resolve(site.pages[0], site)
    templates = template_environment(made.settings)
    text = expand(site.pages[0], samples, site, templates)
    assert text == expand(site.pages[0], samples[::-1], site, templates)
    assert text.count("LIMIT = 3") == 2
