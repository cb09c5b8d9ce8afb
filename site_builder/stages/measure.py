"""Measure in a process of tests what each of them executes and reads. The only place that does."""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from site_builder.model import Code, Location, Problem

_SKIPPED = ("*/site-packages/*", "*/dist-packages/*", "*/node_modules/*")
_CODE = (".py", ".pyc", ".pyi")
_WRITING = os.O_WRONLY | os.O_RDWR


class LineCounter(Protocol):
    """What of a `coverage.Coverage` is needed here."""

    def start(self) -> None:
        """Begin to count."""

    def stop(self) -> None:
        """Stop counting."""

    def switch_context(self, new_context: str) -> object:
        """Put what is executed from now on down to something else."""

    def get_data(self) -> Any:
        """Return what was counted."""


class Measurement:
    """What tests execute and read of the files below a folder.

    Args:
        root: The project's folder.
        counter: What counts the executed lines.
    """

    def __init__(self, root: Path, counter: LineCounter) -> None:
        self._counter = counter
        self._root = os.path.realpath(root) + os.sep
        self._test = ""
        # What was read, and for each the functions below the root that were at work then.
        self._readings: dict[tuple[str, str], set[str]] = defaultdict(set)

    def start(self) -> None:
        """Begin to measure."""
        sys.addaudithook(self.on_event)
        self._counter.start()

    def begin(self, test: str) -> None:
        """Note that a test begins; an empty name says that none is at work."""
        self._test = test
        self._counter.switch_context(test)

    def finish(self) -> str:
        """Stop measuring, and return what was measured as text that another process can take."""
        self._test = ""
        self._counter.stop()
        data = self._counter.get_data()
        lines = {
            path.removeprefix(self._root): {
                str(line): sorted(contexts)
                for line, contexts in sorted(data.contexts_by_lineno(path).items())
            }
            for path in sorted(data.measured_files())
            if path.startswith(self._root)
        }
        readings = [
            [test, path.removeprefix(self._root), sorted(functions)]
            for (test, path), functions in sorted(self._readings.items())
        ]
        # A hook cannot be taken away; without a root it looks at nothing.
        self._root = os.sep * 2
        pins = {top: sorted(pins) for top, pins in _loaded_distributions()}
        return json.dumps({"lines": lines, "readings": readings, "distributions": pins})

    def on_event(self, event: str, args: tuple[object, ...]) -> None:
        """Note what Python is about to read, or to hand to another program."""
        if not self._test:
            return
        if event == "open":
            path, mode, flags = args
            if isinstance(mode, str) and set(mode) & set("wax"):
                return
            if mode is None and isinstance(flags, int) and flags & _WRITING:
                return
            self._on_path(path)
        elif event == "subprocess.Popen":
            # A checker may leave the work to another program, to which it names the file.
            for argument in args[1] if isinstance(args[1], list | tuple) else ():
                self._on_path(argument, args[2])

    def _on_path(self, path: object, folder: object = None) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.fsdecode(path)
        if isinstance(folder, str | bytes | os.PathLike):
            name = os.path.join(os.fsdecode(folder), name)  # noqa: PTH118 - this is asked often
        name = os.path.realpath(name)
        if name.startswith(self._root) and not name.endswith(_CODE):
            functions = self._readings[self._test, name]
            if os.path.isfile(name):  # noqa: PTH113 - this is asked often
                functions.update(self._functions())

    def _functions(self) -> Iterator[str]:
        """Yield the functions below the root that are at work, as `path::name`."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(self._root):
                yield f"{file.removeprefix(self._root)}::{frame.f_code.co_qualname}"
            frame = frame.f_back


def _loaded_distributions() -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Yield the top-level modules that were imported, each with the distributions it is of."""
    owners = metadata.packages_distributions()
    files: dict[str, set[str]] = defaultdict(set)
    for name, module in list(sys.modules.items()):
        files[name.partition(".")[0]].add(str(getattr(module, "__file__", "")))
    for top, loaded in sorted(files.items()):
        names = set(owners.get(top, ()))
        if len(names) > 1:
            # Several distributions may fill one namespace.
            names = {name for name in names if loaded & _files_of(name)}
        if names:
            found = (metadata.distribution(name) for name in names)
            yield top, {(str(one.metadata["Name"]), one.version) for one in found}


def _files_of(name: str) -> set[str]:
    return {str(file.locate()) for file in metadata.distribution(name).files or ()}


def prepare_measurement(root: Path) -> Measurement | Problem:
    """Return what can measure the tests of this process.

    Args:
        root: The project's folder.

    Returns:
        The measurement, not begun, or why there can be none.
    """
    try:
        import coverage  # noqa: PLC0415 - an extra
    except ImportError:
        message = "proofs need the package coverage, which is not installed"
        hint = 'install it with: pip install "site-builder[proof]"'
        return Problem(Code.PROOF_TOOL_MISSING, Location("pytest"), message, hint)
    own = Path(__file__).resolve().parent.parent
    counter = coverage.Coverage(
        data_file=None,
        config_file=False,
        source=[os.path.realpath(root)],
        omit=[*_SKIPPED, f"{own}/*"],
        messages=False,
    )
    counter.set_option("run:disable_warnings", ["no-data-collected"])
    return Measurement(root, counter)
