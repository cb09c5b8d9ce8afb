"""Pack the files of a project for machines that have no disk in common with this one."""

import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.model import Code, Location, Problem

_LEFT_OUT = frozenset({"__pycache__", "node_modules", "site-packages"})
_MARKS = ("pyvenv.cfg", "sitemap.xml")
"""Files by which a virtual environment and a built site are known."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a project as one piece."""

    digest: str
    """SHA-256 of the files: names, contents and whether they can be started."""
    data: bytes
    """The files as a compressed archive."""


def pack(root: Path, most_bytes: int) -> Bundle | Problem:
    """Pack the files below a folder.

    What is hidden stays out, and so do caches, virtual environments, built sites and links to
    folders. The same files make the same bundle on every machine.

    Args:
        root: The folder.
        most_bytes: How large all files together may be.

    Returns:
        The bundle, or a problem that names what is too large or cannot be read.
    """
    stream = io.BytesIO()
    path = root
    try:
        sizes = {path: path.stat().st_size for path in _files_below(root)}
        if sum(sizes.values()) > most_bytes:
            largest = max(sizes, key=lambda one: sizes[one])
            return _too_large(largest.relative_to(root).as_posix(), sizes[largest], most_bytes)
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for path in sizes:
                # Links to files become files, since what they lead to may lie elsewhere.
                data = path.read_bytes()
                entry = _entry(path.relative_to(root).as_posix(), path, len(data))
                archive.addfile(entry, io.BytesIO(data))
    except OSError as error:
        message = f"the file cannot be sent to the cluster: {error.strerror or error}"
        return Problem(Code.FILE_UNREADABLE, Location(os.path.relpath(path, root)), message)
    plain = stream.getvalue()
    return Bundle(hashlib.sha256(plain).hexdigest(), gzip.compress(plain, 1, mtime=0))


def unpack(bundle: Bundle, folder: Path) -> Path:
    """Unpack a bundle, unless that has been done.

    Args:
        bundle: The bundle.
        folder: The folder to put it into; each bundle gets a folder of its own there.

    Returns:
        The folder that holds the files.

    Raises:
        OSError: There is no room, or the bundle did not arrive as it was sent.
    """
    target = folder / bundle.digest
    if target.exists():
        return target
    plain = gzip.decompress(bundle.data)
    if hashlib.sha256(plain).hexdigest() != bundle.digest:
        message = "the files did not arrive as they were sent"
        raise OSError(message)
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{bundle.digest}.", dir=folder))
    try:
        with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
            archive.extractall(staging, filter="data")
        staging.rename(target)
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        # Another one may have been quicker.
        if not target.exists():
            raise
    return target


def _files_below(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(one for one in folders if _is_wanted(here / one))
        for name in sorted(files):
            path = here / name
            if not name.startswith(".") and path.is_file():
                yield path


def _is_wanted(folder: Path) -> bool:
    if folder.name.startswith(".") or folder.name in _LEFT_OUT:
        return False
    return not any((folder / mark).exists() for mark in _MARKS)


def _entry(name: str, path: Path, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o755 if os.access(path, os.X_OK) else 0o644
    return entry


def _too_large(name: str, size: int, most_bytes: int) -> Problem:
    message = f"the files of the project have more than {most_bytes} bytes; {name} alone has {size}"
    hint = "examples on a cluster get all files that are not hidden; move this one out"
    return Problem(Code.BUNDLE_TOO_LARGE, Location(name), message, hint)
