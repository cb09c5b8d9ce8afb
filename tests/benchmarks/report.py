"""The page of the benchmark, made from its record alone."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.record import Record
from tests.benchmarks.rows import Cell, Row, cell, rows

PAGE = Path(__file__).parents[2] / "content" / "reference" / "single-file-benchmark.md"
OURS = "site-builder"
TITLES: Mapping[str, str] = {
    OURS: "site-builder",
    "print-site": "print-site",
    "sphinx": "Sphinx singlehtml",
    "pandoc": "pandoc",
}
CORPORA: Mapping[str, tuple[str, str]] = {
    "pages-100": (
        "100 pages",
        (
            "Each page has 600 words, 5 sections, 5 listings of 15 lines, a table, and 10 links to "
            "other pages or to sections of them."
        ),
    ),
    "pages-1000": ("1,000 pages", "The same kind of pages, ten times as many."),
    "book": (
        "A book",
        (
            "12 chapters with 105,000 words, 220 listings of 30 lines, 24 drawings in SVG, 720 "
            "links between its 120 sections, and a footnote in each section."
        ),
    ),
}
_INTRODUCTION = (Path(__file__).parent / "page" / "introduction.md").read_text(encoding="utf-8")
_LIMITS = (Path(__file__).parent / "page" / "limits.md").read_text(encoding="utf-8")


def write(record: Record, path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(render(record), encoding="utf-8")


def render(record: Record) -> str:
    """Return the page of a record, as Markdown."""
    parts = [_INTRODUCTION.strip(), _machine(record)]
    for name, (title, about) in CORPORA.items():
        if name in record["corpora"]:
            parts += [f"## {title}", about, *_corpus(record["corpora"][name])]
    parts += [_LIMITS.strip(), "## Versions", _versions(record), "## Commands", _commands(record)]
    return "\n\n".join(parts) + "\n"


def _corpus(tools: Record) -> Iterator[str]:
    plain = tools["mkdocs-plain"]
    shown = {name: tools[name] for name in TITLES if name in tools}
    if seconds := plain["build"].get("wall_seconds"):
        yield (
            f"The plain site, as MkDocs and Material build it, took {seconds:.1f} s "
            f"and {plain['build']['peak_bytes'] / 1e6:.0f} MB of memory."
        )
    lines = [(row, [cell(row, one) for one in shown.values()]) for row in rows(plain)]
    told = [(row, cells) for row, cells in lines if any(one.value is not None for one in cells)]
    head = ["Measure", *(TITLES[one] for one in shown)]
    table = [head, ["---", *["---:"] * len(shown)], *(_line(row, cells) for row, cells in told)]
    yield "\n".join(f"| {' | '.join(one)} |" for one in table)
    deaths = list(_deaths(shown))
    if deaths:
        yield "What did not end well:\n\n" + "\n".join(f"- {one}" for one in deaths)
    if OURS in shown:
        yield from _better(told, list(shown))


def _line(row: Row, cells: Sequence[Cell]) -> list[str]:
    best = _best(row, cells)
    return [row.title, *(f"**{one.text}**" if one in best else one.text for one in cells)]


def _best(row: Row, cells: Sequence[Cell]) -> list[Cell]:
    """Return the best ones; none where all are equally good, for nobody is to be praised then."""
    values = [one.value for one in cells if one.value is not None]
    if len(values) < 2 or min(values) == max(values):
        return []
    best = max(values) if row.more_is_better else min(values)
    return [one for one in cells if one.value == best]


def _better(told: Sequence[tuple[Row, Sequence[Cell]]], names: Sequence[str]) -> Iterator[str]:
    """Yield where another tool did better than ours."""
    ours = names.index(OURS)
    lost = []
    for row, cells in told:
        best = _best(row, cells)
        if not best or cells[ours].value is None or cells[ours] in best:
            continue
        winners = (
            f"{TITLES[name]} {one.text}"
            for name, one in zip(names, cells, strict=True)
            if one in best
        )
        lost.append(f"- {row.title}: {', '.join(winners)}; site-builder {cells[ours].text}")
    if lost:
        yield "Where another tool does better:"
        yield "\n".join(lost)


def _deaths(tools: Record) -> Iterator[str]:
    steps = {
        "build": "the build",
        "load": "opening the file",
        "load_slower": "opening the file with a slower processor",
        "scroll": "scrolling",
        "axe": "the check of accessibility",
        "search": "the search",
    }
    for name, tool in tools.items():
        for step, words in steps.items():
            if reason := tool.get(step, {}).get("died"):
                yield f"{TITLES[name]}, {words}: {reason}"


def _machine(record: Record) -> str:
    machine = record["machine"]
    if not machine:
        return ""
    return (
        f"These numbers come from a machine with {machine['cores']} cores and "
        f"{machine['memory_gb']} GB of memory ({machine['system']}, {machine['processor']}). "
        "Compare numbers of the same table; on another machine all of them differ."
    )


def _versions(record: Record) -> str:
    lines = [f"| {name} | {version} |" for name, version in sorted(_fold(record["versions"]))]
    return "\n".join(["| Program | Version |", "| --- | --- |", *lines])


def _fold(versions: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(versions.items(), key=lambda one: one[0].lower())


def _commands(record: Record) -> str:
    tools: Record = next(iter(record["corpora"].values()), {})
    lines = [tools[name]["command"] for name in ("mkdocs-plain", *TITLES) if name in tools]
    return "\n".join(["```sh", *lines, "```"])
