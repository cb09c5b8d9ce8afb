from collections.abc import Callable, Mapping

import jinja2
import pytest

from site_builder.model import Code, Page
from site_builder.model.reporting import is_fixed
from site_builder.resources import template_environment
from site_builder.stages.load import load
from site_builder.stages.problem_pages import problem_pages, recorded_messages
from tests.support import Project

Make = Callable[..., Project]


def made(project: Project) -> Mapping[str, Page]:
    site, _ = load(project.settings)
    pages = problem_pages(site, template_environment(project.settings))
    return {page.source: page for page in pages}


def test_a_project_that_names_no_place_gets_no_pages(project: Make) -> None:
    assert made(project({})) == {}


@pytest.mark.parametrize(
    ("option", "index", "way"),
    [
        ("reference/problems.md", "reference/problems.md", "problems/"),
        ("reference/problems", "reference/problems/index.md", "./"),
        ("reference/problems/", "reference/problems/index.md", "./"),
        ("codes.md", "codes.md", "codes/"),
    ],
)
def test_the_index_leads_to_a_page_for_each_code(
    project: Make, option: str, index: str, way: str
) -> None:
    pages = made(project({}, problem_page=option))
    folder = option.removesuffix(".md").rstrip("/")
    assert set(pages) == {index, *(f"{folder}/{code.slug}.md" for code in Code)}
    assert pages[index].title == "Problem codes"
    for code in Code:
        link = f"| [`{code.slug}`]({way}{code.slug}.md)"
        assert link in pages[index].body
        assert f"## {code.group} {{ #of-" in pages[index].body


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_a_page_says_what_the_code_means_and_what_to_do(project: Make, code: Code) -> None:
    page = made(project({}, problem_page="problems.md"))[f"problems/{code.slug}.md"]
    assert page.title == code.slug
    assert code.meaning in page.body
    assert code.remedy in page.body
    assert f"| {code.severity} |" in page.body
    assert "(../problems.md)" in page.body
    assert ("cannot be switched off" in page.body) is is_fixed(code)
    assert (f"- code: {code.slug}" in page.body) is not is_fixed(code)


def test_a_message_is_shown_as_it_was_printed_where_one_is_recorded(project: Make) -> None:
    wanted = project({}, problem_page="problems.md")
    messages = recorded_messages(template_environment(wanted.settings))
    assert len(messages) > 60
    pages = made(wanted)
    for code in Code:
        body = pages[f"problems/{code.slug}.md"].body
        if code.slug in messages:
            assert messages[code.slug] in body
        else:
            assert "As it is told" not in body


def test_an_author_may_write_a_page_of_it(project: Make) -> None:
    files = {"content/problems/link-dead.md": "# Mine\n"}
    pages = made(project(files, problem_page="problems"))
    assert "problems/link-dead.md" not in pages
    assert "problems/link-case.md" in pages


def test_templates_without_a_loader_have_no_messages() -> None:
    assert recorded_messages(jinja2.Environment(autoescape=True)) == {}
