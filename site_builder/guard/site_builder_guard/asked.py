"""See what a run asks for without opening it: whether a file is there, whether a module is."""

import os
import stat
import sys
from collections.abc import Callable, Iterable
from typing import Any

from site_builder_guard.seen import Sight

_QUESTIONS = ("stat", "lstat", "access")
"""The functions that Python raises no event for, and `os.path.exists` and its like call."""


class Questions:
    """Notes the answers that a run was given, since it may print something else for another one."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self._stat = os.stat
        self._known: set[object] = set()

    def install(self) -> None:
        """Begin to note."""
        for name in _QUESTIONS:
            original = getattr(os, name)
            watched = self._watched(original)
            setattr(os, name, watched)
            # Where a library looks up what a function can do, it finds this one as well.
            abilities = (os.supports_dir_fd, os.supports_effective_ids, os.supports_fd)
            for functions in (*abilities, os.supports_follow_symlinks):
                if original in functions:
                    functions.add(watched)
        # The last one is asked only for what no other has found.
        sys.meta_path.append(self)  # type: ignore[arg-type]

    def find_spec(
        self,
        name: str,
        path: Iterable[str] | None = None,
        target: object = None,  # noqa: ARG002 - Python passes it
    ) -> None:
        """Note a module that cannot be imported; what a distribution lacks, its version says."""
        if path is None:
            if name not in sys.stdlib_module_names:
                self.sight.report.seen("module", name)
        elif not all(map(self.sight.is_installed, path)):
            self.sight.report.seen("module", name)

    def _watched(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: object, *args: object, **options: object) -> Any:
            try:
                return original(path, *args, **options)
            finally:
                if options.get("dir_fd") is None and isinstance(path, str | bytes | os.PathLike):
                    self._note(path)

        return asked

    def _note(self, path: str | bytes | os.PathLike[str]) -> None:
        if path in self._known:
            return
        self._known.add(path)
        name = os.path.abspath(os.fsdecode(path))
        if self.sight.is_of_no_interest(name):
            return
        try:
            # That a folder is there says nothing that the files in it do not say.
            if stat.S_ISREG(self._stat(name).st_mode):
                self.sight.report.seen("file", name)
        except OSError:
            self.sight.report.seen("missing", name)
        except ValueError:
            return  # no file can have that name
