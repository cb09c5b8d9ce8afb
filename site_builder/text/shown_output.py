"""Say in Markdown what an output is: text, a table, a picture, or a piece of HTML."""

import json
import re
from dataclasses import dataclass
from html import escape

from site_builder.model import Code
from site_builder.text.ansi import ansi_to_html, has_colour, strip_ansi
from site_builder.text.data_address import data_address
from site_builder.text.fault import Fault
from site_builder.text.fences import fence_around
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines
from site_builder.text.safe_html import safe_html
from site_builder.text.table import table_of

_PICTURES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#!|&~^\"$]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an output is shown, and how."""

    fenced: bool = True
    """Whether the host reads fences here; else blocks are indented."""
    inside: bool = False
    """Whether it is in a list, a tab or a quote, where no host takes HTML."""
    fold: int = 0
    """Lines after which a text is folded; 0 for never."""
    alt: str = ""
    """What a picture shows, in words."""
    highlighted: tuple[int, ...] = ()
    """Lines of a text to mark, counted from 1."""


def needs_words(name: str) -> bool:
    """Return whether a file is a picture, which needs a text for those who do not see it."""
    return name.rpartition(".")[2].lower() in _PICTURES


def show_output(name: str, data: bytes, place: Place) -> str | Fault:
    """Return the Markdown that shows an output.

    Args:
        name: Name of the file, by whose suffix it is shown.
        data: What it holds.
        place: Where it is shown.

    Returns:
        Markdown, or why it cannot be shown there.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix in _PICTURES:
        words = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(place.alt.split()))
        return f"![{words}]({data_address(data, _PICTURES[suffix])})"
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        message = f"'{name}' is no text, and no picture that can be shown"
        return Fault(Code.OUTPUT_UNUSABLE, message, f"use one of {', '.join(sorted(_PICTURES))}")
    match suffix:
        case "csv" | "tsv":
            return table_of(text, "," if suffix == "csv" else "\t")
        case "htm" | "html":
            return _html(text, place)
        case "json":
            return _json(text, place)
    return show_text(text, language_of(name).name, place)


def show_text(text: str, language: str, place: Place) -> str:
    """Return a text as code, in colours where it has them and the place allows it.

    Args:
        text: The text.
        language: Its language for the highlighter.
        place: Where it is shown.
    """
    coloured = has_colour(text) and not place.inside and not place.highlighted
    plain = text if coloured else strip_ansi(text)
    lines = split_lines(plain.rstrip())
    # Fewer than a few lines are quicker read than unfolded.
    is_long = place.fold and len(lines) > place.fold + 5
    if not is_long or place.inside or place.highlighted:
        return _block(lines, language, place, coloured=coloured)
    rest = len(lines) - place.fold
    first = _block(lines[: place.fold], language, place, coloured=coloured)
    second = _block(lines[place.fold :], language, place, coloured=coloured, before=lines)
    summary = f'<details class="sample-more"><summary>{rest} more lines</summary>'
    return f"{first}\n\n{summary}\n\n{second}\n\n</details>"


def _block(
    lines: list[str],
    language: str,
    place: Place,
    *,
    coloured: bool = False,
    before: list[str] | None = None,
) -> str:
    text = "\n".join(lines)
    if coloured:
        # What was switched on before the fold holds behind it.
        codes = "".join(re.findall(r"\x1b\[[0-9;:]*m", "\n".join((before or [])[: place.fold])))
        html = ansi_to_html(codes + text).replace("\n", "&#10;")
        return (
            f'<div class="highlight sample-output sample-ansi"><pre><code>{html}</code></pre></div>'
        )
    if not place.fenced:
        return "\n".join(f"    {line}" if line else "" for line in lines)
    fence = fence_around(text)
    marks = f' hl_lines="{" ".join(map(str, place.highlighted))}"' if place.highlighted else ""
    return f"{fence}{{ .{language} .sample-output{marks} }}\n{text}\n{fence}"


def _json(text: str, place: Place) -> str:
    try:
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        # Shown as it is: the example says what is in its file, not this tool.
        return show_text(text, "text", place)
    return show_text(text, "json", place)


def _html(text: str, place: Place) -> str | Fault:
    if place.inside:
        message = "HTML cannot be shown inside a list, a tab or a quote"
        return Fault(Code.OUTPUT_UNUSABLE, message, "put the block at the margin")
    label = escape("Output of the example, as HTML")
    return f'<div class="sample-html" role="group" aria-label="{label}">{safe_html(text)}</div>'
