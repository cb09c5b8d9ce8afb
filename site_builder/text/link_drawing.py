"""Draw how the pages of a site lead to each other: columns by clicks, bands by sections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from site_builder.model import LinkMap
from site_builder.text.reach_table import ReachRow

_CHIP, _HEIGHT, _GAP, _ROOM = 158, 22, 5, 30
"""Width and height of a page, the space between two, and that between columns, in units."""
_LABEL, _HEAD, _BAND = 84, 30, 16
"""Width of the names of sections, height of those of columns, space around a band."""
_MANY = 36
"""How many pages of one distance stand in a single column."""
_COLUMNS = 4
"""Into how many columns those of one distance are laid at the most."""
_LETTERS = 20
"""How many letters of a title fit."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a page is drawn."""

    row: ReachRow
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class _Column:
    """All pages that are as many clicks away."""

    title: str
    x: int
    lanes: int
    """How many pages stand side by side in it."""


def draw_links(
    rows: Sequence[ReachRow], links: LinkMap, ways: Mapping[str, str], sections: Mapping[str, str]
) -> str:
    """Return an SVG of the links between pages.

    The same rows and links give the same drawing, to the byte. A page that is pointed at shows all
    its links; else only the shortest way to each page is drawn. Colours are those of classes.

    Args:
        rows: The pages.
        links: The links between them.
        ways: Addresses of the pages, as a link on the page with the drawing has them.
        sections: For each page the name of its section, in the order in which they are drawn.
    """
    order = {source: at for at, source in enumerate(sections)}
    ordered = sorted(rows, key=lambda row: order[row.source])
    columns = _columns(ordered)
    spots, bands, height = _place(ordered, columns, sections)
    last = list(columns.values())[-1]
    width = last.x + last.lanes * (_CHIP + _GAP) + _GAP
    targets: dict[str, list[str]] = defaultdict(list)
    for link in links.links:
        if link.target not in targets[link.source]:
            targets[link.source].append(link.target)
    parts = [
        (
            f'<svg class="link-map" role="img" aria-labelledby="link-map-title link-map-text" '
            f'viewBox="0 0 {width} {height}" style="--map-width: {width}px" '
            'xmlns="http://www.w3.org/2000/svg">'
        ),
        '<title id="link-map-title">Links between the pages</title>',
        (
            f'<desc id="link-map-text">{len(rows)} pages in columns by their clicks from the '
            "landing page and in bands by section. The table beneath says the same.</desc>"
        ),
        *_frame(columns, bands, width),
        f'<path class="map-first" d="{_path(_tree(links), spots)}"/>',
        *(_page(spots[row.source], targets[row.source], spots, ways) for row in ordered),
        "</svg>",
    ]
    return "".join(parts)


def _columns(rows: Sequence[ReachRow]) -> Mapping[int | None, _Column]:
    """Return the columns by distance; what no way leads to stands in the last."""
    counts: dict[int | None, int] = defaultdict(int)
    for row in rows:
        counts[row.clicks] += 1
    x = _LABEL
    columns: dict[int | None, _Column] = {}
    for clicks in sorted(counts, key=lambda one: (one is None, one or 0)):
        lanes = min(-(-counts[clicks] // _MANY), _COLUMNS)
        columns[clicks] = _Column(_title(clicks), x, lanes)
        x += lanes * (_CHIP + _GAP) - _GAP + _ROOM
    return columns


def _title(clicks: int | None) -> str:
    if clicks is None:
        return "no way"
    return {0: "landing page", 1: "1 click"}.get(clicks, f"{clicks} clicks")


def _place(
    rows: Sequence[ReachRow],
    columns: Mapping[int | None, _Column],
    sections: Mapping[str, str],
) -> tuple[Mapping[str, _Spot], Sequence[tuple[str, int]], int]:
    """Return where each page stands, the bands with their tops, and the height of all."""
    members: dict[str, list[ReachRow]] = defaultdict(list)
    for row in rows:
        members[sections[row.source]].append(row)
    spots: dict[str, _Spot] = {}
    bands: list[tuple[str, int]] = []
    y = _HEAD
    for name, band in members.items():
        bands.append((name, y))
        filled: dict[int | None, int] = defaultdict(int)
        for row in band:
            column = columns[row.clicks]
            down, lane = divmod(filled[row.clicks], column.lanes)
            x = column.x + lane * (_CHIP + _GAP)
            spots[row.source] = _Spot(row, x, y + _BAND // 2 + down * (_HEIGHT + _GAP))
            filled[row.clicks] += 1
        deepest = max(-(-count // columns[clicks].lanes) for clicks, count in filled.items())
        y += deepest * (_HEIGHT + _GAP) - _GAP + _BAND
    return spots, bands, y


def _frame(
    columns: Mapping[int | None, _Column], bands: Sequence[tuple[str, int]], width: int
) -> Iterator[str]:
    for column in columns.values():
        yield f'<text class="map-head" x="{column.x}" y="18">{column.title}</text>'
    for name, y in bands:
        middle = y + _BAND // 2 + _HEIGHT // 2 + 4
        yield f'<path class="map-rule" d="M0 {y}H{width}"/>'
        yield f'<text class="map-section" x="0" y="{middle}">{escape(_short(name, 12))}</text>'


def _tree(links: LinkMap) -> Iterator[tuple[str, str]]:
    """Yield for each page the link by which it is reached first."""
    clicks = dict(links.clicks)
    reached: set[str] = set()
    for link in links.links:
        near, far = clicks.get(link.source), clicks.get(link.target)
        if near is not None and far == near + 1 and link.target not in reached:
            reached.add(link.target)
            yield link.source, link.target


def _path(ways: Iterator[tuple[str, str]], spots: Mapping[str, _Spot]) -> str:
    return "".join(_curve(spots[source], spots[target]) for source, target in ways)


def _curve(start: _Spot, end: _Spot) -> str:
    """Return a curve between the sides of two pages that face each other."""
    y, to = start.y + _HEIGHT // 2, end.y + _HEIGHT // 2
    if end.x > start.x:
        x, at, bend, back = start.x + _CHIP, end.x, 28, -28
    elif end.x < start.x:
        x, at, bend, back = start.x, end.x + _CHIP, -28, 28
    else:
        x, at, bend, back = start.x + _CHIP, end.x + _CHIP, 24, 24
    return f"M{x} {y}C{x + bend} {y} {at + back} {to} {at} {to}"


def _page(
    spot: _Spot, targets: Sequence[str], spots: Mapping[str, _Spot], ways: Mapping[str, str]
) -> str:
    row, x, y = spot.row, spot.x, spot.y
    kind = "map-page map-bad" if row.remark else "map-page"
    curves = _path(((row.source, target) for target in targets), spots)
    told = f"{row.title}: {row.links_in} in, {row.links_out} out"
    told += f"; {row.remark}" if row.remark else ""
    return (
        f'<g class="{kind}"><path class="map-ways" d="{curves}"/>'
        f'<a href="{escape(ways[row.source])}" tabindex="-1"><title>{escape(told)}</title>'
        f'<rect x="{x}" y="{y}" width="{_CHIP}" height="{_HEIGHT}" rx="3"/>'
        f'<text x="{x + 7}" y="{y + 15}">{escape(_short(row.title, _LETTERS))}</text>'
        f'<text class="map-count" x="{x + _CHIP - 7}" y="{y + 15}">{row.links_in}</text></a></g>'
    )


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
