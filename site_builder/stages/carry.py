"""Carry stored results from one machine to another, in a tar file."""

import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from site_builder.model import Code, Location, Problem


def pack(objects: Iterable[tuple[str, bytes]], target: Path, name: str) -> tuple[Problem, ...]:
    """Write objects into a tar file; equal objects give equal bytes.

    Args:
        objects: Name and bytes of each, sorted by name.
        target: The file, which is the old or the new one at any time.
        name: What to call it in a message.

    Returns:
        A problem if it could not be written.
    """
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with (
            os.fdopen(handle, "wb") as stream,
            tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive,
        ):
            for path, data in objects:
                # Without time and owner, which are none of the content.
                member = tarfile.TarInfo(path)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        message = f"cannot write: {error.strerror}"
        return (Problem(Code.CANNOT_WRITE, Location(name), message),)
    return ()


def find_faults(source: Path, name: str, is_name: Callable[[str], bool]) -> tuple[Problem, ...]:
    """Return why a tar file must not be unpacked, before anything of it is.

    Args:
        source: The file.
        name: What to call it in a message.
        is_name: Whether something may have that name.
    """
    try:
        with tarfile.open(source, "r:*") as archive:
            for member in archive:
                if not member.isfile() or not is_name(member.name):
                    message = f"it holds '{member.name}', which is no stored result"
                    return (Problem(Code.CACHE_INVALID, Location(name), message),)
    except tarfile.TarError as error:
        message = f"it cannot be read as a tar file: {error}"
        return (Problem(Code.CACHE_INVALID, Location(name), message),)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", "") or "it ends too early"
        return (Problem(Code.CACHE_INVALID, Location(name), f"it cannot be read: {reason}"),)
    return ()


def unpack(source: Path, max_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of what a tar file holds.

    Args:
        source: A file in which `find_faults` found none.
        max_bytes: Size above which something is not even read; its bytes are then none.
    """
    with tarfile.open(source, "r:*") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.size <= max_bytes else None
            yield member.name, stream.read() if stream else b""
