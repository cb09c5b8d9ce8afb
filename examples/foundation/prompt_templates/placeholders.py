"""Find the places in a text where values go: `{{name}}`, and `{{name.tag}}` for its markers."""

import re
from dataclasses import dataclass
from typing import TypeAlias

_BRACES = re.compile(r"\{\{(.*?)\}\}|\{\{", re.DOTALL)
_INSIDE = re.compile(r"\s*([a-z][a-z0-9_]*)(\.tag)?\s*")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value of a variable."""

    name: str
    """The variable."""
    tag: bool = False
    """Whether the name of the markers around the value goes here, in place of the value."""


Parts: TypeAlias = tuple[str | Slot, ...]
"""A text that was cut at its slots."""


class PlaceholderError(ValueError):
    """Two braces open and no placeholder follows."""


def parse(text: str) -> Parts:
    """Cut a text at its placeholders.

    Only the text of a template is ever cut. Values are put between the parts afterwards, so braces
    in a value are only braces.

    Raises:
        PlaceholderError: There are two opening braces that begin no placeholder.
    """
    parts: list[str | Slot] = []
    end = 0
    for braces in _BRACES.finditer(text):
        inside = _INSIDE.fullmatch(braces[1] or "")
        if not inside:
            line = text.count("\n", 0, braces.start()) + 1
            raise PlaceholderError(
                f"line {line}: '{{{{' begins no placeholder such as {{{{name}}}}"
            )
        parts += [text[end : braces.start()], Slot(inside[1], tag=bool(inside[2]))]
        end = braces.end()
    parts.append(text[end:])
    return tuple(part for part in parts if part)


def slots(parts: Parts) -> tuple[Slot, ...]:
    """Return the slots among the parts, in order."""
    return tuple(part for part in parts if isinstance(part, Slot))
