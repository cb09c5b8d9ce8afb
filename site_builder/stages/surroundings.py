"""Find out what the result of tests depends on besides their code: files, imports, versions."""

import hashlib
import platform
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from importlib import metadata
from pathlib import Path

from site_builder.model import Example, ProofRecord, Settings
from site_builder.text.project_imports import Closure, ModuleFile, is_test_file
from site_builder.text.tested import depends_on


def digests_of(paths: Iterable[str], settings: Settings) -> Mapping[str, str]:
    """Return the digest of each of some files that is there.

    Args:
        paths: Paths relative to the project's root.
        settings: The project.
    """
    found = {}
    for path in paths:
        try:
            found[path] = hashlib.sha256((settings.root / path).read_bytes()).hexdigest()
        except OSError:
            continue
    return found


def stale_reason(record: ProofRecord, example: Example, digests: Mapping[str, str]) -> str:
    """Return what has changed since a record was made, empty if nothing has.

    Args:
        record: The record.
        example: Its example as it is now.
        digests: The digests of the files as they are now.
    """
    known = {file.path for file in record.files}
    for file in record.files:
        if file.path not in digests:
            return f"{file.path} is gone since the tests were run"
        if digests[file.path] != file.digest:
            return f"{file.path} has changed since the tests were run"
    for own in example.files:
        if depends_on(own.name) and own.path not in known:
            return f"{own.path} is new since the tests were run"
    return ""


def python_version() -> str:
    """Return the version of Python that runs here."""
    return platform.python_version()


def importers_of(
    example: Example, closure: Closure, find: Mapping[str, Collection[str]]
) -> Mapping[str, frozenset[str]]:
    """Return for each module the test files that import it: directly, else through others.

    Args:
        example: The example.
        closure: Its modules, those of its tests included, and what they import.
        find: For each module, by its name, the modules of the project that it imports itself.
    """
    by_name = {module.name: module for module in closure.modules}
    tests = {file.path for file in example.files if is_test_file(file.name)}
    starts = [one for one in closure.modules if one.path in tests]
    direct: dict[str, set[str]] = defaultdict(set)
    indirect: dict[str, set[str]] = defaultdict(set)
    for start in starts:
        for name in find.get(start.name, ()):
            direct[by_name[name].path].add(start.path)
        for module in _reached(start, by_name, find):
            indirect[module.path].add(start.path)
        direct[start.path].add(start.path)
    return {path: frozenset(direct.get(path) or indirect[path]) for path in {*direct, *indirect}}


def _reached(
    start: ModuleFile, by_name: Mapping[str, ModuleFile], find: Mapping[str, Collection[str]]
) -> Iterable[ModuleFile]:
    seen: dict[str, None] = {}
    waiting = [start.name]
    while waiting:
        for name in find.get(waiting.pop(), ()):
            if name not in seen:
                seen[name] = None
                waiting.append(name)
    return [by_name[name] for name in seen]


def changed_pin(record: ProofRecord) -> str:
    """Return the distribution that is not installed as a record says, empty if all are."""
    for pin in record.pins:
        try:
            installed = metadata.version(pin.name)
        except metadata.PackageNotFoundError:
            installed = "none"
        if installed != pin.version:
            return f"{pin.name} {pin.version} -> {installed}"
    return ""


def code_paths(paths: Iterable[str]) -> tuple[str, ...]:
    """Return those paths that lie in no hidden folder and in none of other people's packages."""
    return tuple(
        path
        for path in paths
        if not any(
            part.startswith(".") or part in {"node_modules", "site-packages"}
            for part in Path(path).parts
        )
    )
