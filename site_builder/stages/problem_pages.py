"""Make the pages of problem codes: an index by groups, and a page for each code."""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

import jinja2

from site_builder.model import Code, FrontMatter, Page, Site
from site_builder.model.reporting import is_fixed

_MESSAGES = "pages/problem-messages.json"
"""Messages as they were really printed, by code; a test records them."""


def problem_pages(site: Site, templates: jinja2.Environment) -> tuple[Page, ...]:
    """Return the pages of problem codes, those whose place no author has taken.

    The option names the index, `reference/problems.md`, or the folder of all, `reference/problems`;
    the page of a code is in the folder of that name.

    Args:
        site: The project.
        templates: Where `pages/problem.md.jinja` and its like are found.
    """
    wanted = site.settings.problem_page
    pages = _pages(wanted, site.settings.config_path, templates) if wanted else ()
    return tuple(page for page in pages if not site.page(page.source))


def _pages(wanted: str, path: str, templates: jinja2.Environment) -> Iterator[Page]:
    folder = wanted.removesuffix(".md").rstrip("/")
    index = wanted if wanted.endswith(".md") else f"{folder}/index.md"
    way = posixpath.relpath(folder, posixpath.dirname(index) or ".")
    text = templates.get_template("pages/problems.md.jinja").render(
        groups=[(name, list(codes)) for name, codes in groupby(Code, key=lambda one: one.group)],
        ids={code.group: _id_of(code.group) for code in Code},
        folder=way,
    )
    title = FrontMatter(title="Problem codes")
    yield Page(index, path, text, front_matter=title, generated=True)
    back = posixpath.relpath(index, folder)
    messages = recorded_messages(templates)
    for code in Code:
        front = FrontMatter(title=code.slug, summary=code.meaning)
        text = page_of_code(code, templates, messages.get(code.slug, ""), back)
        source = f"{folder}/{code.slug}.md"
        yield Page(source, path, text, front_matter=front, generated=True)


def page_of_code(code: Code, templates: jinja2.Environment, message: str, index: str) -> str:
    """Return the text of the page of a code.

    Args:
        code: The code.
        templates: Where `pages/problem.md.jinja` is found.
        message: A message as it was really printed; empty where none is recorded.
        index: Way from the page to the index.
    """
    return templates.get_template("pages/problem.md.jinja").render(
        code=code,
        fixed=is_fixed(code),
        index=index,
        group_id=_id_of(code.group),
        message=message,
    )


def recorded_messages(templates: jinja2.Environment) -> Mapping[str, str]:
    """Return for each code, by its slug, a message as it was really printed.

    Args:
        templates: Where `pages/problem-messages.json` is found.
    """
    # Not rendered: a message may hold what looks like a mark of a template.
    text = templates.loader.get_source(templates, _MESSAGES)[0] if templates.loader else "{}"
    told: dict[str, str] = json.loads(text)
    return told


def _id_of(group: str) -> str:
    return "of-" + re.sub(r"[^a-z]+", "-", group.lower()).strip("-")
