"""Write what was measured for people and for programs: Markdown, CSV, and a page of its own."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from html import escape

from llmkit.bench.analysis import Difference, Summary
from llmkit.bench.charts import bar_chart
from llmkit.bench.environment import Environment
from llmkit.bench.results import BenchmarkResult
from llmkit.bench.statistics import Estimate

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}"
    "td,th{padding:.3rem .8rem;border-bottom:1px solid #8886;text-align:right}"
    "td:first-child,th:first-child{text-align:left}:root{color-scheme:light dark}"
)

Cell = Callable[[Summary], str]
_COLUMNS: Mapping[str, Cell] = {
    "Model": lambda one: one.result.label,
    "First token, median": lambda one: _seconds(one.time_to_first_token.get("p50")),
    "Reply, median": lambda one: _seconds(one.latency.get("p50")),
    "Reply, 95 %": lambda one: _seconds(one.latency.get("p95")),
    "Tokens a second": lambda one: _plain(one.tokens_per_second),
    "All callers": lambda one: f"{one.output_tokens_per_second:.1f}",
    "Failed": lambda one: _percent(one.failed),
    "Calls": lambda one: str(len(one.result.calls)),
}


def markdown_table(summaries: Sequence[Summary]) -> str:
    """Return runs as a table in Markdown, one in a line.

    Args:
        summaries: What the runs say.
    """
    return _markdown(*_cells(summaries))


def _cells(summaries: Sequence[Summary]) -> tuple[list[str], list[list[str]]]:
    """Return the head and the rows of a table, without columns of which nothing is known."""
    columns = {name: [cell(one) for one in summaries] for name, cell in _COLUMNS.items()}
    told = {name: cells for name, cells in columns.items() if any(cells)}
    return list(told), [list(row) for row in zip(*told.values(), strict=True)]


def markdown_differences(differences: Mapping[str, Sequence[Difference]]) -> str:
    """Return comparisons as a table in Markdown.

    Args:
        differences: What was compared, by the names of the runs.
    """
    rows = [
        [name, one.metric.replace("_", " "), _plain(one.ratio), _chance(one.p_value), one.verdict]
        for name, found in differences.items()
        for one in found
    ]
    return _markdown(["Model", "Figure", "Ratio of medians", "p", "Verdict"], rows)


def environment_lines(environment: Environment) -> list[str]:
    """Return where something was measured, in a few lines."""
    packages = ", ".join(f"{name} {number}" for name, number in environment.packages.items())
    memory = f"{environment.memory_bytes / 1e9:.0f} GB"
    return [
        f"{environment.cores} x {environment.processor}, {memory}",
        f"{environment.system}, {environment.python}",
        packages,
    ]


def csv_of_calls(results: Sequence[BenchmarkResult]) -> str:
    """Return all calls as CSV, one in a line, for whoever wants to count for themselves."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    fields = ("scheduled", "started", "first", "ended", "input_tokens", "output_tokens", "error")
    writer.writerow(["label", "provider", "model", "workload", *fields])
    for result in results:
        about = [result.label, result.provider, result.model, result.workload.name]
        for call in result.calls:
            values = (getattr(call, name) for name in fields)
            writer.writerow([*about, *("" if value is None else value for value in values)])
    return written.getvalue()


def html_page(title: str, summaries: Sequence[Summary]) -> str:
    """Return a page that stands on its own: a chart, the table, and where it was measured.

    Args:
        title: What it is called.
        summaries: What the runs say.

    Raises:
        ValueError: There are no runs.
    """
    if not summaries:
        raise ValueError("there is nothing to report")
    times = {one.result.label: one.latency["p50"] for one in summaries if "p50" in one.latency}
    chart = bar_chart("Seconds to a whole reply, median", times) if times else ""
    names, rows = _cells(summaries)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    where = "<br>".join(map(escape, environment_lines(summaries[0].result.environment)))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>{chart}"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{where}</p></html>\n"
    )


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows)) + "\n"


def _seconds(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    return f"{estimate.value:.2f} s ({estimate.low:.2f} to {estimate.high:.2f})"


def _plain(estimate: Estimate | None) -> str:
    return "" if estimate is None else str(estimate)


def _chance(p_value: float) -> str:
    return f"{p_value:.3f}" if p_value >= 0.001 else "< 0.001"


def _percent(estimate: Estimate) -> str:
    return f"{estimate.value:.1%} ({estimate.low:.1%} to {estimate.high:.1%})"
