"""Read YAML as texts, lists and mappings, and know the line of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from site_builder.model import Code
from site_builder.text.fault import Fault

Value = str | None | Sequence["Value"] | Mapping[str, "Value"]
Path = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with it."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file holds. Every scalar is a text, whatever YAML would make of it."""

    value: Value
    lines: Mapping[Path, int]
    """Line of each key and each entry, by the keys and indexes that lead to it."""

    def line(self, path: Path) -> int:
        """Return the line of what a path leads to, or of what it is in."""
        return self.lines.get(path) or (self.line(path[:-1]) if path else 1)


def read_tree(text: str, code: Code) -> Tree | Fault:
    """Read a text as YAML.

    Args:
        text: The whole file.
        code: The kind of problem that an unreadable file is.
    """
    try:
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return Fault(code, f"the file does not parse: {error.problem or error.context}", line=line)
    except yaml.YAMLError as error:
        # Characters that no YAML may hold.
        return Fault(code, f"the file does not parse: {str(error).partition(chr(10))[0]}")
    reader = _Reader(code)
    value = reader.read(root, ()) if root else None
    return reader.fault or Tree(value, reader.lines)


class _Reader:
    def __init__(self, code: Code) -> None:
        self.code = code
        self.lines: dict[Path, int] = {}
        self.fault: Fault | None = None

    def read(self, node: yaml.Node, path: Path) -> Value:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            for at, one in enumerate(node.value):
                self.lines[*path, at] = one.start_mark.line + 1
            return [self.read(one, (*path, at)) for at, one in enumerate(node.value)]
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in found and not self.fault:
                # YAML keeps the last one and says nothing.
                message = f"the key '{key}' stands twice"
                self.fault = Fault(self.code, message, "keep one of them", line)
            self.lines[*path, key] = line
            found[key] = self.read(value_node, (*path, key))
        return found
