"""Which outputs a change touches: by what examples import, and by what their runs used."""

from collections.abc import Iterator, Mapping

from site_builder.model import Change, Example, Part, PartKind, Site, Touched
from site_builder.running import store_of
from site_builder.stages.modules import ProjectModules
from site_builder.stored_runs import StoredRuns
from site_builder.text.project_imports import is_test_file
from site_builder.text.tested import depends_on
from site_builder.touched_tests import module_names


class TouchedRuns:
    """The runs of a project, seen by what they depend on."""

    def __init__(self, site: Site, environment: Mapping[str, str], modules: ProjectModules) -> None:
        """Look at the project as it is now.

        Args:
            site: The project.
            environment: The author's variables.
            modules: Its modules.
        """
        self._site = site
        self._modules = modules
        stored = StoredRuns(site.settings, environment, store_of(site.settings))
        self._used = {one.name: stored.used(one) for one in site.examples if runs(one)}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the examples of which no run is known, so that they may read anything."""
        return tuple(name for name, used in self._used.items() if used is None)

    def by(self, change: Change, *, is_stray: bool) -> Iterator[Touched]:
        """Yield the examples whose output can differ because of a change.

        Args:
            change: The change.
            is_stray: Whether nothing says what the file is for, so that any example may read it.
        """
        for example in self._site.examples:
            if example.name in self._used:
                why = self._why(change, example, self._used[example.name], is_stray=is_stray)
                if why:
                    yield Touched(example.name, why)

    def _why(
        self, change: Change, example: Example, used: tuple[Part, ...] | None, *, is_stray: bool
    ) -> str:
        path = change.path
        own = path.removeprefix(f"{example.path}/")
        if own != path:
            if not depends_on(own):
                return "" if own == "README.md" else f"{path} is what it has recorded"
            if not is_test_file(own):
                return f"{path} belongs to it"
        closure = self._modules.closure(example)
        if any(module.path == path for module in closure.modules):
            return f"it imports {path}"
        if not {*module_names(path, self._modules)}.isdisjoint(closure.absent):
            return f"it imports what {path} may bring"
        if used is None:
            return f"no run of it is known, so it may read {path}" if is_stray else ""
        return next((f"it was seen to use {path}" for part in used if _is_of(part, change)), "")


def runs(example: Example) -> bool:
    """Return whether an example has something to run."""
    return bool(example.entry) and not example.library


def _is_of(part: Part, change: Change) -> bool:
    """Return whether a part of what a run depends on can differ because of a change."""
    path = change.path
    if part.kind is PartKind.FOLDER:
        # Its entries differ only when one of them came or went, perhaps with all that it held.
        came_or_went = change.old is None or change.new is None
        return came_or_went and (path.startswith(f"{part.name}/") or part.name in {"", "."})
    if part.kind in {PartKind.FILE, PartKind.MISSING}:
        return path == part.name or path.startswith(f"{part.name}/")
    return False
