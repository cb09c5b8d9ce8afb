"""The files that have changed since a build began."""

import re
import threading
from pathlib import Path

from site_builder.adapters.stamps import Stamp, stamp_of

_OF_EDITORS = re.compile(r"\..*\.sw.|.*~|\.#.*|#.*#|4913|.*___jb_(tmp|old)___")
"""Names of files that editors keep beside the one that is edited, and write while one types."""


class Changes:
    """Gathers paths from the threads that watch; the one that builds asks for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamps: dict[str, Stamp | None] = {}
        self._noted: set[str] = set()

    def note(self, path: str) -> bool:
        """Note that a file may have changed; return whether that is news.

        Args:
            path: The file. Of one change several watchers tell, and each more than once.
        """
        if _OF_EDITORS.fullmatch(Path(path).name):
            return False
        stamp = stamp_of(Path(path))
        with self._lock:
            if path in self._stamps and self._stamps[path] == stamp:
                return False
            self._stamps[path] = stamp
            self._noted.add(path)
            return True

    def take(self) -> frozenset[str]:
        """Return what has changed since this was asked last."""
        with self._lock:
            taken, self._noted = frozenset(self._noted), set()
            return taken
