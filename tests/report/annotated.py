"""Draw a file with its annotations beneath their lines, as a code host shows a pull request."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<text>.*)")
_ROW = 22
_LEFT = 64
_MARKS: Mapping[str, tuple[str, str]] = {
    "error": ("#b3261e", "Error"),
    "warning": ("#8a5a00", "Warning"),
}


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a workflow command asks to be shown."""

    level: str
    path: str
    line: int
    title: str
    text: str


def parse_commands(output: str) -> Sequence[Annotation]:
    """Read workflow commands as the runner of GitHub does: values are unescaped after the split."""
    found = []
    for line in output.splitlines():
        match = _COMMAND.fullmatch(line)
        assert match, f"no workflow command: {line}"
        pairs = (one.split("=", 1) for one in match["properties"].split(","))
        values = {name: _unescaped(value) for name, value in pairs}
        assert {"file", "title"} <= set(values) <= {"file", "line", "col", "title"}
        number = int(values.get("line", "0"))
        text = _unescaped(match["text"])
        found.append(Annotation(match["level"], values["file"], number, values["title"], text))
    return found


def _unescaped(text: str) -> str:
    for mark, character in (("%0A", "\n"), ("%0D", "\r"), ("%2C", ","), ("%3A", ":"), ("%25", "%")):
        text = text.replace(mark, character)
    return text


def draw(path: str, lines: Sequence[str], annotations: Sequence[Annotation]) -> str:
    """Return an SVG picture of a file with the annotations that are about it."""
    parts = [_text(16, 25, path, weight=' font-weight="600"')]
    top = 40
    for number, line in enumerate(lines, start=1):
        parts += [_text(40, top + 16, str(number), fill="#57606a", anchor="end")]
        parts += [_text(_LEFT, top + 16, line)]
        top += _ROW
        for one in annotations:
            if (one.path, max(one.line, 1)) == (path, number):
                box, height = _box(one, top + 2)
                parts += [box]
                top += height + 6
    title = f"Annotations of {path}"
    said = "; ".join(f"line {one.line}: {one.level}: {one.text}" for one in annotations)
    height = top + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 {height}" role="img" '
        f'aria-labelledby="annotations-title annotations-said" font-size="13" '
        f'font-family="ui-monospace, monospace">\n'
        f'<title id="annotations-title">{escape(title)}</title>\n'
        f'<desc id="annotations-said">{escape(said)}</desc>\n'
        f'<rect width="920" height="{height}" rx="6" fill="#ffffff" stroke="#d0d7de"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _box(one: Annotation, top: int) -> tuple[str, int]:
    colour, word = _MARKS[one.level]
    rows = [f"{word}: {one.title}", *_wrapped(one.text)]
    height = 12 + 18 * len(rows)
    texts = [
        _text(_LEFT + 14, top + 19 + 18 * at, row, weight=' font-weight="600"' if not at else "")
        for at, row in enumerate(rows)
    ]
    frame = (
        f'<rect x="{_LEFT}" y="{top}" width="840" height="{height}" fill="#f6f8fa" '
        f'stroke="#d0d7de"/><rect x="{_LEFT}" y="{top}" width="4" height="{height}" '
        f'fill="{colour}"/>'
    )
    return "\n".join([frame, *texts]), height


def _wrapped(text: str, width: int = 98) -> Sequence[str]:
    rows = [""]
    for word in text.split():
        if len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _text(
    x: int, y: int, text: str, *, fill: str = "#1f2328", weight: str = "", anchor: str = "start"
) -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{fill}" text-anchor="{anchor}"{weight} '
        f'xml:space="preserve">{escape(text)}</text>'
    )
