"""The files of a finished site where they lie: read when somebody wants to know what they hold."""

from dataclasses import dataclass
from pathlib import Path

from site_builder.model import OutputFile


@dataclass(slots=True)
class SiteFolder:
    """Where the files of a site lie; that changes when the site is published."""

    path: Path


class FileOfSite(OutputFile):
    """A file of a site, of which nothing is kept in memory."""

    __slots__ = ("_folder",)
    _folder: SiteFolder

    def __init__(self, path: str, folder: SiteFolder) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "_folder", folder)

    @property
    def data(self) -> bytes:
        """Return what the file holds."""
        return (self._folder.path / self.path).read_bytes()
