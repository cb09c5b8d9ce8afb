"""Draw charts of shares as SVG that takes the colours of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH = 520
_ROW = 34
_LEFT = 176
_RIGHT = 116
_BAR = 14
_FACE = "ui-sans-serif, system-ui, sans-serif"
# The values after the commas count where no page sets the variables.
_INK = "var(--sb-ink, #1c1b19)"
_MUTED = "var(--sb-muted, #5d5a53)"
_LINE = "var(--sb-line, #dedad0)"
_FILL = "var(--sb-link, #0b5c8a)"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart."""

    label: str
    percent: float
    """From 0 to 100."""
    note: str
    """What stands behind it."""
    ticks: tuple[tuple[str, float], ...] = ()
    """Earlier values, each with its name, drawn as marks on the bar."""


def bar_chart(name: str, title: str, description: str, bars: Sequence[Bar]) -> str:
    """Return a chart of bars below each other, as one line of SVG to be put into a page.

    Args:
        name: What makes its ids its own.
        title: What it shows, for those who cannot see it.
        description: What it says, in sentences.
        bars: The bars, the first on top.
    """
    height = _ROW * len(bars) + 8
    head = (
        f'<svg class="gap-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' role="img" aria-labelledby="{name}-title {name}-description"'
        f' style="width: 100%; max-width: {_WIDTH}px; height: auto"'
        f' font-family="{_FACE}" font-size="14">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>'
    )
    return head + "".join(_bar(bar, at) for at, bar in enumerate(bars)) + "</svg>"


def _bar(bar: Bar, at: int) -> str:
    room = _WIDTH - _LEFT - _RIGHT
    top = at * _ROW + 10
    text = top + _BAR - 2
    filled = round(room * bar.percent / 100, 1)
    ticks = "".join(
        f'<rect x="{round(_LEFT + room * percent / 100 - 1, 1)}" y="{top - 4}" width="2"'
        f' height="{_BAR + 8}" fill="{_INK}"><title>{escape(label)}: {percent:g} %</title></rect>'
        for label, percent in bar.ticks
    )
    return (
        f'<text x="{_LEFT - 12}" y="{text}" text-anchor="end" fill="{_INK}">'
        f"{escape(bar.label)}</text>"
        # An outline: on paper, and for readers who want contrast, a line is as dark as a bar.
        f'<rect x="{_LEFT}" y="{top}" width="{room}" height="{_BAR}" rx="3" fill="none"'
        f' stroke="{_LINE}"/>'
        f'<rect x="{_LEFT}" y="{top}" width="{filled}" height="{_BAR}" rx="3" fill="{_FILL}"/>'
        f"{ticks}"
        f'<text x="{_WIDTH - _RIGHT + 12}" y="{text}" fill="{_MUTED}">{escape(bar.note)}</text>'
    )
