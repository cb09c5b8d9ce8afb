"""The rows of the tables: what is told of a tool, and which of two values is the better one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.record import Record

Value = float | int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure: its name, where a tool's record has it, and how it is written.

    Of two values the smaller one is the better one, except where `more_is_better`.
    """

    title: str
    value: Callable[[Record], Any]
    form: Callable[[Any], str]
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table says of a tool in a row."""

    text: str
    value: Value


def rows(plain: Record) -> Sequence[Row]:
    """Return all rows; times of building are compared with those of the plain site."""
    return (
        Row("build", _at("build", "wall_seconds"), _seconds),
        Row(
            "processor time (that of the plain site is 1)",
            lambda one: _ratio(
                _in(one, "build", "cpu_seconds"), _in(plain, "build", "cpu_seconds")
            ),
            lambda one: f"{one:.2f}",
        ),
        Row("memory at most", _at("build", "peak_bytes"), _megabytes),
        Row("size of the file", _at("bytes"), _megabytes),
        Row("compressed with gzip", _at("gzip_bytes"), _megabytes),
        Row("files it needs beside it", _at("load", "requests", "beside"), _count),
        Row("their size", _at("load", "requests", "beside_bytes"), _megabytes),
        Row("addresses it asks the web for", _at("load", "requests", "web"), _count),
        Row("duplicate ids", _at("faults", "duplicate_ids"), _count),
        Row("links to ids that do not exist", _at("faults", "dangling_anchors"), _count),
        Row("links between pages that land right", _right, _percent, more_is_better=True),
        Row("… that land elsewhere in the file", _at("landings", "wrong"), _count),
        Row("… that leave the file", _at("landings", "leaving"), _count),
        Row("messages in the console", _at("load", "messages"), _count),
        Row("elements that violate WCAG 2.1 AA", _violations, _count),
        Row("elements in the browser", _at("load", "nodes"), _count),
        *_times("load", ""),
        *_times("load_slower", ", processor 4 times slower"),
        Row("slowest frame while scrolling", _at("scroll", "slowest_frame_ms"), _milliseconds),
        Row("layout shift while scrolling", _at("scroll", "layout_shift"), _shift),
        Row("search: from key to results, median", _at("search", "median_ms"), _milliseconds),
        Row("search: the slowest key", _at("search", "most_ms"), _milliseconds),
    )


def cell(row: Row, tool: Record) -> Cell:
    """Return what a row says of a tool: a value, why there is none, or a dash."""
    value = row.value(tool)
    if value is None:
        return Cell("-", None)
    return Cell(row.form(value), value)


def _times(step: str, how: str) -> tuple[Row, ...]:
    return (
        Row(f"first paint{how}", _at(step, "first_paint_ms"), _milliseconds),
        Row(f"DOMContentLoaded{how}", _at(step, "ready_ms"), _milliseconds),
        Row(f"interactive{how}", _at(step, "interactive_ms"), _milliseconds),
        Row(f"longest task{how}", _at(step, "longest_task_ms"), _task),
        Row(f"longest task after load{how}", _at(step, "longest_task_after_load_ms"), _task),
        Row(f"layout shift{how}", _at(step, "layout_shift"), _shift),
    )


def _at(*path: str) -> Callable[[Record], Any]:
    return lambda record: _in(record, *path)


def _in(record: Record, *path: str) -> Any:
    found: Any = record
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _ratio(one: Value, other: Value) -> Value:
    return one / other if one is not None and other else None


def _right(record: Record) -> Value:
    landings = record.get("landings")
    return landings["right"] / sum(landings.values()) if landings else None


def _violations(record: Record) -> Value:
    rules = _in(record, "axe", "rules")
    return None if rules is None else sum(rules.values())


def _seconds(value: float) -> str:
    return f"{value:.1f} s"


def _milliseconds(value: float) -> str:
    return f"{value:,.0f} ms"


def _task(value: float) -> str:
    # The browser tells of tasks of 50 ms and more only.
    return _milliseconds(value) if value >= 50 else "< 50 ms"


def _megabytes(value: float) -> str:
    if not value:
        return "0"
    if value < 1_000_000:
        return f"{value / 1000:,.0f} kB"
    return f"{value / 1e6:,.0f} MB" if value >= 1e8 else f"{value / 1e6:,.1f} MB"


def _shift(value: float) -> str:
    return f"{value:.3f}" if value else "0"


def _count(value: int) -> str:
    return f"{value:,}"


def _percent(value: float) -> str:
    # A rounded 100 % would hide the one link that is wrong.
    return "all" if value == 1 else f"{min(value * 100, 99.9):.1f} %"
