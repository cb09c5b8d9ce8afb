"""Make zip archives that are the same whenever and wherever they are made."""

import io
import zipfile
from collections.abc import Iterable

from site_builder.model import OutputFile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can hold."""
_UNIX = 3
_READABLE = 0o644 << 16


def make_archive(files: Iterable[OutputFile]) -> bytes:
    """Return a zip of files, in order of their paths, without times and owners."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(files, key=lambda one: one.path):
            entry = zipfile.ZipInfo(file.path, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.data)
    return stream.getvalue()
