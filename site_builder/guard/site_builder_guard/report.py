"""The lines that a watched process leaves for the tool."""

import json
import os
import sys
from types import FrameType


class Report:
    """A file to which watched processes add what they were seen to do, one thing a line."""

    def __init__(self, path: str, example: str) -> None:
        self.path = path
        self.example = example
        self.writing = False
        self._seen: set[tuple[str, str]] = set()

    def seen(self, kind: str, name: str) -> None:
        """Note something that the run depends on, unless it is known."""
        if (kind, name) not in self._seen:
            self._seen.add((kind, name))
            self._add({"seen": kind, "name": name})

    def tried(self, kind: str, what: str) -> None:
        """Note what an example must not do, with the innermost line of it that led here."""
        file, line = "", 0
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and not file:
            if frame.f_code.co_filename.startswith(self.example):
                file, line = frame.f_code.co_filename[len(self.example) :], frame.f_lineno
            frame = frame.f_back
        self._add({"kind": kind, "what": what, "file": file, "line": line})

    def _add(self, entry: dict[str, object]) -> None:
        line = f"{json.dumps(entry)}\n".encode()
        self.writing = True
        try:
            # Opened anew each time: an example may close any handle that it did not open.
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            os.write(handle, line)
            os.close(handle)
        except OSError:
            return
        finally:
            self.writing = False
