"""Read what the source of a diagram says about itself, and of which source a drawing was made."""

import hashlib
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines

HASH_ATTRIBUTE = "data-source-hash"
"""Attribute of a drawing that holds the hash of its source."""
_NAMES = {
    "title": "what it is, in a few words",
    "description": "what it shows, in sentences",
}
_KINDS = {
    "flowchart": "Flowchart",
    "graph": "Flowchart",
    "sequencediagram": "Sequence diagram",
    "classdiagram": "Class diagram",
    "statediagram": "State diagram",
    "erdiagram": "Entity relationship diagram",
}
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*\n", re.DOTALL)
_DIRECTIVE = re.compile(r"%%\{.*?\}%%", re.DOTALL)
_ACCESSIBLE = re.compile(
    r"^[ \t]*acc(Title|Descr)[ \t]*(?::[ \t]*(.*)|\{([^}]*)\})[ \t]*$\n?", re.MULTILINE
)
_STYLING = re.compile(r"[ \t]*(style|classDef|class|cssClass|linkStyle|click)[ \t]+\S")
"""Lines that give colours or addresses to what others draw; `class` does so in flowcharts only."""
_MARK = re.compile(r":::[\w-]+")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a diagram says to a reader who cannot see it."""

    title: str
    description: str
    first_line: int
    """Line of the source on which the diagram itself begins, counted from 1."""


def read_caption(source: str) -> tuple[Caption, tuple[Fault, ...]]:
    """Read the comments `%% title: ...` and `%% description: ...` of a Mermaid text.

    Args:
        source: The text.

    Returns:
        What they say, empty where they say nothing, and a fault for each that is missing, empty or
        there twice.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    first_line = 0
    for number, line in enumerate(split_lines(source), start=1):
        text = line.strip()
        if not text.startswith("%%"):
            first_line = first_line or (number if text else 0)
            continue
        name, colon, value = text.removeprefix("%%").strip().partition(":")
        if not colon or name not in _NAMES:
            continue
        if name in found:
            message = f"the diagram has a second {name}"
            faults.append(Fault(Code.DIAGRAM_UNDESCRIBED, message, "remove one", number))
        elif not value.strip():
            message = f"the {name} of the diagram is empty"
            faults.append(Fault(Code.DIAGRAM_UNDESCRIBED, message, _advice(name), number))
        found.setdefault(name, value.strip())
    for name in _NAMES:
        if name not in found:
            message = f"the diagram has no {name}"
            faults.append(Fault(Code.DIAGRAM_UNDESCRIBED, message, _advice(name), 1))
    title, description = (found.get(name, "") for name in _NAMES)
    return Caption(title, description, first_line or 1), tuple(faults)


def foreign_source(source: str) -> tuple[str, Caption]:
    """Return a Mermaid text as the drawing library reads it, and what it says about itself.

    The library takes front matter for the diagram's kind, and titles and links for parts of the
    drawing. Colours are those of the page.

    Args:
        source: A text that was written for the browser's Mermaid.

    Returns:
        The text without what is no part of the drawing, and its title and description. Its kind is
        its title if it has none.
    """
    text = "\n".join(split_lines(source)) + "\n"
    front = _FRONT.match(text)
    said = dict(_pair(line) for line in front[1].split("\n")) if front else {}
    text = _DIRECTIVE.sub("", text[front.end() :] if front else text)
    for name, line, block in _ACCESSIBLE.findall(text):
        said["title" if name == "Title" else "description"] = " ".join((line or block).split())
    text = _ACCESSIBLE.sub("", text)
    own, _ = read_caption(text)
    lines = [line.rstrip().removesuffix(";") for line in text.split("\n")]
    lines = [line for line in lines if line.strip() and not line.strip().startswith("%%")]
    kind = re.split(r"[\s-]", lines[0].strip())[0].lower() if lines else ""
    if kind in {"flowchart", "graph", "statediagram"}:
        lines = [_MARK.sub("", line) for line in lines if not _STYLING.match(line)]
    title = said.get("title") or own.title or _KINDS.get(kind, "Diagram")
    description = said.get("description") or own.description
    return "\n".join(lines) + "\n", Caption(title, description, 1)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip().strip("'\"")


def source_hash(source: str) -> str:
    """Return the hash of a Mermaid text, the same on systems with other line ends."""
    lines = "\n".join(line.rstrip() for line in split_lines(source.strip()))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def drawn_hash(svg: str) -> str:
    """Return the hash of the source of which a drawing was made, empty if it does not say."""
    root = LexborHTMLParser(svg).css_first("svg")
    return (root.attributes.get(HASH_ATTRIBUTE) or "") if root else ""


def _advice(name: str) -> str:
    return f"add the line '%% {name}: ...' that says {_NAMES[name]}"
