"""Tell the state of things in words that are the same whenever the things are."""

import dataclasses
import enum
import functools
import hashlib
import os
import re
import sys
import sysconfig
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath

import site_builder

_DEEPEST = 20
_PLAIN = (
    *(str, bytes, int, float, complex, bool, type(None), Decimal),
    *(PurePath, enum.Enum, date, time, timedelta),
)


class UndescribableError(Exception):
    """A value has a state that cannot be told; the message names its type."""


def describe(value: object, *, depth: int = 0) -> str:
    """Return the state of a value of a configuration.

    Args:
        value: The value. Functions and classes count with the content of their file, unless that
            belongs to an installed package, whose version says as much.
        depth: How many values it lies in.

    Raises:
        UndescribableError: Something in it has a state that cannot be seen from outside.
    """
    if depth > _DEEPEST:
        raise UndescribableError(f"a value that holds itself ({type(value).__name__})")
    if isinstance(value, _PLAIN):
        return f"{type(value).__name__} {value!r}"
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    parts = [describe(one, depth=depth + 1) for one in _within(value)]
    return f"{name}({', '.join(sorted(parts) if isinstance(value, Set) else parts)})"


def _within(value: object) -> Iterator[object]:
    """Yield what a value consists of."""
    match value:
        case Mapping():
            yield from value.items()
        case list() | tuple() | set() | frozenset():
            yield from value
        case re.Pattern():
            yield from (value.pattern, value.flags)
        case functools.partial():
            yield from (value.func, value.args, value.keywords)
        case types.ModuleType():
            yield from (value.__name__, _source_of(value.__name__))
        case types.MethodType():
            yield from (value.__func__, value.__self__)
        case types.FunctionType() | types.BuiltinFunctionType() | type():
            yield from (value.__module__, value.__qualname__, _source_of(value.__module__))
        case _ if dataclasses.is_dataclass(value):
            yield from (getattr(value, field.name) for field in dataclasses.fields(value))
        case _ if names := _names_of(value):
            yield from ((name, getattr(value, name, None)) for name in names)
        case _:
            raise UndescribableError(f"a value of type {type(value).__name__}")


def _names_of(value: object) -> list[str]:
    """Return the attributes of an object, whether it has a dictionary or slots for them."""
    slots = [name for one in type(value).__mro__ for name in getattr(one, "__slots__", ()) or ()]
    return [*getattr(value, "__dict__", {}), *(one for one in slots if not one.startswith("__"))]


def callables_in(value: object) -> Iterator[Callable[..., object]]:
    """Yield the functions and classes that a value of a configuration holds."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from callables_in(one)
    elif isinstance(value, functools.partial):
        yield value.func
    elif callable(value):
        yield value


def digest(*parts: str) -> str:
    """Return a digest of texts, which tells them apart from any others."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(b"%d\n" % len(data))
        found.update(data)
    return found.hexdigest()


def digest_of_file(path: Path) -> str:
    """Return a digest of what a file holds; empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def digest_of_folder(folder: Path) -> str:
    """Return a digest of the names and contents of all files below a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest(
        *(f"{path.relative_to(folder).as_posix()} {digest_of_file(path)}" for path in paths)
    )


def installation() -> str:
    """Return which Python runs, and which versions of which packages are there."""
    found = [sys.version]
    for entry in dict.fromkeys(sys.path):
        folder = Path(entry)
        if entry and folder.is_dir():
            names = (path.name for path in folder.iterdir())
            found += sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
    # An installation for development changes without a new version.
    return digest(*found, *_stamps(Path(site_builder.__file__).parent.rglob("*.py")))


@cache
def installed_folders() -> tuple[str, ...]:
    """Return the folders whose content belongs to Python or to an installed package."""
    found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))}
    # Its own files are looked at one by one.
    found.add(str(Path(site_builder.__file__).parent))
    return tuple(f"{folder}{os.sep}" for folder in sorted(found))


def _stamps(paths: Iterable[Path]) -> list[str]:
    found = []
    for path in sorted(paths):
        status = path.stat()
        found.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return found


def _source_of(module: str) -> str:
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    return "" if file.startswith(installed_folders()) else digest_of_file(Path(file))
