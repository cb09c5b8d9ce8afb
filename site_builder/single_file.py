"""The order of things for the single file: from a rendered site to files that stand alone."""

import base64
import mimetypes
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from site_builder.checks.links import check_single_file
from site_builder.checks.places import Places
from site_builder.model import (
    Code,
    Location,
    OutputFile,
    Problem,
    RenderedPage,
    Rendering,
    SingleFile,
    Volume,
)
from site_builder.project import Project
from site_builder.resources import single_file_script, single_file_style
from site_builder.stages.assemble import Cover, Face, Making, assemble
from site_builder.stages.history import build_day, last_changes
from site_builder.stages.prepare import prepare
from site_builder.stages.volumes import reading_order, unmatched, volumes_of
from site_builder.text.addresses import SiteIndex, output_path
from site_builder.text.chapter import Binding, bind
from site_builder.text.finding import Finding
from site_builder.text.library import Library
from site_builder.text.suggest import did_you_mean
from site_builder.text.targets import Targets

_TRIES = 5
"""How often a division into files is tried before a bound on their size counts as too small."""


def make_single_files(
    project: Project,
    rendering: Rendering,
    wish: SingleFile,
    *,
    fetch: bool = False,
    asset_bytes: int = 0,
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Put a rendered site into files of which each needs nothing beside it.

    Args:
        project: The project, whose templates give the files their face.
        rendering: The rendered site.
        wish: What goes into which file.
        fetch: Whether what lies on other sites is brought inside.
        asset_bytes: Size of what may be taken in; 0 for the one that the project allows.

    Returns:
        The files, the one that was asked for first, and what is wrong. They must not be written
        when an error is among the problems.
    """
    missing = tuple(_missing(project, rendering, wish))
    if missing or not rendering.pages:
        return (), missing
    return _Maker(
        project, rendering, wish, fetch, asset_bytes or project.settings.limits.asset_bytes
    ).make()


def _missing(project: Project, rendering: Rendering, wish: SingleFile) -> Iterator[Problem]:
    sources = [page.source for page in rendering.pages]
    folders = {f"{one.rpartition('/')[0]}/" for one in sources}
    for one in unmatched(rendering, wish.only):
        place = Location(project.settings.relative(project.settings.docs_dir / one.strip("/")))
        message = "there is no page here to put into the single file"
        yield Problem(Code.CONTENT_EMPTY, place, message, did_you_mean(one, [*sources, *folders]))


class _Maker:
    """One run: what its files have in common, and what is found wrong on the way."""

    def __init__(
        self,
        project: Project,
        rendering: Rendering,
        wish: SingleFile,
        fetch: bool,  # noqa: FBT001
        asset_bytes: int,
    ) -> None:
        settings = project.settings
        self.project = project
        self.wish = wish
        self.fetch = fetch
        self.asset_bytes = asset_bytes
        self.places = Places(project.site, rendering.pages)
        self.problems: dict[Problem, None] = {}
        days = last_changes(settings.root, settings.docs_dir)
        chosen = reading_order(rendering, wish.only)
        ready: dict[str, RenderedPage] = {}
        for one in prepare(chosen, annotated_code=rendering.annotated_code):
            ready[one.page.source] = replace(one.page, updated=days.get(one.page.path, ""))
            self._report(one.page, one.findings)
        pages = tuple(ready.get(page.source, page) for page in rendering.pages)
        self.rendering = replace(rendering, pages=pages)
        self.updated = build_day(os.environ) or max(days.values(), default="")
        self.library = Library(self.rendering)
        self.articles: dict[str, str] = {}

    def make(self) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
        """Make the files; those that are too large are divided, and made again."""
        files = self._assemble(volumes_of(self.rendering, self.wish))
        limit = self.wish.split_over
        if limit and _largest(files) > limit:
            files = self._divide(files, limit)
        problems = check_single_file(SiteIndex(files))
        return files, (*self.problems, *problems)

    def _divide(self, files: tuple[OutputFile, ...], limit: int) -> tuple[OutputFile, ...]:
        """Return the files divided so that none is larger than a limit in bytes."""
        sizes = {source: len(html.encode()) for source, html in self.articles.items()}
        frame = (sum(len(file.data) for file in files) - sum(sizes.values())) // len(files)
        room = limit - frame
        for _ in range(_TRIES):
            if room < max(sizes.values()):
                break
            files = self._assemble(volumes_of(self.rendering, self.wish, sizes, room))
            if _largest(files) <= limit:
                return files
            # Addresses of other files are longer than those within one.
            room -= _largest(files) - limit
        message = (
            f"a file of at most {limit} bytes has no room for the largest page: "
            f"{max(sizes.values())} bytes, and {frame} bytes around it"
        )
        place = Location(self.project.settings.config_path)
        self.problems[Problem(Code.SPLIT_TOO_SMALL, place, message)] = None
        return files

    def _assemble(self, volumes: tuple[Volume, ...]) -> tuple[OutputFile, ...]:
        targets = Targets(volumes)
        settings = self.project.settings
        making = Making(
            rendering=self.rendering,
            library=self.library,
            targets=targets,
            volumes=volumes,
            face=Face(single_file_style(settings), single_file_script(settings)),
            templates=self.project.templates,
            icon=self._icon(),
            cover=self._cover(volumes[0].title),
            updated=self.updated,
        )
        return tuple(self._file(volume, making) for volume in volumes)

    def _file(self, volume: Volume, making: Making) -> OutputFile:
        binding = Binding(
            volume.file,
            self.library,
            making.targets,
            embed=_data,
            made={one.file for one in self.project.settings.standalone},
        )

        def article(page: RenderedPage) -> str:
            html, findings = bind(page, binding)
            self._report(page, findings)
            self.articles[page.source] = html
            return html

        path = PurePosixPath(self.wish.file).with_name(volume.file)
        return OutputFile(str(path), assemble(volume, making, article).encode())

    def _report(self, page: RenderedPage, findings: Iterable[Finding]) -> None:
        for finding in findings:
            place = self.places.find(output_path(page.url), finding.trace)
            self.problems[finding.at(place)] = None

    def _cover(self, title: str) -> Cover | None:
        wish = self.wish.cover
        if not wish:
            return None
        file = self.library.files.get(wish)
        if wish != "title" and file is None:
            message = f"there is no picture '{wish}' below the docs folder for the cover"
            hint = did_you_mean(wish, self.library.files)
            place = Location(self.project.settings.config_path)
            self.problems[Problem(Code.CONFIG_INVALID, place, message, hint)] = None
        return Cover(title, self.rendering.description, _data(file) if file else "", self.updated)

    def _icon(self) -> str:
        file = self.library.files.get(self.rendering.icon)
        return _data(file) if file else ""


def _data(file: OutputFile) -> str:
    """Return a file as an address that holds it."""
    kind = mimetypes.guess_type(file.path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(file.data).decode()}"


def _largest(files: Iterable[OutputFile]) -> int:
    return max(len(file.data) for file in files)
