"""Turn includes of files that lie in examples into samples: find them, rewrite page and file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.model import (
    Holder,
    Include,
    IncludeSyntax,
    OutputFile,
    Page,
    Settings,
    Site,
    SourceFile,
)
from site_builder.project import Project
from site_builder.stages.load_includes import IncludedFiles
from site_builder.stages.load_text import load_exactly
from site_builder.text.adopt_includes import AdoptedIncludes, Landed, adopt_includes, with_regions
from site_builder.text.fault import Fault
from site_builder.text.includes.fenced import FencedInclude, fenced_includes
from site_builder.text.includes.find import find_includes
from site_builder.text.includes.found import numbered


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of the includes of a page."""

    page: Page
    adopted: AdoptedIncludes
    text: str
    """The whole file of the page, as it shall be."""


@dataclass(frozen=True, slots=True)
class MovedIncludes:
    """What becomes of the includes of several pages."""

    pages: tuple[Moved, ...]
    files: tuple[OutputFile, ...]
    """Files of examples whose sections become regions, at their paths below the root."""


def move_includes(pages: Sequence[Page], project: Project) -> MovedIncludes:
    """Return pages with samples in the places of includes of files that lie in examples.

    Args:
        pages: The pages.
        project: The project.

    Returns:
        The new texts. A file with marks of sections that other snippets include as well keeps them,
        and the includes of it stay.
    """
    ways = project.settings.includes
    search = _Search(project.site)
    found = {page.source: fenced_includes(page.body, ways) for page in pages}
    held = search.held(found)
    moved: list[Moved] = []
    marked: dict[str, SourceFile] = {}
    for page in pages:
        files = search.landed(page, found[page.source])
        landed = {name: _landed(address, file, held) for name, (address, file) in files.items()}
        adopted = adopt_includes(page.body, found[page.source], landed)
        moved.append(Moved(page, adopted, _whole(page, adopted.body, project.settings)))
        used = {re.split("#|:", one.address)[0] for _, one in adopted.samples}
        marked |= {file.path: file for address, file in files.values() if address in used}
    changed = tuple(
        OutputFile(path, with_regions(file).encode())
        for path, file in sorted(marked.items())
        if with_regions(file) != file.text
    )
    return MovedIncludes(tuple(moved), changed)


def _landed(address: str, file: SourceFile, held: Mapping[str, str]) -> Landed | str:
    """Return where a file lies, or why includes of it must stay."""
    if file.path in held and with_regions(file) != file.text:
        return (
            f"'{held[file.path]}' includes the file too, and would lose the marks of its sections"
        )
    return Landed(address, file.text)


def _whole(page: Page, body: str, settings: Settings) -> str:
    """Return the file of a page with another body."""
    old = load_exactly(settings.root / page.path)
    if body == page.body:
        return old
    head = old.split("\n")[: page.body_line - 1]
    end = "\r\n" if "\r\n" in old else "\n"
    return end.join([*(line.rstrip("\r") for line in head), *body.split("\n")])


class _Search:
    """Finds the files of includes among the examples of a project."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._files = IncludedFiles(site.settings)
        root = site.settings.root
        self._examples = {
            root / file.path: (f"{example.name}/{file.name}", file)
            for example in site.examples
            for file in example.files
        }

    def landed(
        self, page: Page, found: Sequence[FencedInclude]
    ) -> Mapping[str, tuple[str, SourceFile]]:
        """Return the files of includes that lie in examples, by how includes name them."""
        paths = {one.include.target: self._path(one.include, page) for one in found}
        return {name: self._examples[path] for name, path in paths.items() if path}

    def _path(self, include: Include, page: Page) -> Path | None:
        path = self._site.settings.root / page.path
        found = self._files.find(include, Holder(path, path))
        known = () if isinstance(found, Fault) else [one for one in found if one in self._examples]
        return known[0] if len(known) == 1 else None

    def held(self, found: Mapping[str, Sequence[FencedInclude]]) -> Mapping[str, str]:
        """Return the files that other snippets include than those found, and a page of these."""
        ways = self._site.settings.includes
        on = [one for one in ways.on() if one is IncludeSyntax.SNIPPETS]
        held: dict[str, str] = {}
        for page in self._site.pages:
            own = {one.include.line for one in found.get(page.source, ())}
            for one in find_includes(numbered(page.body), ways, on):
                path = self._path(one, page) if isinstance(one, Include) else None
                if path and one.line not in own and not page.generated:
                    held[self._examples[path][1].path] = page.path
        return held
