"""Keep results between builds, so that what has not changed is not done again."""

import contextlib
import hashlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[a-z]+/[0-9a-f]{2}/[0-9a-f]{62}")
_DIGEST_LENGTH = 64
_LEFT_AFTER = 3600.0
"""Seconds after which a half-written file belongs to a process that was killed."""
_KEPT = 0.9
"""Share of the bound that remains after objects were removed, so that not each build has to."""
_STRIDE = 16
"""What part of the bound a process may write before it looks again at what others wrote."""
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# See https://bford.info/cachedir/\n"


@dataclass(frozen=True, slots=True)
class Stored:
    """An object of the store as it lies on the disk."""

    name: str
    """Its path below the folder of the store, with forward slashes."""
    size: int
    """Bytes that it takes."""
    used: float
    """When it was last written or read, in seconds since 1970."""

    @property
    def kind(self) -> str:
        """Return what kind of result it is."""
        return self.name.partition("/")[0]


class Store:
    """Results by what they depend on, in a folder that any number of builds may use at a time.

    Each object is a file of its own that appears whole or not at all, and begins with a digest of
    its name and its content: one that was damaged is dropped when it is read. A build that is
    killed leaves nothing behind but a file that a later one removes.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        """Use a folder, which need not exist yet.

        Args:
            folder: The folder.
            max_bytes: How large it may become; what was not used for longest goes first.
        """
        self.folder = folder
        self.max_bytes = max_bytes
        self._room = 0
        self._promised = 0
        self._lock = threading.Lock()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put under a key.

        Args:
            kind: What kind of result it is, such as `runs`.
            key: All that it depends on, or a digest of that.

        Returns:
            The data; None when there is none, or when what is there was damaged.
        """
        name = name_of(kind, key)
        path = self.folder / name
        sealed = _read(path)
        if sealed is None:
            return None
        data = _opened(name, sealed)
        with contextlib.suppress(OSError):
            path.unlink() if data is None else os.utime(path)
        return data

    def put(self, kind: str, key: str, data: bytes) -> bool:
        """Keep data under a key, in the place of what was there.

        Args:
            kind: What kind of result it is: one word in lower case.
            key: All that it depends on, or a digest of that.
            data: The result.

        Returns:
            Whether it was kept. A full disk or a folder that must not be written is no reason to
            stop a build.
        """
        name = name_of(kind, key)
        return self._write(name, _seal(name, data))

    def objects(self) -> tuple[Stored, ...]:
        """Return what there is, sorted by name."""
        found: list[Stored] = []
        for folder, _, files in os.walk(self.folder):
            for path in (Path(folder, file) for file in files):
                name = path.relative_to(self.folder).as_posix()
                # Another build may have removed it since.
                with contextlib.suppress(OSError):
                    if is_name(name):
                        status = path.stat()
                        found.append(Stored(name, status.st_size, status.st_mtime))
        return tuple(sorted(found, key=lambda one: one.name))

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of each object that is sound, for another store to adopt."""
        for stored in self.objects():
            sealed = _read(self.folder / stored.name)
            if sealed is not None and _opened(stored.name, sealed) is not None:
                yield stored.name, sealed

    def adopt(self, name: str, data: bytes) -> bool:
        """Take over an object of another store.

        Args:
            name: Its name there.
            data: Its bytes there.

        Returns:
            Whether it is here now. One that is damaged, or whose name is none, is refused.
        """
        if not is_name(name) or _opened(name, data) is None:
            return False
        return (self.folder / name).exists() or self._write(name, data)

    def prune(self, max_bytes: int) -> tuple[Stored, ...]:
        """Remove objects until the others fit, and what killed builds have left.

        Args:
            max_bytes: Bytes that may remain; what was not used for longest goes first.

        Returns:
            What was removed.
        """
        self._sweep()
        objects = sorted(self.objects(), key=lambda one: (one.used, one.name))
        excess = sum(one.size for one in objects) - max_bytes
        removed: list[Stored] = []
        for stored in objects:
            if excess <= 0:
                break
            with contextlib.suppress(PermissionError):
                # Another build that removes it, too, has made the same room.
                (self.folder / stored.name).unlink(missing_ok=True)
                removed.append(stored)
                excess -= stored.size
        return tuple(removed)

    def _write(self, name: str, data: bytes) -> bool:
        if len(data) > self.max_bytes:
            return False
        path = self.folder / name
        temporary = ""
        with self._lock:
            self._promised += len(data)
        try:
            self._make_room(len(data))
            path.parent.mkdir(parents=True, exist_ok=True)
            # In one folder, where those that were left are found again.
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix="new-")
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            return False
        finally:
            with self._lock:
                self._promised -= len(data)
        return True

    def _make_room(self, size: int) -> None:
        with self._lock:
            self._room -= size
            if self._room >= 0:
                return
            self._begin()
            # What other threads are writing lies nowhere yet; this thread's own is among it.
            promised = self._promised
            total = _bytes_below(str(self.folder))
            if total + promised > self.max_bytes:
                kept = max(0, int(self.max_bytes * _KEPT) - promised)
                total -= sum(one.size for one in self.prune(kept))
            self._room = min(self.max_bytes - total - promised, self.max_bytes // _STRIDE)

    def _begin(self) -> None:
        """Make the folder, and keep it out of repositories and of backups."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
            path = self.folder / name
            if not path.exists():
                path.write_text(text, encoding="utf-8")
        self._sweep()

    def _sweep(self) -> None:
        """Remove files that were begun and not finished long ago."""
        for path in self.folder.glob("new-*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - _LEFT_AFTER:
                    path.unlink()


def _read(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return None


def _bytes_below(folder: str) -> int:
    """Return how much there is in a folder; other builds may change it meanwhile."""
    total = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                is_folder = entry.is_dir(follow_symlinks=False)
                total += _bytes_below(entry.path) if is_folder else entry.stat().st_size
    return total


def name_of(kind: str, key: str) -> str:
    """Return the name of the object that is kept under a key.

    Args:
        kind: What kind of result it is: one word in lower case.
        key: The key.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{kind}/{digest[:2]}/{digest[2:]}"


def is_name(name: str) -> bool:
    """Return whether an object of a store may have that name."""
    return bool(_NAME.fullmatch(name))


def _seal(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + data).hexdigest().encode() + data


def _opened(name: str, sealed: bytes) -> bytes | None:
    """Return the data of an object; None when it is not what was written under that name."""
    data = sealed[_DIGEST_LENGTH:]
    return data if _seal(name, data) == sealed else None
