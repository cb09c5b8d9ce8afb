"""Read a navigation as MkDocs knows it, before and after it has made pages of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page as MkDocsPage

from site_builder import pipeline
from site_builder.checks.navigation import NavEntry
from site_builder.model import NavItem, Problem
from site_builder.text.prose_rules import RULES

_OPENINGS = re.compile(r": |- |['\"]")
"""What stands before a target in YAML."""


def nav_entries(nav: object, config_file: Path) -> tuple[NavEntry, ...]:
    """Return the pages that a navigation names, with their lines in the configuration.

    Args:
        nav: The value of `nav`.
        config_file: The configuration file.
    """
    lines = _lines_of_entries(config_file.read_text(encoding="utf-8").splitlines())
    return tuple(
        NavEntry(target, lines.get(target, 0), section) for target, section in _placed(nav, ())
    )


def _placed(nav: object, section: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the pages that a navigation names, each with the titles of its sections."""
    if isinstance(nav, str) and is_page_entry(nav):
        yield nav, section
    elif isinstance(nav, list):
        for item in nav:
            yield from _placed(item, section)
    elif isinstance(nav, dict):
        for title, item in nav.items():
            # The title of a page is no section.
            yield from _placed(item, (*section, str(title)) if isinstance(item, list) else section)


def is_page_entry(nav: object) -> bool:
    """Return whether an entry of a navigation is a page: no folder, no address of another site."""
    return isinstance(nav, str) and nav.endswith((".md", ".markdown")) and "://" not in nav


def targets(nav: object) -> Iterator[str]:
    """Yield the pages that a navigation names, in its order."""
    return (target for target, _ in _placed(nav, ()))


def _lines_of_entries(lines: list[str]) -> dict[str, int]:
    """Return the first line of the configuration that ends with each target, by the targets."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        bare = line.split(" #")[0].strip().strip("'\"")
        for opening in _OPENINGS.finditer(bare):
            found.setdefault(bare[opening.end() :], number)
    return found


def check_project(
    project: pipeline.Project, entries: Sequence[NavEntry], config: MkDocsConfig, *, serving: bool
) -> list[Problem]:
    """Return what is wrong with the sources of a project.

    Args:
        project: The project.
        entries: The pages that its navigation names.
        config: Its configuration, which says what may be left out of the navigation.
        serving: Whether an author is watching, who has just changed what the tests have executed.
    """
    site, left_out = project.site, config.not_in_nav
    found = [
        *pipeline.check_sources(
            project, entries, lambda source: bool(left_out and left_out.match_file(source))
        )
    ]
    return found if serving else [*found, *pipeline.check_proven(site, site.settings.proof)]


def buildable(nav: object, project: pipeline.Project, sources: Collection[str]) -> object:
    """Return a navigation that MkDocs can build.

    An entry such as `Examples: examples/` stands for the index of the example pages and a section
    for each category, the folder of the rules of prose for their pages. A page that does not exist
    is left out: it has its problem, and the dead link that MkDocs would make of it on every page is
    not the author's.

    Args:
        nav: The value of `nav`.
        project: The project, whose examples may have a place in it.
        sources: The pages that will be in the site.
    """
    if isinstance(nav, list):
        return [item for item in (buildable(one, project, sources) for one in nav) if item]
    if isinstance(nav, dict):
        entries = ((title, buildable(old, project, sources)) for title, old in nav.items())
        return {title: new for title, new in entries if new}
    folder = f"{project.settings.example_pages}/"
    if nav == folder and project.site.examples:
        return _example_nav(folder, project)
    rules = project.settings.prose.pages
    if rules and nav == f"{rules}/":
        return [f"{rules}/index.md", *(f"{rules}/{name}.md" for name in RULES)]
    return None if is_page_entry(nav) and nav not in sources else nav


def _example_nav(folder: str, project: pipeline.Project) -> list[object]:
    sections: dict[str, list[object]] = {}
    for example in project.site.examples:
        page = {example.title: f"{folder}{example.name}.md"}
        sections.setdefault(example.category, []).append(page)
    top = sections.pop("", [])
    return [
        f"{folder}index.md",
        *(
            {project.settings.category_title(category): pages}
            for category, pages in sections.items()
        ),
        *top,
        f"{folder}requirements.md",
    ]


def nav_items(items: list[object]) -> tuple[NavItem, ...]:
    """Return the entries that MkDocs has made of a navigation."""
    found: list[NavItem] = []
    for item in items:
        if isinstance(item, Section):
            found.append(NavItem(item.title, children=nav_items(list(item.children))))
        elif isinstance(item, MkDocsPage):
            url = decoded(item.url)
            found.append(NavItem(str(item.title or ""), url, is_page=True))
        elif isinstance(item, Link):
            found.append(NavItem(item.title, item.url))
    return tuple(found)


def decoded(url: str) -> str:
    """Return the address of a page as the path of its file has it; MkDocs encodes it."""
    return "" if url in {".", "./"} else unquote(url)
