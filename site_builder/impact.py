"""What changes touch: pages, samples, outputs and tests; what is not named here cannot differ."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.model import (
    Change,
    Impact,
    Page,
    Touched,
    TouchedSample,
)
from site_builder.project import Project
from site_builder.stages.load_text import load_text, loose_tests
from site_builder.stages.modules import ProjectModules
from site_builder.stages.resolve import resolve
from site_builder.text.touching import is_for_people, is_setting
from site_builder.touched_pages import TouchedPages
from site_builder.touched_runs import TouchedRuns, runs
from site_builder.touched_tests import TouchedTests


def impact_of(
    changes: Sequence[Change], project: Project, environment: Mapping[str, str]
) -> Impact:
    """Return what changes touch.

    Args:
        changes: The changes.
        project: The project as it is now.
        environment: The author's variables.
    """
    return _Reach(changes, project, environment).impact()


def arguments_of_pytest(impact: Impact, project: Project) -> tuple[str, ...]:
    """Return what to call pytest with, so that it tests just what changes touch.

    Args:
        impact: What they touch.
        project: The project as it is now.

    Returns:
        Tests, declarations of examples for their outputs, and pages, relative to the root.
    """
    site = project.site
    written = {page.path for page in site.pages if not page.generated}
    outputs = (site.example(one.name) for one in impact.examples)
    return (
        *(one.name for one in impact.tests),
        *(f"{example.path}/example.toml" for example in outputs if example),
        *(one.name for one in impact.pages if one.name in written),
    )


class _Reach:
    """Changes, and a project that they may touch."""

    def __init__(
        self, changes: Sequence[Change], project: Project, environment: Mapping[str, str]
    ) -> None:
        self._site = project.site
        self._settings = project.settings
        self._changes = changes
        modules = ProjectModules(project.settings)
        samples = {
            page.source: resolve(page, project.site)[0]
            for page in project.site.pages
            if not page.generated
        }
        self._tests = TouchedTests(project.site, changes, modules)
        self._runs = TouchedRuns(project.site, environment, modules)
        self._pages = TouchedPages(project.site, samples, modules)
        self._loose = loose_tests(project.settings, project.site)
        self._config = load_text(project.settings.root / project.settings.config_path)

    def impact(self) -> Impact:
        """Return what the changes touch, each thing once, with the first reason."""
        found = _Found()
        for change in self._changes:
            found.add(self._everything(change) or self._of(change))
        whole = {one.name for one in found.tests if "::" not in one.name}
        tests = (
            one
            for one in found.tests
            if one.name in whole or one.name.partition("::")[0] not in whole
        )
        samples = {(one.location, one.name): one for one in reversed(found.samples)}
        return Impact(
            tuple(map(str, self._changes)),
            _first(found.pages),
            tuple(sorted(samples.values())),
            _first(found.examples),
            _first(tests),
            self._notes(),
        )

    def _of(self, change: Change) -> "_Found":
        stray = self._is_stray(change)
        found = _Found(examples=list(self._runs.by(change, is_stray=stray)))
        outputs = {one.name for one in found.examples}
        found.samples += self._pages.samples(change, outputs)
        places = {one.location for one in found.samples}
        found.pages += self._pages.pages(change, places, outputs)
        found.tests += self._tests.by(change)
        found.tests += self._tests.loose(self._loose, change)
        if stray:
            found.tests += self._unrecorded(change)
        if self._is_of_all_pages(change, {one.name for one in found.pages}):
            why = f"{change.path} may be a part of any page"
            found.pages += (Touched(_name(page), why) for page in self._site.pages)
        return found

    def _everything(self, change: Change) -> "_Found | None":
        """Return all that there is when a change may concern all of it."""
        path = change.path
        if path != self._settings.config_path and not is_setting(path):
            return None
        why = f"{path} decides for the whole project"
        examples = self._site.examples
        tests = [file for one in examples for file in one.tests] + list(self._loose)
        return _Found(
            [Touched(_name(page), why) for page in self._site.pages],
            list(self._pages.all_samples(why)),
            [Touched(one.name, why) for one in examples if runs(one)],
            [Touched(file.path, why) for file in tests],
        )

    def _unrecorded(self, change: Change) -> Iterator[Touched]:
        why = f"what it reads was never recorded, so it may read {change.path}"
        for example in self._site.examples:
            if example.name not in self._site.proofs:
                yield from (Touched(file.path, why) for file in example.tests)

    def _is_below(self, path: str, folder: str) -> bool:
        return path.startswith(f"{folder}/")

    def _is_stray(self, change: Change) -> bool:
        """Return whether nothing says what a file is for, so that any example may read it."""
        path, relative = change.path, self._settings.relative
        if is_for_people(path) or path == self._settings.reviewed_file:
            return False
        if self._is_below(path, relative(self._settings.docs_dir)):
            return False
        inside = (one for one in self._site.examples if self._is_below(path, one.path))
        return next(inside, None) is None

    def _is_of_all_pages(self, change: Change, pages: Collection[str]) -> bool:
        """Return whether a file may be a part of every page, as a template or a style is."""
        path, relative = change.path, self._settings.relative
        if any(self._is_below(path, relative(one)) for one in self._settings.templates_dirs):
            return True
        if self._is_below(path, relative(self._settings.docs_dir)):
            written = {page.path for page in self._site.pages if not page.generated}
            return written.isdisjoint(pages)
        parts = path.split("/")
        # A hook, a folder of the theme, a base of included texts.
        named = ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
        examples = relative(self._settings.examples_dir)
        return not self._is_below(path, examples) and any(one in self._config for one in named)

    def _notes(self) -> tuple[str, ...]:
        notes = []
        unproven = [
            one.name
            for one in self._site.examples
            if one.tests and one.name not in self._site.proofs
        ]
        if unproven:
            notes.append(
                f"No record of the tests of {_list(unproven)}: any test that imports a file that "
                "changed counts. 'site-builder prove' makes the records."
            )
        if self._runs.unknown:
            notes.append(
                f"No run of {_list(self._runs.unknown)} is stored: it counts for files of which "
                "nothing says who reads them. 'site-builder run' stores what can be."
            )
        return tuple(notes)


@dataclass(slots=True)
class _Found:
    """What was found so far, with repetitions."""

    pages: list[Touched] = field(default_factory=list)
    samples: list[TouchedSample] = field(default_factory=list)
    examples: list[Touched] = field(default_factory=list)
    tests: list[Touched] = field(default_factory=list)

    def add(self, other: "_Found") -> None:
        """Take over what another one has found."""
        self.pages += other.pages
        self.samples += other.samples
        self.examples += other.examples
        self.tests += other.tests


def _name(page: Page) -> str:
    return page.source if page.generated else page.path


def _first(found: Iterable[Touched]) -> tuple[Touched, ...]:
    """Return each thing once, sorted, with the reason that was found first."""
    reasons: dict[str, str] = {}
    for one in found:
        reasons.setdefault(one.name, one.why)
    return tuple(Touched(name, reasons[name]) for name in sorted(reasons))


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
