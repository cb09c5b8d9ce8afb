from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.model import Proof, ProofState, ProvingTest, Site
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
NOTED = """\
words = {}  # (note) Nothing is known yet.
# (note) Each word once,
#   in the order of the text.
for word in text.split():  # a remark
    words[word] = 1  # (note) See `dict`.
"""
NOTEBOOK = """{
 "cells": [
  {"cell_type": "markdown", "metadata": {"tags": ["count"]}, "source": ["Text"]},
  {
   "cell_type": "code",
   "metadata": {"tags": ["count"]},
   "outputs": [{"text": "3"}],
   "source": [
    "words <- 3\\n",
    "words"
   ]
  },
  {"cell_type": "code", "metadata": {}, "source": "other <- 1"},
  {"cell_type": "code", "metadata": {"tags": ["count"]}, "source": "words + 1\\n"}
 ],
 "metadata": {"kernelspec": {"language": "R"}}
}
"""
EXAMPLE = {
    "examples/demo/chat/example.toml": EXAMPLE_TOML,
    "examples/demo/chat/chat.py": CHAT,
    "examples/demo/chat/test_chat.py": "",
    "examples/demo/chat/expected.txt": "One.\n\nTwo.\n",
    "examples/demo/chat/data/prices.json": '{"a": 1}\n',
    "examples/demo/chat/server": "listen 80;\n",
    "examples/demo/chat/before.py": CHAT.replace("LIMIT]", "3]").replace("Politely", "Rudely"),
    "examples/demo/chat/noted.py": NOTED,
    "examples/demo/chat/noted.css": "a {\n  top: 0; /* (note) At the *top*. */\n}\n",
    "examples/demo/chat/notes.ipynb": NOTEBOOK,
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


TABS = '```sample\ndemo/chat/chat.py#limits title="Limits"\ndemo/chat/data/prices.json\n```\n'


def test_where_the_host_has_no_tabs_samples_follow_each_other(project: type_of_project) -> None:
    text = project(EXAMPLE | {"content/page.md": TABS}, tabs=False).expanded("page.md")
    assert '<span class="sample-caption">Limits</span>' in text
    assert '<span class="sample-caption">prices.json</span>' in text
    assert "===" not in text
    assert text.count("```") == 4


def test_in_tabs_a_host_without_nested_fences_gets_indented_code(project: type_of_project) -> None:
    text = project(EXAMPLE | {"content/page.md": TABS}, nested_fences=False).expanded("page.md")
    assert '===! "Limits"' in text
    assert "\n        LIMIT = 3\n" in text
    assert "```" not in text


def test_a_host_that_knows_no_annotations_shows_their_numbers_in_comments(
    project: type_of_project,
) -> None:
    page = {"content/page.md": "```sample\ndemo/chat/noted.css\n```\n"}
    text = project(EXAMPLE | page, bare_annotations=False).expanded("page.md")
    assert "top: 0;  /* (1) */" in text
    assert "\n1.  At the *top*.\n" in text


DIFF = '```sample show="diff"\ndemo/chat/before.py::answer\ndemo/chat/chat.py::answer\n```\n'
ONE, OTHER = (ProvingTest("examples/demo/chat/test_chat.py", f"test_{x}", 3) for x in "ab")
PROVEN = Proof(ProofState.PROVEN, (ONE,), python="3.11")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (PROVEN, replace(PROVEN, tests=(ONE, OTHER)), "test&#95;a</code> and <code>test&#95;b"),
        (Proof(ProofState.UNPROVEN, reason="x"), PROVEN, "executes all of demo/chat/before.py"),
        (PROVEN, Proof(ProofState.PARTLY, lines=(11,)), "executes all of demo/chat/chat.py"),
        (None, PROVEN, ""),
    ],
)
def test_a_diff_is_proven_when_both_sides_are(
    project: type_of_project, before: Proof | None, after: Proof | None, told: str
) -> None:
    made = project(EXAMPLE | {"content/page.md": DIFF})
    site = made.site()
    samples, _ = resolve(site.pages[0], site)
    proven = [replace(one, proof=p) for one, p in zip(samples, (before, after), strict=True)]
    text = expand(site.pages[0], proven, site, template_environment(made.settings))
    assert told in text
    assert ("proven" in text or "tested" in text) == bool(told)
