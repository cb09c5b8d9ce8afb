"""See at once what an author saves: the system tells of it, and nobody has to look each time."""

import inspect
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from site_builder.adapters.serving.changes import Changes
from site_builder.adapters.stamps import stamp_of

_CHANGES: Mapping[str, type[FileSystemEvent]] = {
    "created": FileCreatedEvent,
    "modified": FileModifiedEvent,
    "closed": FileClosedEvent,
    "moved": FileMovedEvent,
    "deleted": FileDeletedEvent,
}
"""Events after which a file may hold something else. A build reads, and must not start itself."""
_OFTEN, _NOW_AND_THEN = 0.5, 3.0
"""Seconds between two looks: where the system tells nothing, and where it mostly does."""

_log = logging.getLogger("mkdocs.plugins.site_builder")


class QuickObserver:
    """Takes the place of the observer of MkDocs, which looks at all files twice a second.

    It looks at them as well, but seldom: a system does not tell of files that another machine has
    changed, and not of those behind links to folders.
    """

    def __init__(self, changes: Changes, begun: int) -> None:
        """Prepare to watch.

        Args:
            changes: Gets the paths of what has changed.
            begun: When the first build began, in nanoseconds since 1970.
        """
        self._changes, self._begun = changes, begun
        self._heard: list[tuple[_Heard, Path, bool]] = []
        self._native: Any = None
        self._polling: Any = None

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> "_Heard":
        """Watch a file or a folder, as the method of this name of an observer does."""
        place = Path(path)
        heard = _Heard(handler, self._changes, place if place.is_file() else None)
        self._heard.append((heard, place, recursive))
        if self._native:
            try:
                _watch_folder(self._native, heard, place, recursive=recursive)
            except OSError as error:
                _log.debug("'%s' is only looked at now and then: %s", place, error)
        if self._polling:
            self._polling.schedule(heard, str(place), recursive=recursive)
        return heard

    def unschedule(self, heard: "_Heard") -> None:
        """Watch no longer what was scheduled."""
        # Others may watch the same folder, so it is still told of, and nobody listens.
        heard.listens = False

    def start(self) -> None:
        """Begin to watch; where the system cannot tell of changes, look for them."""
        native: Any = Observer()
        try:
            for heard, place, recursive in self._heard:
                _watch_folder(native, heard, place, recursive=recursive)
            native.start()
            self._native = native
        except OSError as error:
            _log.info("Changes are looked for, since the system does not tell of them: %s", error)
        self._polling = PollingObserver(timeout=_NOW_AND_THEN if self._native else _OFTEN)
        for heard, place, recursive in self._heard:
            self._polling.schedule(heard, str(place), recursive=recursive)
        self._polling.start()
        for heard, place, recursive in self._heard:
            for path in _saved_since(self._begun, place, recursive=recursive):
                heard.dispatch(FileModifiedEvent(path))

    def stop(self) -> None:
        """Watch no longer."""
        for observer in filter(None, (self._native, self._polling)):
            observer.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait until nobody watches any more."""
        for observer in filter(None, (self._native, self._polling)):
            observer.join(timeout)


class _Heard(FileSystemEventHandler):
    """Hands on what is news."""

    def __init__(
        self, handler: FileSystemEventHandler, changes: Changes, only: Path | None
    ) -> None:
        self._handler = handler
        self._changes = changes
        self._only = str(only) if only else None
        self.listens = True

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hand on an event, if it is one of what is watched and has not been told before."""
        if event.is_directory or event.event_type not in _CHANGES or not self.listens:
            return
        paths = [os.fsdecode(one) for one in (event.src_path, event.dest_path) if one]
        if self._only is not None:
            paths = [one for one in paths if one == self._only]
        # Each is noted, so no `any` that would stop at the first.
        if [one for one in paths if self._changes.note(one)]:
            self._handler.dispatch(event)


def _saved_since(begun: int, place: Path, *, recursive: bool) -> Iterator[str]:
    """Yield what was saved while the first build ran, which takes a while: nobody watched it."""
    found = [(str(place.parent), [], [place.name])] if place.is_file() else os.walk(place)
    for folder, _, names in found:
        for path in (os.path.join(folder, name) for name in names):  # noqa: PTH118 - many files
            stamp = stamp_of(path)
            if stamp and stamp[1] >= begun:
                yield path
        if not recursive:
            return


def _watch_folder(observer: Any, heard: _Heard, place: Path, *, recursive: bool) -> None:
    """Let an observer tell of a folder, or of a file: by its folder, for editors replace files."""
    folder, deep = (place.parent, False) if place.is_file() else (place, recursive)
    wish: dict[str, Any] = {}
    if "event_filter" in inspect.signature(observer.schedule).parameters:
        # Else it tells of each file that a build reads. Old versions of watchdog cannot be told.
        wish["event_filter"] = list(_CHANGES.values())
    observer.schedule(heard, str(folder), recursive=deep, **wish)
