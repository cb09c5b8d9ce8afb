"""Write what was measured for people and for programs: Markdown, CSV, and a page of its own."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Table:
    """A table, of which all columns but the first hold figures."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """Return it as Markdown."""
        rule = ["---", *["---:"] * (len(self.head) - 1)]
        lines = (self.head, rule, *self.rows)
        return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"

    def html(self) -> str:
        """Return it as HTML, in one line."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.head)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def text(self) -> str:
        """Return it for a terminal, its columns below each other."""
        lines = [self.head, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(
                cell.rjust(width) if at else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        )


def summary_table(summaries: Sequence[Summary]) -> Table:
    """Return runs as a table, one in a line, without columns of which nothing is known.

    Args:
        summaries: What the runs say.
    """
    columns = {name: [cell(one) for one in summaries] for name, cell in _COLUMNS.items()}
    told = {name: cells for name, cells in columns.items() if any(cells)}
    return Table(list(told), [list(row) for row in zip(*told.values(), strict=True)])


def difference_table(differences: Mapping[str, Sequence[Difference]]) -> Table:
    """Return comparisons as a table.

    Args:
        differences: What was compared, by the names of the runs.
    """
    rows = [
        [name, one.metric.replace("_", " "), _plain(one.ratio), _chance(one.p_value), one.verdict]
        for name, found in differences.items()
        for one in found
    ]
    return Table(["Model", "Figure", "Ratio of medians", "p", "Verdict"], rows)


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
    where = "<br>".join(map(escape, environment_lines(summaries[0].result.environment)))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>{chart}"
        f"{summary_table(summaries).html()}<p>{where}</p></html>\n"
    )


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
