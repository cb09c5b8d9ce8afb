"""The record of the builds: a JSON file into which each step is merged as soon as it is done."""

from pathlib import Path
from statistics import median

from tests.benchmarks import record
from tests.benchmarks.builds.tools import versions
from tests.benchmarks.process import Took
from tests.benchmarks.record import Record

PATH = Path(__file__).parents[1] / "results" / "builds.json"


def read(path: Path = PATH) -> Record:
    """Return the record, or an empty one."""
    return record.read(path) if path.exists() else {"versions": {}, "machine": {}, "measures": {}}


def keep(names: tuple[str, ...], measured: Record | list[Record], path: Path = PATH) -> None:
    """Write what was measured in the place of what it was before.

    Args:
        names: The measure, the number of pages or another division, and the tool.
        measured: What each repetition took, or what was measured once.
        path: The file.
    """
    kept = read(path)
    held: Record = kept["measures"]
    for name in names[:-1]:
        held = held.setdefault(name, {})
    held[names[-1]] = measured
    record.write({**kept, "versions": versions(), "machine": record.machine()}, path)


def took(measured: Took, load: float) -> Record:
    """Return what the record holds of a command.

    Args:
        measured: What it took.
        load: The load of the machine in the minute before.
    """
    return {
        "wall_seconds": round(measured.wall_seconds, 2),
        "cpu_seconds": round(measured.cpu_seconds, 2),
        "peak_bytes": measured.peak_bytes,
        "load": round(load, 1),
    }


def middle(rounds: list[Record], key: str) -> float:
    """Return the median of a value."""
    return float(median(one[key] for one in rounds))
