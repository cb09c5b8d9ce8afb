"""Read YAML together with the line of each key, so that a mistake in it can be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


@dataclass(frozen=True, slots=True)
class YamlText:
    """The values of a YAML text as JSON knows them, and where they stand."""

    value: object
    lines: Mapping[Path, int] = field(default_factory=dict)
    """Line of each key and of each entry of a list, counted from 1."""

    def line_of(self, path: Path) -> int:
        """Return the line of a value; of what is around it when it has none."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(frozen=True, slots=True)
class YamlFault:
    """Why a text is no YAML."""

    message: str
    line: int


def read_yaml(text: str) -> YamlText | YamlFault:
    """Read a YAML text.

    Args:
        text: The text; dates in it become texts, as in JSON.
    """
    try:
        value = yaml.safe_load(text)
        node = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        # A date such as 2024-13-45 is a ValueError, which knows no line.
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        return YamlFault(str(what), mark.line + 1 if mark else 1)
    return YamlText(_as_json(value), dict(_lines(node, ())))


def _as_json(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _lines(node: yaml.Node | None, path: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield inner, key.start_mark.line + 1
            yield from _lines(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield (*path, at), value.start_mark.line + 1
            yield from _lines(value, (*path, at))
