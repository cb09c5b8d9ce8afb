"""The order of things for the single file: from a rendered site to files that stand alone."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from site_builder.checks.links import check_single_file
from site_builder.checks.places import Places
from site_builder.inside import Inside
from site_builder.model import (
    Code,
    Location,
    OutputFile,
    Problem,
    RenderedPage,
    Rendering,
    SingleFile,
    Taking,
    Volume,
)
from site_builder.project import Project
from site_builder.resources import (
    single_file_head_script,
    single_file_script,
    single_file_style,
    template_text,
)
from site_builder.stages.assemble import Cover, Face, Making, assemble
from site_builder.stages.draw import draw_sources, find_node
from site_builder.stages.fetch import fetch
from site_builder.stages.history import build_day, last_changes
from site_builder.stages.prepare import diagrams_in, prepare
from site_builder.stages.volumes import reading_order, unmatched, volumes_of
from site_builder.text.addresses import SiteIndex, output_path
from site_builder.text.bound_chapters import bind_kept, surroundings_of
from site_builder.text.chapter import Binding, Bound
from site_builder.text.downloads import download_paths
from site_builder.text.finding import Finding
from site_builder.text.library import Library
from site_builder.text.suggest import did_you_mean
from site_builder.text.targets import Targets

_TRIES = 5
"""How often a division into files is tried before a bound on their size counts as too small, and
how deep what is fetched may need more, as a stylesheet needs a font."""


def make_single_files(
    project: Project, rendering: Rendering, wish: SingleFile, taking: Taking | None = None
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Put a rendered site into files of which each needs nothing beside it.

    Args:
        project: The project, whose templates give the files their face.
        rendering: The rendered site.
        wish: What goes into which file.
        taking: What may be brought inside.

    Returns:
        The files, the one that was asked for first, and what is wrong. They must not be written
        when an error is among the problems.
    """
    missing = tuple(_missing(project, rendering, wish))
    if missing or not rendering.pages:
        return (), missing
    return _Maker(project, rendering, wish, taking or Taking()).make()


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
        self, project: Project, rendering: Rendering, wish: SingleFile, taking: Taking
    ) -> None:
        settings = project.settings
        self.project = project
        self.wish = wish
        self.taking = taking
        self.places = Places(project.site, rendering.pages)
        self.prepared: list[Problem] = []
        self.problems: dict[Problem, None] = {}
        self.sizes: dict[str, int] = {}
        days = last_changes(settings.root, settings.docs_dir)
        chosen = reading_order(rendering, wish.only)
        ready: dict[str, RenderedPage] = {}
        drawings = self._draw(chosen)
        for one in prepare(chosen, drawings, annotated_code=rendering.annotated_code):
            ready[one.page.source] = replace(one.page, updated=days.get(one.page.path, ""))
            self.prepared += self._placed(one.page, one.findings)
        pages = tuple(ready.get(page.source, page) for page in rendering.pages)
        self.rendering = replace(rendering, pages=pages)
        self.updated = build_day(os.environ) or max(days.values(), default="")
        self.library = Library(self.rendering)
        # What readers take along is on the site; the file would be many times as large.
        files = {one.file for one in settings.standalone}
        self._made = frozenset(files | download_paths(project.site))
        self.inside = Inside(
            self.rendering,
            tuple(ready.values()),
            wish,
            taking.asset_bytes or settings.limits.asset_bytes,
        )

    def _draw(self, pages: Sequence[RenderedPage]) -> Mapping[str, str]:
        """Return drawings of the Mermaid diagrams on pages; what cannot be drawn is noted."""
        sources = {page.source: diagrams_in(page) for page in pages}
        wanted = list(dict.fromkeys(one for found in sources.values() for one in found))
        if not wanted:
            return {}
        settings = self.project.settings
        script = template_text(settings, "diagrams/render.mjs")
        drawings, failed = draw_sources(wanted, settings.root, script=script, node=find_node())
        for page in pages:
            told = [(one, reason) for one, reason in failed if one in sources[page.source]]
            self.prepared += self._placed(
                page,
                (Finding(Code.DIAGRAM_UNDRAWN, _first_line(one), reason) for one, reason in told),
            )
        return drawings

    def make(self) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
        """Make the files; those that are too large are divided, and made again."""
        files = self._assemble(volumes_of(self.rendering, self.wish))
        for _ in range(_TRIES if self.taking.fetch else 0):
            if not self.inside.unfetched():
                break
            for came in fetch(self.inside.unfetched()):
                self.inside.add(came.address, came.data, came.reason)
            files = self._assemble(volumes_of(self.rendering, self.wish))
        limit = self.wish.split_over
        if limit and _largest(files) > limit:
            files = self._divide(files, limit)
        problems = check_single_file(SiteIndex(files))
        return files, (*dict.fromkeys(self.prepared), *self.problems, *problems)

    def _divide(self, files: tuple[OutputFile, ...], limit: int) -> tuple[OutputFile, ...]:
        """Return the files divided so that none is larger than a limit in bytes."""
        sizes = dict(self.sizes)
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
        self._report_config(Code.SPLIT_TOO_SMALL, message)
        return files

    def _assemble(self, volumes: tuple[Volume, ...]) -> tuple[OutputFile, ...]:
        self.problems = {}
        settings = self.project.settings
        making = Making(
            rendering=self.rendering,
            library=self.library,
            targets=Targets(volumes),
            volumes=volumes,
            face=Face(
                single_file_style(settings),
                single_file_script(settings),
                single_file_head_script(settings),
            ),
            templates=self.project.templates,
            icon=self.inside.icon(),
            cover=self._cover(volumes[0].title),
            updated=self.updated,
        )
        if self.inside.fault:
            fault = self.inside.fault
            self._report_config(fault.code, fault.message, fault.hint)
        style = self.inside.stylesheets()
        for found in style.found:
            path = self.project.settings.docs_dir / found.path
            place = Location(self.project.settings.relative(path), found.line)
            self.problems[self.inside.judged(found.finding).at(place)] = None
        return tuple(self._file(volume, making, style.css) for volume in volumes)

    def _file(self, volume: Volume, making: Making, style: str) -> OutputFile:
        told = surroundings_of(making.targets, self.library, self._made, self.inside.fetched)
        articles = {page.source: self._bound(page, volume, making, told) for page in volume.pages}
        styles = "\n".join(filter(None, (style, *(one.style for one in articles.values()))))
        html = assemble(
            volume, replace(making, project_style=styles), lambda page: articles[page.source].html
        )
        path = PurePosixPath(self.wish.file).with_name(volume.file)
        return OutputFile(str(path), html.encode())

    def _bound(self, page: RenderedPage, volume: Volume, making: Making, told: str) -> Bound:
        home = output_path(page.url)
        binding = Binding(
            volume.file,
            self.library,
            making.targets,
            embed=self.inside.embed,
            embed_rules=lambda css: self.inside.rules(css, home),
            embed_declarations=lambda css: self.inside.declarations(css, home),
            made=self._made,
            fetched=self.inside.fetched,
        )
        bound = bind_kept(page, binding, told)
        findings = map(self.inside.judged, bound.findings)
        self.problems |= dict.fromkeys(self._placed(page, findings))
        self.inside.want(bound.remote)
        self.sizes[page.source] = len(bound.html.encode())
        return bound

    def _placed(self, page: RenderedPage, findings: Iterable[Finding]) -> Iterator[Problem]:
        for finding in findings:
            yield finding.at(self.places.find(output_path(page.url), finding.trace))

    def _cover(self, title: str) -> Cover | None:
        wish = self.wish.cover
        if not wish:
            return None
        file = self.library.files.get(wish)
        if wish != "title" and file is None:
            message = f"there is no picture '{wish}' below the docs folder for the cover"
            self._report_config(
                Code.CONFIG_INVALID, message, did_you_mean(wish, self.library.files)
            )
        image = self.inside.embed(file).address if file else ""
        return Cover(title, self.rendering.description, image, self.updated)

    def _report_config(self, code: Code, message: str, hint: str = "") -> None:
        place = Location(self.project.settings.config_path)
        self.problems[Problem(code, place, message, hint)] = None


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "")


def _largest(files: Iterable[OutputFile]) -> int:
    return max(len(file.data) for file in files)
