"""Follow a relative address from one file of a repository to another, as GitHub and its like do."""

import posixpath
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

_OF_GITHUB = frozenset(
    {"actions", "blob", "commits", "compare", "discussions", "graphs", "issues", "labels"}
    | {"milestones", "network", "projects", "pull", "pulls", "raw", "releases", "security"}
    | {"stargazers", "tags", "tree", "wiki"}
)
"""Pages of a repository that are no files, which lie two folders above its own."""


class End(Enum):
    """What came of following an address."""

    FILE = auto()
    FOLDER = auto()
    CASE = auto()
    """Not there, but a file whose name differs in upper and lower case is."""
    DEAD = auto()
    OUTSIDE = auto()
    """It leaves the repository."""
    ELSEWHERE = auto()
    """Of the web, or something that only a reader can judge."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Where an address leads."""

    end: End
    path: str = ""
    """Path in the repository."""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """The files that belong together, by their paths from the top."""

    files: frozenset[str]
    prefix: str = ""
    """Folder of the project in it, empty for the top."""
    tracked: bool = True
    """Whether they are those that git knows."""
    _folders: frozenset[str] = field(init=False, repr=False, compare=False)
    _lower: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        folders = {"."}
        for name in self.files:
            while name := posixpath.dirname(name):
                if name in folders:
                    break
                folders.add(name)
        object.__setattr__(self, "_folders", frozenset(folders))
        lower = {name.lower(): name for name in sorted(folders | self.files)}
        object.__setattr__(self, "_lower", lower)

    def own(self, path: str) -> str:
        """Return the path in the repository of a path from the project's folder."""
        return posixpath.normpath(posixpath.join(self.prefix, path))

    def follow(self, base: str, target: str) -> Arrived:
        """Follow an address.

        Args:
            base: Path in the repository of the file in which it stands.
            target: The address as written.
        """
        try:
            parts = urlsplit(target.strip())
        except ValueError:
            return Arrived(End.ELSEWHERE)
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        if parts.scheme or parts.netloc or any(mark in target for mark in "{}<>[]$*"):
            return Arrived(End.ELSEWHERE)
        if not path:
            return Arrived(End.FILE, base, fragment)
        if path.startswith("/"):
            # A page of another generator may mean the top of its site.
            return Arrived(End.ELSEWHERE)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        if joined == ".." or joined.startswith("../"):
            return Arrived(self._above(joined), joined, fragment)
        return Arrived(self._look_up(joined), self._lower.get(joined.lower(), joined), fragment)

    def _above(self, path: str) -> End:
        steps = path.split("/")
        of_github = steps[:2] == ["..", ".."] and len(steps) > 2 and steps[2] in _OF_GITHUB
        # What is not in git may be a part of something larger.
        return End.ELSEWHERE if of_github or not self.tracked else End.OUTSIDE

    def _look_up(self, path: str) -> End:
        if path in self.files:
            return End.FILE
        if path in self._folders:
            return End.FOLDER
        above = path
        while above := posixpath.dirname(above):
            if above in self.files:
                # A link to a folder, or another repository inside: nothing is known behind it.
                return End.ELSEWHERE
        return End.CASE if path.lower() in self._lower else End.DEAD
