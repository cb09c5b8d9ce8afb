"""The record of the benchmark: a JSON file that parts of a run are merged into."""

import json
import os
import platform
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("results") / "single-file.json"

# What a record holds is as deep as JSON is, and read by the report alone.
Record = dict[str, Any]


def read(path: Path = PATH) -> Record:
    """Return the record, or an empty one."""
    if not path.exists():
        return {"versions": {}, "machine": {}, "corpora": {}}
    loaded: Record = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def merge(record: Record, corpus: str, tool: str, measured: Record) -> Record:
    """Return a record in which what was measured takes the place of what it was before."""
    corpora = dict(record["corpora"])
    corpora[corpus] = {**corpora.get(corpus, {}), tool: measured}
    return {**record, "corpora": corpora}


def write(record: Record, path: Path = PATH) -> None:
    """Write the record, in an order that shows small differences between two runs."""
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(record, indent=2, ensure_ascii=False, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8")


def machine() -> Record:
    """Return what a record says of the machine that it was made on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "system": platform.system(),
        "processor": platform.machine(),
    }
