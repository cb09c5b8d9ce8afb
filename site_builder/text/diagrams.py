"""Read what the source of a diagram says about itself, and of which source a drawing was made."""

import hashlib
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
