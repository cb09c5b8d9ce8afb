"""Find the blocks by which mkdocstrings puts the documentation of Python code into a page."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from site_builder.text.fences import find_fences
from site_builder.text.lines import split_lines

_BLOCK = re.compile(r"^:::[ \t]*(?P<name>[A-Za-z_][\w.]*)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Autodoc:
    """A block `::: package.module`."""

    name: str
    """What is documented, dotted."""
    members: tuple[str, ...] | None = None
    """The members that are documented, too; all of them if nothing is said."""


def find_autodoc(text: str) -> tuple[Autodoc, ...]:
    """Return the blocks of a page, in order.

    Args:
        text: The body of the page.
    """
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Autodoc]:
    fenced = {n for one in find_fences(text) for n in range(one.first, one.last + 1)}
    lines = split_lines(text)
    for number, line in enumerate(lines, start=1):
        match = _BLOCK.match(line)
        if match and number not in fenced:
            yield Autodoc(match["name"], _members(_indented(lines[number:])))


def _indented(lines: list[str]) -> str:
    found = []
    for line in lines:
        if line.strip() and not line.startswith(("    ", "\t")):
            break
        found.append(line)
    return textwrap.dedent("\n".join(found))


def _members(text: str) -> tuple[str, ...] | None:
    """Return the members that the options of a block name; what cannot be read names none."""
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    options = values.get("options") if isinstance(values, dict) else None
    members = options.get("members") if isinstance(options, dict) else None
    if isinstance(members, list):
        return tuple(str(one) for one in members)
    return () if members is False else None
