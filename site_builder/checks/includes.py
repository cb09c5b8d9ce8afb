"""Check what includes of other extensions stand for: file, part, and what the file includes."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from site_builder.model import (
    Code,
    Holder,
    Include,
    IncludeSyntax,
    Location,
    Page,
    Problem,
    Settings,
)
from site_builder.text.fault import Fault
from site_builder.text.fences import find_fences
from site_builder.text.includes.comments import lines_in_comments
from site_builder.text.includes.find import find_includes, read_after
from site_builder.text.includes.found import Numbered, numbered
from site_builder.text.includes.parts import Cut, cut_part
from site_builder.text.includes.snippets import find_unseen, read_snippet

_ABOUT = {"", "{", "html", "markdown", "md", "text", "txt"}
"""What stands behind the fence of a block that may be about snippets."""


class Files(Protocol):
    """Who knows the files that includes name."""

    def find(self, include: Include, holder: Holder) -> tuple[Path, ...] | Fault:
        """Return the files that an include names, or why there is none."""

    def is_excluded(self, path: Path) -> bool:
        """Return whether include-markdown leaves a file as it is."""

    def text(self, path: Path, encoding: str) -> str | Fault:
        """Return the text of a file, or why it cannot be included."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is searched for includes."""

    holder: Holder
    lines: tuple[Numbered, ...]
    syntaxes: tuple[IncludeSyntax, ...]
    """Those whose extensions read it."""
    above: tuple[tuple[IncludeSyntax, Path], ...] = ()
    """The files through which it came into the page, and how each was included."""


def check_includes(pages: Sequence[Page], settings: Settings, files: Files) -> Iterator[Problem]:
    """Yield what is wrong with the includes of pages and of the files that they include.

    Args:
        pages: The pages.
        settings: Those of the project, with the ways of including that it has turned on.
        files: Who knows the files.
    """
    if not settings.includes.on():
        return
    walk = _Walk(settings, files)
    told: set[Problem] = set()
    for problem in _all(walk, pages, settings):
        # Which of the pages that include a file is named with it, makes no other problem of it.
        same = replace(problem, hint="")
        if same not in told:
            told.add(same)
            yield problem


def _all(walk: "_Walk", pages: Sequence[Page], settings: Settings) -> Iterator[Problem]:
    yield from walk.appended()
    for page in pages:
        if not page.generated:
            path = settings.root / page.path
            lines = numbered(page.body, page.body_line)
            text = _Text(Holder(path, path), lines, settings.includes.on())
            yield from walk.text(text)
            yield from walk.unseen(page, text)


