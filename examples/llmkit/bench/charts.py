"""Draw figures as SVG that takes the colours of its page, in light and in dark."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from llmkit.bench.statistics import Estimate

_WIDTH = 640
_LEFT = 200
_RIGHT = 90
_ROW = 30
_BAR = 14
_PLOT_HEIGHT = 260
_FRAME = 44
# The values after the commas count where no page sets the variables.
_INK = "var(--sb-ink, currentColor)"
_LINE = "var(--sb-line, #8886)"
_COLOURS = (
    "var(--sb-link, #0b5c8a)",
    "var(--sb-caution, #9a3412)",
    "var(--sb-proven, #0b6e4f)",
    "var(--sb-keyword, #8a2b6d)",
    "var(--sb-muted, #5d5a53)",
)
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4")
"""Lines differ in their dashes as well, for eyes and printers that see no colours."""


def bar_chart(title: str, bars: Mapping[str, Estimate]) -> str:
    """Return bars below each other, each with its interval, as one line of SVG.

    Args:
        title: What they show, with the unit.
        bars: The values by what they are called; none is below 0.

    Raises:
        ValueError: There are no bars.
    """
    if not bars:
        raise ValueError("a chart needs at least one bar")
    longest = max(one.high for one in bars.values()) or 1.0
    said = "; ".join(f"{name}: {one}" for name, one in bars.items())
    rows = "".join(_bar(name, one, at, longest) for at, (name, one) in enumerate(bars.items()))
    return _svg(title, said, _ROW * len(bars) + 8, rows)


def _bar(name: str, bar: Estimate, at: int, longest: float) -> str:
    room = _WIDTH - _LEFT - _RIGHT
    top = at * _ROW + 8
    end, low, high = (
        round(_LEFT + room * value / longest, 1) for value in (bar.value, bar.low, bar.high)
    )
    middle = top + _BAR / 2
    return (
        f'<text x="{_LEFT - 10}" y="{top + 12}" text-anchor="end" fill="{_INK}">{escape(name)}'
        f'</text><rect x="{_LEFT}" y="{top}" width="{round(end - _LEFT, 1)}" height="{_BAR}"'
        f' fill="{_COLOURS[0]}"/><path d="M{low} {middle}H{high}M{low} {top}v{_BAR}M{high} {top}'
        f'v{_BAR}" stroke="{_INK}" fill="none"/><text x="{_WIDTH - _RIGHT + 10}" y="{top + 12}"'
        f' fill="{_INK}">{bar.value:.3g}</text>'
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """One of the two directions of a plot, divided by powers of ten."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "_Axis":
        """Return an axis that holds all values."""
        return cls(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))))

    def share(self, value: float) -> float:
        """Return where a value lies, from 0 to 1."""
        return (math.log10(value) - self.low) / max(1.0, self.high - self.low)

    def marks(self) -> list[float]:
        """Return the powers of ten on it."""
        return [10.0**power for power in range(int(self.low), int(self.high) + 1)]


def line_chart(title: str, across: str, lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Return lines over a common axis, as one line of SVG.

    Both axes go in powers of ten, so that what is ten times as much is as far away everywhere, and
    small values do not vanish below large ones.

    Args:
        title: What they show, with the unit.
        across: What the axis from left to right is.
        lines: The points of each line, from left to right, by what it is called; all are above 0.

    Raises:
        ValueError: There are no points, one is not above 0, or there are more lines than can be
            told apart.
    """
    points = [point for line in lines.values() for point in line]
    if not points:
        raise ValueError("a chart needs at least one point")
    if min(min(point) for point in points) <= 0:
        raise ValueError("an axis in powers of ten has no place for 0")
    if len(lines) > len(_COLOURS):
        message = f"no more than {len(_COLOURS)} lines can be told apart"
        raise ValueError(message)
    most = (_Axis.of([x for x, _ in points]), _Axis.of([y for _, y in points]))
    said = "; ".join(
        f"{name}: {', '.join(f'{y:.3g} at {x:g}' for x, y in line)}" for name, line in lines.items()
    )
    drawn = "".join((*_frame(across, *most), *_lines(lines, *most)))
    return _svg(title, said, _PLOT_HEIGHT + _FRAME + 20 * len(lines), drawn)


def _frame(across: str, x_axis: _Axis, y_axis: _Axis) -> Iterator[str]:
    """Yield the axes with their marks."""
    bottom, right = _PLOT_HEIGHT, _WIDTH - 20
    yield f'<path d="M{_FRAME + 20} 10V{bottom}H{right}" stroke="{_LINE}" fill="none"/>'
    for mark in x_axis.marks():
        x, _ = _place(x_axis.share(mark), 0)
        yield (
            f'<text x="{x}" y="{bottom + 18}" text-anchor="middle" fill="{_INK}">{mark:,g}</text>'
        )
    for mark in y_axis.marks():
        _, y = _place(0, y_axis.share(mark))
        yield (
            f'<text x="{_FRAME + 12}" y="{y + 4}" text-anchor="end" fill="{_INK}">{mark:,g}</text>'
            f'<path d="M{_FRAME + 20} {y}H{right}" stroke="{_LINE}" fill="none"/>'
        )
    yield (
        f'<text x="{(_FRAME + right) / 2}" y="{bottom + 36}" text-anchor="middle" fill="{_INK}">'
        f"{escape(across)}</text>"
    )


def _lines(
    lines: Mapping[str, Sequence[tuple[float, float]]], x_axis: _Axis, y_axis: _Axis
) -> Iterator[str]:
    for at, (name, line) in enumerate(lines.items()):
        places = (_place(x_axis.share(x), y_axis.share(y)) for x, y in line)
        way = "L".join(f"{x} {y}" for x, y in places)
        stroke = f'stroke="{_COLOURS[at]}" stroke-width="2" stroke-dasharray="{_DASHES[at]}"'
        top = _PLOT_HEIGHT + _FRAME + 20 * at + 8
        yield (
            f'<path d="M{way}" {stroke} fill="none"/><path d="M{_FRAME + 20} {top}h36" {stroke}/>'
            f'<text x="{_FRAME + 64}" y="{top + 4}" fill="{_INK}">{escape(name)}</text>'
        )


def _place(across: float, up: float) -> tuple[float, float]:
    """Return the place in the picture for shares of both axes."""
    left, right, top = _FRAME + 20, _WIDTH - 30, 14
    x = left + (right - left) * across
    return round(x, 1), round(_PLOT_HEIGHT - (_PLOT_HEIGHT - top) * up, 1)


def _svg(title: str, said: str, height: int, inside: str) -> str:
    # The title is the name of the picture: an id would have to be another one for each of a page.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-label="{escape(title)}. {escape(said)}." font-size="13"'
        f' font-family="ui-sans-serif, system-ui, sans-serif"'
        f' style="width: 100%; max-width: {_WIDTH}px; height: auto">{inside}</svg>'
    )
