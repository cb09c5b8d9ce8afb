"""Remember on disk what is finished, so that a run that was cut short can be taken up again."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Entry:
    """What a journal keeps of one outcome."""

    id: str
    """Which item it was."""
    text: str
    """The result, when there is one."""
    code: str
    """`ok`, or the code of the error."""
    final: bool
    """Whether the item need not be tried again."""


class Journal:
    """A file with one line of JSON for each outcome; it only ever grows.

    Args:
        path: The file; it is made when the first entries are written.
        flush_every: How many entries are written at once. After a crash so many, less one, may
            be missing, and their items are asked for and paid for again.
    """

    def __init__(self, path: Path, *, flush_every: int = 1) -> None:
        self._path = path
        self._flush_every = flush_every
        self._unwritten: list[Entry] = []

    def entries(self) -> dict[str, Entry]:
        """Return the latest entry of each item that is on disk."""
        if not self._path.exists():
            return {}
        lines = self._path.read_text("utf-8").splitlines()
        return {entry.id: entry for entry in (Entry(**json.loads(line)) for line in lines)}

    def append(self, entry: Entry) -> None:
        """Take one more entry, and write when enough have come together."""
        self._unwritten.append(entry)
        if len(self._unwritten) >= self._flush_every:
            self.flush()

    def flush(self) -> None:
        """Write what has not been written yet."""
        lines = "".join(json.dumps(asdict(entry)) + "\n" for entry in self._unwritten)
        # Closing hands the lines to the operating system: they survive the death of the process,
        # though not that of the machine. That would take an fsync, and its time, for each write.
        with self._path.open("a", encoding="utf-8") as file:
            file.write(lines)
        self._unwritten.clear()

    def __enter__(self) -> Self:
        """Open the journal, and drop the half line that a killed process may have left."""
        if self._path.exists():
            content = self._path.read_bytes()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                os.truncate(self._path, whole)
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Write what is left, also when the run failed."""
        self.flush()
