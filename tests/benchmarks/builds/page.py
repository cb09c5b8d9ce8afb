"""The page on how fast builds are, made from the record alone."""

from collections.abc import Iterator
from pathlib import Path

from site_builder.text.bar_chart import Bar, bar_chart
from tests.benchmarks.builds.figures import is_seen, memory, ratio, seconds, spread, table
from tests.benchmarks.builds.goals import SIZE, goals
from tests.benchmarks.builds.losses import OTHERS, SERVED, STEPS, losses
from tests.benchmarks.builds.profiled import PARTS, WITHIN
from tests.benchmarks.builds.results import middle
from tests.benchmarks.builds.tools import TOOLS
from tests.benchmarks.record import Record

PAGE = Path(__file__).parents[3] / "content" / "reference" / "how-fast.md"
FEWEST = 3
"""Repetitions that a median needs to say something."""
_PROSE = Path(__file__).parents[1] / "page"


def write(record: Record, path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(render(record), encoding="utf-8")


def render(record: Record) -> str:
    """Return the page of a record, as Markdown."""
    measures: Record = record["measures"]
    parts = [
        _prose("builds"),
        *_charts(measures.get("builds", {})),
        *_short(measures.get("builds", {})),
        _prose("builds-numbers"),
        *_machine(record),
        *_builds(measures.get("builds", {})),
        *_memory(measures.get("builds", {})),
        *_serve(measures.get("serve", {})),
        *_links(measures.get("links", {})),
        *_losses(measures),
        *_goals(measures),
        *_profile(measures.get("profile", {})),
        *_handbook(measures.get("handbook", {})),
        _prose("builds-method"),
        "## Versions",
        _versions(record),
    ]
    return "\n\n".join(parts) + "\n"


def _prose(name: str) -> str:
    return (_PROSE / f"{name}.md").read_text(encoding="utf-8").strip()


def _machine(record: Record) -> Iterator[str]:
    machine, loads = record["machine"], list(_loads(record["measures"]))
    if not machine or not loads:
        return
    yield (
        f"The numbers come from a machine with {machine['cores']} cores and "
        f"{machine['memory_gb']} GB of memory ({machine['system']}, {machine['processor']}). "
        f"Its load before the commands was {min(loads)} to {max(loads)}: that many processes "
        "wanted to work in the minute before, the builds of this benchmark among them."
    )
    if max(loads) > 2 * machine["cores"]:
        yield (
            "**The machine was not quiet.** So times are longer than they would be, by another "
            "factor for each tool; take the processor time as the better measure of cost."
        )


def _short(sizes: Record) -> Iterator[str]:
    """Yield that the numbers are few, where they are."""
    often = [len(rounds) for steps in sizes.values() for rounds in steps.get("edit", {}).values()]
    if often and max(often) < FEWEST:
        yield (
            "**This was a short run.** It shows that the benchmark works; for numbers that you can "
            "rely on, run all of it on a quiet machine."
        )


def _loads(part: Record | list[Record]) -> Iterator[float]:
    """Yield the load before each repetition, however deep it lies."""
    for one in part if isinstance(part, list) else part.values():
        if isinstance(one, dict) and "load" in one:
            yield one["load"]
        elif isinstance(one, dict | list):
            yield from _loads(one)


def _charts(sizes: Record) -> Iterator[str]:
    """Yield a chart for each step, of the largest text that was built in all ways."""
    whole = [size for size in sizes if all(step in sizes[size] for step in STEPS)]
    if not whole:
        return
    size = max(whole, key=int)
    yield f"## {int(size):,} pages at a glance"
    yield "The bars are the medians of the time; shorter is faster."
    longest = max(
        middle(rounds, "wall_seconds") for step in STEPS for rounds in sizes[size][step].values()
    )
    for step, words in STEPS.items():
        bars = [
            Bar(TOOLS[name].short, 100 * value / longest, seconds(value))
            for name, rounds in _of_tools(sizes[size][step])
            for value in [middle(rounds, "wall_seconds")]
        ]
        title = f"{int(size):,} pages, {words}"
        said = ", ".join(f"{bar.label} {bar.note}" for bar in bars)
        yield f"**{words.capitalize()}:**"
        yield bar_chart(f"builds-{step}", title, f"{said}.", bars)


def _losses(measures: Record) -> Iterator[str]:
    found = list(losses(measures))
    if not found:
        return
    yield "## Where others need less"
    yield (
        "These are all the cases in which site-builder needs more than another tool. Where the "
        "repetitions of the two lie among each other, the difference may be chance."
    )
    lines = [[loss.what, loss.ours, *loss.others] for loss in found]
    yield table(["What", "site-builder", *(TOOLS[one].title for one in OTHERS)], lines)


def _goals(measures: Record) -> Iterator[str]:
    found = list(goals(measures))
    if not found:
        return
    yield "## What we aim at"
    yield _prose("builds-goals")
    lines = [
        [goal.what, f"{goal.most:.2f}", f"{goal.measured:.2f}", "yes" if goal.is_reached else "no"]
        for goal in found
    ]
    yield table([f"Ratio, {int(SIZE):,} pages", "At most", "Measured", "Reached"], lines)
    if not all(goal.is_reached for goal in found):
        yield _prose("builds-limits")


def _builds(sizes: Record) -> Iterator[str]:
    for size in sorted(sizes, key=int):
        for step in (one for one in STEPS if one in sizes[size]):
            yield f"## {int(size):,} pages, {STEPS[step]}"
            tools: Record = sizes[size][step]
            lines = [
                [
                    TOOLS[name].title,
                    *(spread(rounds, key) for key in ("wall_seconds", "cpu_seconds")),
                    spread(rounds, "peak_bytes"),
                    *(ratio(rounds, tools.get(one)) for one in OTHERS),
                ]
                for name, rounds in _of_tools(tools)
            ]
            head = ["Tool", "Time", "Processor", "Memory", "Time to Material", "to Zensical"]
            yield table(head, lines)


def _memory(sizes: Record) -> Iterator[str]:
    """Yield how the memory grows, where more than one size was built from nothing."""
    cold = {int(size): steps["cold"] for size, steps in sizes.items() if "cold" in steps}
    names = [one for one in TOOLS if sum(one in tools for tools in cold.values()) > 1]
    if not names:
        return
    yield "## How memory grows"
    lines = [
        [
            f"{size:,}",
            *(
                memory(middle(cold[size][one], "peak_bytes")) if one in cold[size] else ""
                for one in names
            ),
        ]
        for size in sorted(cold)
    ]
    yield table(["Pages, built from nothing", *(TOOLS[one].title for one in names)], lines)


def _serve(sizes: Record) -> Iterator[str]:
    for size in sorted(sizes, key=int):
        yield f"## {int(size):,} pages, from saving to seeing"
        lines = []
        for kind, tools in ((one, sizes[size].get(one, {})) for one in SERVED):
            for name, rounds in _of_tools(tools):
                said = spread(rounds, "wall_seconds") if is_seen(rounds) else "never shown"
                others = (ratio(rounds, tools.get(one)) for one in OTHERS)
                lines.append([f"{TOOLS[name].short}, a {kind} saved", said, *others])
        yield table(["Tool", "Time", "to Material", "to Zensical"], lines)


def _links(sizes: Record) -> Iterator[str]:
    for size in sorted(sizes, key=int):
        ways: Record = sizes[size]
        if "check" not in ways or "parser" not in ways:
            continue
        yield f"## {int(size):,} pages, the links of the finished site"
        titles = {"check": "our check of links", "parser": "Python's `html.parser`"}
        lines = [
            [
                title,
                *(spread(ways[way], key) for key in ("wall_seconds", "cpu_seconds")),
                spread(ways[way], "peak_bytes"),
                f"{ways[way][0]['links']:,}",
            ]
            for way, title in titles.items()
        ]
        yield table(["Reader", "Time", "Processor", "Memory", "Links read"], lines)
        often = ratio(ways["parser"], ways["check"], "cpu_seconds")
        yield (
            f"Python's parser takes {often} times the processor time of our check. The check also "
            "follows each link to its page and its anchor; the parser only collects them."
        )


def _profile(sizes: Record) -> Iterator[str]:
    for size in sorted(sizes, key=int):
        yield f"## {int(size):,} pages, where our time goes"
        yield _prose("builds-profile")
        steps: Record = sizes[size]
        titles = {step: words for step, words in STEPS.items() if step in steps}
        rows = {"the program is loaded": [_share(one["loading"], one) for one in steps.values()]}
        for part in PARTS:
            rows[part] = [_share(steps[step]["parts"][part], steps[step]) for step in titles]
            if part in WITHIN:
                within = [_share(steps[step]["within"][part], steps[step]) for step in titles]
                rows["… of that, code is highlighted"] = within
        rows["all else"] = [_share(_rest(steps[step]), steps[step]) for step in titles]
        lines = [[part, *shares] for part, shares in rows.items()]
        yield table(["Part of the build", *titles.values()], lines)


def _share(part: float, step: Record) -> str:
    whole = step["loading"] + step["whole"]
    return f"{seconds(part)} ({part / whole:.0%})"


def _rest(step: Record) -> float:
    return max(0.0, float(step["whole"]) - sum(step["parts"].values()))


def _handbook(steps: Record) -> Iterator[str]:
    if not steps:
        return
    yield _prose("builds-handbook")
    titles = {**STEPS, "edit": "one page edited"}
    lines = [
        [title, *(spread(steps[step], key) for key in ("wall_seconds", "cpu_seconds"))]
        for step, title in titles.items()
        if step in steps
    ]
    yield table(["Build", "Time", "Processor"], lines)


def _of_tools(tools: Record) -> Iterator[tuple[str, list[Record]]]:
    yield from ((name, tools[name]) for name in TOOLS if name in tools)


def _versions(record: Record) -> str:
    lines = [f"| {name} | {number} |" for name, number in sorted(record["versions"].items())]
    return "\n".join(["| Program | Version |", "| --- | --- |", *lines])
