"""The page of the scaling benchmark, made from its record alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.record import Record

PAGE = Path(__file__).parents[2] / "content" / "reference" / "scaling-benchmark.md"
WAYS: Mapping[str, str] = {
    "spawn": "one by one, each in a new interpreter",
    "fork": "one by one, forked from a warm one",
    "pool": "two side by side",
    "cluster": "Dask, two workers with one thread each",
    "shards": "four shards, then merged",
    "stored": "all from the store",
    "changed": "one example changed, the others from the store",
}
_INTRODUCTION = (Path(__file__).parent / "page" / "scaling.md").read_text(encoding="utf-8")


def write(record: Record, path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(render(record), encoding="utf-8")


def render(record: Record) -> str:
    """Return the page of a record, as Markdown."""
    parts = [_INTRODUCTION.strip(), *_machine(record), *_busy(record)]
    for size in sorted(record.get("sizes", {}), key=int):
        parts += [f"## {int(size):,} examples", *_table(record["sizes"][size], int(size))]
    parts += _growth(record)
    versions = [f"| {name} | {number} |" for name, number in sorted(record["versions"].items())]
    parts += ["## Versions", "\n".join(["| Program | Version |", "| --- | --- |", *versions])]
    return "\n\n".join(parts) + "\n"


def _busy(record: Record) -> Iterator[str]:
    """Yield that the machine was busy, where it was."""
    loads = [way["load"] for ways in record["sizes"].values() for way in ways.values()]
    if record["machine"] and loads and max(loads) > record["machine"]["cores"]:
        yield (
            f"**The machine was not quiet:** the load was {min(loads)} to {max(loads)}. So times "
            "are longer than they would be, by another factor for each way; take the processor "
            "time as the better measure of cost, and expect more of two processors than is seen "
            "here."
        )


def _table(ways: Record, size: int) -> Iterator[str]:
    lines = [
        "| Way | Time | For an example | Compared | Processor | Memory | Load before |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    one = ways.get("fork", {}).get("wall_seconds")
    for name, title in WAYS.items():
        if name not in ways:
            continue
        way = ways[name]
        wall = way["wall_seconds"]
        ratio = f"{wall / one:.2f}" if one else ""
        memory = f"{way['peak_bytes'] / 1e6:.0f} MB"
        cells = [
            f"{wall:.1f} s",
            f"{wall / size * 1000:.1f} ms",
            ratio,
            f"{way['cpu_seconds']:.1f} s",
        ]
        lines.append(f"| {title} | {' | '.join(cells)} | {memory} | {way['load']} |")
    yield "\n".join(lines)
    if "shards" in ways:
        merge = ways["shards"]["merge_seconds"]
        yield (
            "The time of the shards is that of the slowest of four, as if each had a machine of "
            f"its own, and that of merging, {merge:.1f} s. Their processor time is that of all."
        )
    if "spawn" in ways and one:
        more = (ways["spawn"]["wall_seconds"] - one) / size * 1000
        yield f"A new interpreter costs {more:.0f} ms an example more than a fork."


def _growth(record: Record) -> Iterator[str]:
    sizes = sorted(record.get("sizes", {}), key=int)
    if len(sizes) < 2:
        return
    few, many = record["sizes"][sizes[0]], record["sizes"][sizes[-1]]
    factor = int(sizes[-1]) / int(sizes[0])
    yield "## How it grows"
    yield f"What {factor:g} times as many examples take, as a multiple:"
    lines = ["| Way | Time | Memory |", "| --- | ---: | ---: |"]
    for name, title in WAYS.items():
        if name in few and name in many:
            time = many[name]["wall_seconds"] / few[name]["wall_seconds"]
            memory = many[name]["peak_bytes"] / few[name]["peak_bytes"]
            lines.append(f"| {title} | {time:.1f} | {memory:.1f} |")
    yield "\n".join(lines)


def _machine(record: Record) -> Iterator[str]:
    machine = record["machine"]
    if machine:
        yield (
            f"These numbers come from a machine with {machine['cores']} cores and "
            f"{machine['memory_gb']} GB of memory ({machine['system']}, {machine['processor']}). "
            "Compare numbers of the same table. The load is how many processes wanted to work in "
            "the minute before: where it is high, other programs took a part of the machine."
        )
