"""Look at the things that results depend on, and give each a digest of the state that it is in."""

import hashlib
import importlib
import json
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from importlib.machinery import PathFinder, all_suffixes
from pathlib import Path

from site_builder.model import Part, PartKind, Seen, SeenKind, Settings
from site_builder.model.part import ABSENT, SHADOWING
from site_builder.text.parts import digest_of

_MOST_NAMES = 1000
"""How many names of a folder are kept for telling which is new."""
_WORD = re.compile(r"(?<![\w./])/[\w./+-]+|[\w.+-]+")
"""A name or an absolute path."""
_OF_INSTALLER = (".dist-info/", ".egg-info/")


class Fingerprint:
    """The state of things, each looked at once; so use a new one for each build."""

    def __init__(self, settings: Settings) -> None:
        """Look at things as a project sees them.

        Args:
            settings: The project; paths are relative to its root.
        """
        # Python remembers which files a folder has; some may be new.
        importlib.invalidate_caches()
        self._settings = settings
        self._known: dict[tuple[PartKind, str], Part] = {}

    def files(self, paths: Iterable[str]) -> tuple[Part, ...]:
        """Return the content of files.

        Args:
            paths: Paths relative to the project's root, or absolute ones.
        """
        return tuple(self._part(PartKind.FILE, path) for path in paths)

    def modules(self, names: Iterable[str]) -> tuple[Part, ...]:
        """Return whether modules that do not belong to the project can be imported.

        Args:
            names: Their names, without dots.
        """
        wanted = (name for name in names if name not in sys.stdlib_module_names)
        return tuple(self._part(PartKind.MODULE, name) for name in wanted)

    def shadows(self, folders: Iterable[Path]) -> tuple[Part, ...]:
        """Return the modules of the project that take the place of others of the same name.

        Args:
            folders: Where modules of the project are looked for.
        """
        own = set(folders)
        others = {Path(entry) for entry in sys.path if entry} - own
        names = {name for folder in own for name in _importable(folder)}
        names &= sys.stdlib_module_names.union(*map(_importable, others))
        return tuple(Part(PartKind.MODULE, name, SHADOWING) for name in sorted(names))

    def programs(self, text: str) -> tuple[Part, ...]:
        """Return the programs that a script may start: each that one of its words is the name of.

        A word that is no command counts as well, since it does no harm.

        Args:
            text: The script.
        """
        folders = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
        found = (shutil.which(word, path=folders) for word in sorted({*_WORD.findall(text)}))
        return tuple(self._part(PartKind.PROGRAM, path) for path in dict.fromkeys(found) if path)

    def seen(self, seen: Iterable[Seen]) -> tuple[Part, ...]:
        """Return the state in which things are now that a run was seen to use.

        Args:
            seen: The things. Variables are left out: what is declared counts, seen or not.
        """
        wanted = (one for one in seen if one.kind is not SeenKind.VARIABLE)
        return tuple(self._part(PartKind(one.kind.value), one.name) for one in wanted)

    def again(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """Return the same things in the state in which they are now."""
        return tuple(self._part(one.kind, one.name) for one in parts)

    def _part(self, kind: PartKind, name: str) -> Part:
        key = (kind, name)
        # Two threads may look at a thing at once, which does no harm.
        if key not in self._known:
            self._known[key] = self._look(kind, name)
        return self._known[key]

    def _look(self, kind: PartKind, name: str) -> Part:
        path = self._settings.root / name
        match kind:
            case PartKind.FOLDER:
                names = _names_in(path)
                few = names is not None and len(names) <= _MOST_NAMES
                shown = "/".join(names or ()) if few else ""
                return Part(kind, name, ABSENT if names is None else digest_of(names), shown)
            case PartKind.DISTRIBUTION:
                return _distribution(name)
            case PartKind.MODULE:
                return Part(kind, name, self._state_of_module(name))
            case PartKind.PROGRAM:
                return Part(kind, name, _program(path))
            case _:
                return Part(kind, name, file_digest(path))

    def _state_of_module(self, name: str) -> str:
        """Return whether a module can be imported, without importing the packages that it is in."""
        root = str(self._settings.root)
        folders = [root, *sys.path]
        parts = name.split(".")
        origin = None
        for at in range(1, len(parts) + 1):
            spec = PathFinder.find_spec(".".join(parts[:at]), folders)
            if spec is None:
                return ABSENT
            folders, origin = [*(spec.submodule_search_locations or ())], spec.origin
        inside = Path(origin).is_relative_to(root) if origin else False
        return self._settings.relative(Path(origin or "")) if inside else "installed"


def file_digest(path: Path) -> str:
    """Return a digest of a file's content, links followed.

    Args:
        path: The file. What is neither file nor absent, such as a folder or a pipe, is told apart
            from both, and not opened.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return "folder" if stat.S_ISDIR(mode) else "special"
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        # A file in the place of a folder on the way, a circle of links, no permission.
        return f"unreadable {error.errno}"


def changed_since(path: Path, moment: float) -> bool:
    """Return whether a file or folder has changed since a moment, links followed.

    Args:
        path: The file.
        moment: The moment, in seconds since 1970.
    """
    try:
        status = path.stat()
    except OSError:
        return False
    return max(status.st_mtime, status.st_ctime) > moment


def variables(names: Iterable[str], environment: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the values of variables, as digests only.

    Args:
        names: The variables that an example declares.
        environment: The author's variables.
    """
    return tuple(
        Part(
            PartKind.VARIABLE,
            name,
            digest_of(environment[name]) if name in environment else ABSENT,
        )
        for name in names
    )


def setting(name: str, value: object) -> Part:
    """Return a value that an example or a project has set.

    Args:
        name: What it is called.
        value: The value; JSON must be able to hold it.
    """
    shown = json.dumps(value, sort_keys=True)
    return Part(PartKind.SETTING, name, digest_of(value), shown)


def _names_in(folder: Path) -> list[str] | None:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - the names as the run got them
    except OSError:
        return None


def _importable(folder: Path) -> set[str]:
    """Return the names of modules and packages that lie in a folder."""
    suffixes = tuple(all_suffixes())
    names = _names_in(folder) or []
    modules = {name.partition(".")[0] for name in names if name.endswith(suffixes)}
    return modules | {name for name in names if (folder / name / "__init__.py").is_file()}


def _distribution(name: str) -> Part:
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return Part(PartKind.DISTRIBUTION, name, ABSENT)
    # The same version may be built anew; what installers and the place add does not count.
    record = (found.read_text("RECORD") or "").splitlines()
    files = sorted(
        line
        for line in record
        if not line.startswith("../")
        and not any(one in line for one in _OF_INSTALLER)
        and "__pycache__/" not in line
    )
    version = found.version
    return Part(PartKind.DISTRIBUTION, name, digest_of([version, *files]), version)


def _program(path: Path) -> str:
    if os.path.realpath(path) == os.path.realpath(sys.executable):
        # Its version counts already, and the file is large.
        return "this Python"
    first = shutil.which(path.name, path=os.defpath) or ""
    return digest_of([first, file_digest(path)])
