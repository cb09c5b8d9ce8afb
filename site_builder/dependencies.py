"""What the output of an example depends on, as it is now."""

import dataclasses
import sys
from collections.abc import Iterable, Mapping

from site_builder.model import Example, Part, PartKind, Run, Settings
from site_builder.stages.fingerprint import (
    Fingerprint,
    changed_since,
    setting,
    variables,
)
from site_builder.stages.modules import ProjectModules
from site_builder.stages.runner_version import python_parts, runner_part
from site_builder.text.project_imports import is_test_file

_OF_CHECKS = frozenset({"exit_code", "normalise", "normalisers", "stderr"})
"""Keys of `[run]` that say what is right, and change nothing of what happens."""
_OF_PAGES = frozenset({"asset_bytes", "file_bytes"})
"""Limits that bound what pages show, and no run."""
_ABOUT = frozenset({"README.md", "example.toml", "expected.stderr.txt", "expected.txt"})
"""Files that describe an example, or record what it makes."""
_ON_DISK = frozenset({PartKind.FILE, PartKind.FOLDER, PartKind.MISSING})
"""What an author changes while writing."""


class Dependencies:
    """What the examples of a project depend on; each thing is looked at once."""

    def __init__(self, settings: Settings, environment: Mapping[str, str]) -> None:
        """Look at the project as it is now; so use a new one for each build.

        Args:
            settings: The project.
            environment: The author's variables, of which the declared ones count.
        """
        self._settings = settings
        self._environment = environment
        self._prints = Fingerprint(settings)
        self._modules = ProjectModules(settings)
        limits = dataclasses.asdict(settings.limits)
        self._shared = (
            *python_parts(),
            runner_part(),
            setting("isolation", settings.isolation),
            setting("start", settings.start),
            *(setting(f"max_{name}", limits[name]) for name in limits if name not in _OF_PAGES),
            *self._prints.shadows(self._modules.folders),
        )

    def known(self, example: Example) -> tuple[Part, ...]:
        """Return what can be told before an example runs.

        Args:
            example: The example.
        """
        closure = self._modules.closure(example)
        paths = {*own_paths(example), *(module.path for module in closure.modules)}
        run = dataclasses.asdict(example.run)
        return (
            *self._shared,
            setting("entry", example.entry),
            *(setting(f"run.{name}", run[name]) for name in run if name not in _OF_CHECKS),
            *variables(example.needs.env, self._environment),
            *self._prints.files(sorted(paths)),
            *self._prints.modules(closure.outside),
            *self._programs(example),
        )

    def _programs(self, example: Example) -> tuple[Part, ...]:
        """Return what a session may start; nobody sees what a shell does, as Python lets us."""
        entry = example.file(example.entry)
        is_script = entry is not None and not entry.name.endswith(".py")
        return self._prints.programs(entry.text) if entry and is_script else ()

    def seen(self, run: Run, known: Iterable[Part]) -> tuple[Part, ...]:
        """Return what else a run was seen to depend on, in its state after the run.

        Args:
            run: The run.
            known: What was known before.
        """
        others = {(one.kind, one.name) for one in known}
        # What lies in files may have changed in this build; what is installed is looked at once.
        files = [one for one in run.seen if one.kind.value in _ON_DISK]
        installed = [one for one in run.seen if one.kind.value not in _ON_DISK]
        found = (
            *Fingerprint(self._settings).seen(files),
            *self._prints.seen(installed),
            *self._places(run),
        )
        return tuple(one for one in found if (one.kind, one.name) not in others)

    def again(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """Return the same things in the state in which they are now."""
        places = dict(self._known_places())
        return tuple(
            _place(one.name, places[one.name])
            if one.kind is PartKind.PLACE
            else self._prints.again((one,))[0]
            for one in parts
        )

    def are_settled(self, known: Iterable[Part], seen: Iterable[Part], began: float) -> bool:
        """Return whether nothing has changed while an example ran.

        An author who saves just then may have changed what it read, before or after it did.

        Args:
            known: What it depends on, as it was before it ran.
            seen: What else, as it was afterwards.
            began: When it began, in seconds since 1970.
        """
        files = [one for one in known if one.kind is PartKind.FILE]
        is_same = Fingerprint(self._settings).again(files) == tuple(files)
        return is_same and not any(self._is_newer(one, began) for one in seen)

    def _is_newer(self, part: Part, began: float) -> bool:
        return part.kind in _ON_DISK and changed_since(self._settings.root / part.name, began)

    def _known_places(self) -> tuple[tuple[str, str], ...]:
        root = str(self._settings.root.resolve())
        return ("the project's folder", root), ("the Python environment", sys.prefix)

    def _places(self, run: Run) -> tuple[Part, ...]:
        """Return where things lie whose place the run has told, as a path in its output."""
        told = b"\n".join((run.stdout, run.stderr, *(file.data for file in run.files)))
        return tuple(_place(name, at) for name, at in self._known_places() if at.encode() in told)


def own_paths(example: Example) -> tuple[str, ...]:
    """Return the files of an example that its runs may use, relative to the project's root.

    Args:
        example: The example. What describes, tests or records it is left out; a run that reads it
            all the same is seen to.
    """
    names = [one.name for one in example.files] + [one.name for one in example.unreadable]
    return tuple(
        f"{example.path}/{name}"
        for name in names
        if name not in _ABOUT and not name.startswith("expected/") and not is_test_file(name)
    )


def _place(name: str, path: str) -> Part:
    return Part(PartKind.PLACE, name, path, path)
