"""Read what the watch of a run has reported: what it must not do, and what it depends on."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from site_builder.model import Code, Seen, SeenKind, Settings, Violation

_KINDS = {
    "write": Code.RUN_WROTE_OUTSIDE,
    "variable": Code.RUN_UNDECLARED_VARIABLE,
    "network": Code.RUN_NETWORK,
    "child": Code.RUN_CHILD_FAILED,
}
_PATHS = frozenset({SeenKind.FILE, SeenKind.FOLDER, SeenKind.MISSING})


def read_report(report: Path, settings: Settings) -> tuple[tuple[Violation, ...], tuple[Seen, ...]]:
    """Return what a report holds, each thing once.

    Args:
        report: The file that the watch of a run wrote.
        settings: The project, below whose root paths are relative.

    Returns:
        What the run must not do, in the order in which it tried; what it depends on, sorted.
    """
    if not report.exists():
        return (), ()
    entries = [*_entries(report.read_text(encoding="utf-8", errors="replace"))]
    violations = (
        Violation(_KINDS[entry["kind"]], entry["what"], entry["file"], int(entry["line"]))
        for entry in entries
        if entry.get("kind") in _KINDS
    )
    seen = {one for entry in entries if "seen" in entry for one in _seen(entry, settings)}
    return tuple(dict.fromkeys(violations)), tuple(sorted(seen))


def _entries(text: str) -> Iterable[dict[str, str]]:
    """Yield the lines of a report that are whole; a run that was killed may leave half a one."""
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(entry, dict):
            yield entry


def _seen(entry: Mapping[str, str], settings: Settings) -> Iterable[Seen]:
    kind, name = entry["seen"], entry["name"]
    if kind == "package":
        folder, _, top = name.rpartition("/")
        for distribution in _distributions(folder).get(top, ()):
            yield Seen(SeenKind.DISTRIBUTION, distribution)
    elif kind in _PATHS:
        yield Seen(SeenKind(kind), settings.relative(Path(name)))
    else:
        yield Seen(SeenKind(kind), name)


@cache
def _distributions(folder: str) -> Mapping[str, tuple[str, ...]]:
    """Return the distributions that have files in each top-level entry of a folder of packages."""
    found: dict[str, set[str]] = {}
    for record in Path(folder).glob("*.dist-info/RECORD"):
        name = record.parent.name.removesuffix(".dist-info").rpartition("-")[0]
        for line in record.read_text(encoding="utf-8", errors="replace").splitlines():
            top = line.partition(",")[0].strip('"').partition("/")[0]
            if not top.endswith((".dist-info", "..")):
                found.setdefault(top, set()).add(name)
    return {top: tuple(sorted(names)) for top, names in found.items()}