def _visible(lines: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """Return lines without what stands in comments of HTML, where nobody minds what is missing."""
    hidden = lines_in_comments(lines)
    return tuple(one for one in lines if one[0] not in hidden) if hidden else lines


class _Walk:
    """A walk through what pages include, and through what that includes."""

    def __init__(self, settings: Settings, files: Files) -> None:
        self._settings = settings
        self._ways = settings.includes
        self._files = files
        self._seen: set[tuple[object, ...]] = set()

    def appended(self) -> Iterator[Problem]:
        """Yield what is wrong with what is put at the end of every page."""
        config = self._settings.root / self._settings.config_path
        holder = Holder(config, self._settings.docs_dir / "index.md")
        for one in self._ways.snippets.appended if self._ways.snippets else ():
            text = _Text(holder, (), (IncludeSyntax.SNIPPETS,))
            for found in read_snippet(one.target, one.line, one.target):
                for problem in self._found(found, text):
                    # An empty file of abbreviations takes nothing from the reader.
                    if problem.code is not Code.INCLUDE_EMPTY:
                        yield problem

    def unseen(self, page: Page, text: _Text) -> Iterator[Problem]:
        """Yield the snippets in code that a space at the end of their lines hides.

        Outside of code the built page shows them. In a text about snippets such a space is the old
        way to escape one, and one that names no file may be meant, too.
        """
        if not self._ways.snippets or "8<-" not in page.body:
            return
        fences = (one for one in find_fences(page.body) if one.language.lower() not in _ABOUT)
        for fence in fences:
            for found in find_unseen(text.lines[fence.first : fence.last - 1]):
                if isinstance(found, Fault) or isinstance(
                    self._files.find(found, text.holder), Fault
                ):
                    continue
                message = f"the page shows the include '{found.written}' as text"
                hint = "remove the space at the end of the line"
                place = self._place(text.holder.file, found.line)
                yield Problem(Code.INCLUDE_LEFT, place, message, hint)

    def text(self, text: _Text) -> Iterator[Problem]:
        """Yield what is wrong with the includes of a text."""
        span = (text.lines[0][0], text.lines[-1][0], len(text.lines)) if text.lines else ()
        folder = text.holder.page.parent if self._depends_on_page() else None
        key = (text.holder.file, text.holder.spliced, span, text.syntaxes, folder)
        if key in self._seen:
            return
        self._seen.add(key)
        loud = [one for one in text.syntaxes if one in self._loud()]
        if self._files.is_excluded(text.holder.file):
            loud = [one for one in loud if one is not IncludeSyntax.MARKDOWN]
        quiet = [one for one in text.syntaxes if one not in self._loud()]
        for lines, syntaxes in ((text.lines, loud), (_visible(text.lines), quiet)):
            for found in find_includes(lines, self._ways, syntaxes):
                yield from self._found(found, text)

    def _loud(self) -> frozenset[IncludeSyntax]:
        """Return the extensions that stop the build for what is missing, in a comment too."""
        strict = self._ways.snippets is not None and self._ways.snippets.strict
        snippets = {IncludeSyntax.SNIPPETS} if strict else set()
        return frozenset({IncludeSyntax.MARKDOWN, IncludeSyntax.VARIANTS, *snippets})

    def _depends_on_page(self) -> bool:
        return self._ways.snippets is not None and self._ways.snippets.beside_page

    def _found(self, found: Include | Fault, text: _Text) -> Iterator[Problem]:
        if isinstance(found, Fault):
            yield found.at(self._place(text.holder.file, found.line))
            return
        place = self._place(text.holder.file, found.line)
        paths = self._files.find(found, text.holder)
        if isinstance(paths, Fault):
            yield paths.at(place)
            return
        cuts = [self._cut(found, path, text) for path in paths]
        for path, cut in zip(paths, cuts, strict=True):
            for fault in cut.faults:
                # Of several files that a pattern names, one that has the text is enough.
                if fault.code is Code.INCLUDE_SECTION and not all(one.faults for one in cuts):
                    continue
                yield self._problem(fault, path, place)
        for path, cut in zip(paths, cuts, strict=True):
            yield from self._follow(found, path, cut, text)

    def _cut(self, include: Include, path: Path, text: _Text) -> Cut:
        """Return what an include takes from a file, or why it takes nothing."""
        if (_puts_in(include), path) in text.above:
            if self._ways.spliced and self._ways.spliced.circular:
                return Cut(())
            message = f"'{include.target}' is included here by itself"
            fault = Fault(Code.INCLUDE_CYCLE, message, "remove one of the includes of the circle")
            return Cut((), (fault,))
        content = self._files.text(path, include.encoding or self._encoding(include.syntax))
        return Cut((), (content,)) if isinstance(content, Fault) else cut_part(include, content)

    def _follow(self, include: Include, path: Path, cut: Cut, text: _Text) -> Iterator[Problem]:
        syntaxes = read_after(include.syntax, self._ways.on(), follow=include.follow)
        if not cut.lines or not syntaxes:
            return
        by = _puts_in(include)
        holder = Holder(path, text.holder.page, spliced=by is IncludeSyntax.SPLICED)
        above = (*text.above, (by, path))
        yield from self.text(_Text(holder, cut.lines, syntaxes, above))

    def _problem(self, fault: Fault, path: Path, place: Location) -> Problem:
        """Return a fault at the include, or at the line of the included file that it names."""
        if not fault.line:
            return fault.at(place)
        shown = f"included by {place}"
        hint = f"{fault.hint}; {shown}" if fault.hint else shown
        return replace(fault, hint=hint).at(self._place(path, fault.line))

    def _place(self, path: Path, line: int) -> Location:
        name = os.path.relpath(path, self._settings.root).replace(os.sep, "/")
        return Location(name, line)

    def _encoding(self, syntax: IncludeSyntax) -> str:
        ways = self._ways
        way = {
            IncludeSyntax.SNIPPETS: ways.snippets,
            IncludeSyntax.MARKDOWN: ways.markdown,
            IncludeSyntax.SPLICED: ways.spliced,
            IncludeSyntax.PLAIN: ways.plain,
        }.get(syntax)
        return way.encoding if way else "utf-8"


def _puts_in(include: Include) -> IncludeSyntax:
    """Return the extension that reads the file of an include."""
    variants = include.syntax is IncludeSyntax.VARIANTS
    return IncludeSyntax.SPLICED if variants else include.syntax
