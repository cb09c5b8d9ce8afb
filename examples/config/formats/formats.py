"""Read settings from YAML, JSON or TOML, and remember on which line each key stands."""

import json
import re
import tomllib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from examples.config.formats.catalogue import KeyPath


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds."""

    values: Mapping[str, object]
    """The values by their keys, as deep as the file goes."""
    lines: Mapping[KeyPath, int]
    """The line of each key, counted from 1."""


class FormatError(Exception):
    """A file cannot be read as what it is.

    Args:
        problem: What is wrong with it.
        line: Where that is; 0 if it is the file as a whole.
    """

    def __init__(self, problem: str, line: int = 0) -> None:
        self.problem = problem
        self.line = line
        super().__init__(problem, line)


def read_document(path: Path) -> Document:
    """Return what a file holds; its suffix says in which format.

    Raises:
        FormatError: It cannot be read, or holds no settings.
    """
    reader = READERS.get(path.suffix)
    if reader is None:
        raise FormatError(f"the suffix {path.suffix!r} is none of {', '.join(READERS)}")
    return reader(read_text(path))


def read_text(path: Path) -> str:
    """Return the text of a file, without the mark that some editors put before it.

    Raises:
        FormatError: There is no such file, or it is no text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FormatError(f"the file cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError:
        raise FormatError("the file is not in UTF-8") from None


def read_yaml(text: str) -> Document:
    """Return what a YAML text holds.

    Raises:
        FormatError: It is no YAML, or uses what the other formats cannot say.
    """
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                problem = f"the alias *{event.anchor} is not allowed; write the value out"
                raise FormatError(problem, event.start_mark.line + 1 if event.start_mark else 0)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        lines = each_once(yaml_keys(root))
        return Document(mapping(yaml.safe_load(text)), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 0
        raise FormatError(f"this is no YAML: {error.problem}", line) from None
    except yaml.YAMLError:
        raise FormatError("this is no YAML: a character is not allowed") from None


def yaml_keys(node: yaml.Node | None, path: KeyPath = ()) -> Iterator[tuple[KeyPath, int]]:
    """Yield the keys below a node, with their lines.

    Raises:
        FormatError: A key is no text, such as `on`, which YAML reads as a truth value.
    """
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                raise FormatError(f"the key {key.value} is not a text; put it into quotes", line)
            yield (*path, key.value), line
            yield from yaml_keys(value, (*path, key.value))


def read_json(text: str) -> Document:
    """Return what a JSON text holds.

    Raises:
        FormatError: It is no JSON, or not an object.
    """
    try:
        values = mapping(json.loads(text))
    except json.JSONDecodeError as error:
        raise FormatError(f"this is no JSON: {error.msg}", error.lineno) from None
    # Without values there are no keys, and `null` has no braces to look into.
    positions = json_keys(text, after_space(text, 0)) if values else ()
    lines = each_once((path, text.count("\n", 0, at) + 1) for path, at in positions)
    return Document(values, lines)


def json_keys(text: str, at: int, path: KeyPath = ()) -> Generator[tuple[KeyPath, int], None, int]:
    """Yield the keys of the object that begins at a position, with theirs; return where it ends.

    The text must have been decoded before: what is between the keys is skipped unseen.
    """
    decode = json.JSONDecoder().raw_decode
    at = after_space(text, at + 1)
    while text[at] != "}":
        start = at
        key, at = decode(text, at)
        yield (*path, key), start
        at = after_space(text, after_space(text, at) + 1)
        if text[at] == "{":
            at = yield from json_keys(text, at, (*path, key))
        else:
            _, at = decode(text, at)
        at = after_space(text, at)
        if text[at] == ",":
            at = after_space(text, at + 1)
    return at + 1


def after_space(text: str, at: int) -> int:
    """Return the position of the next character that is no white space."""
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing as well


_SPACE = re.compile(r"[ \t\r\n]*")


def read_toml(text: str) -> Document:
    """Return what a TOML text holds.

    Raises:
        FormatError: It is no TOML.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        problem = re.sub(r" \(at .*\)$", "", str(error))
        line = int(place[1]) if place else 0
        raise FormatError(f"this is no TOML: {problem}", line) from None
    lines: dict[KeyPath, int] = {}
    for path, line in toml_keys(text):
        # A group may be opened several times; a value that stands twice was refused above.
        lines.setdefault(path, line)
    return Document(values, lines)


def toml_keys(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield the keys of a text, with their lines.

    The parser of the standard library keeps no positions. A statement of TOML ends with a line, so
    lines are collected until the parser accepts them as a whole.
    """
    table: KeyPath = ()
    statement, first = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        statement += line + "\n"
        try:
            found = list(nested_keys(tomllib.loads(statement)))
        except tomllib.TOMLDecodeError:
            continue
        if statement.lstrip().startswith("["):
            table = found[-1]
            yield from ((path, first) for path in found)
        else:
            yield from (((*table, *path), first) for path in found)
        statement, first = "", number + 1


def nested_keys(values: Mapping[str, object], path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the keys of a mapping and of the mappings in it."""
    for key, value in values.items():
        yield (*path, key)
        if isinstance(value, Mapping):
            yield from nested_keys(value, (*path, key))


def each_once(keys: Iterable[tuple[KeyPath, int]]) -> Mapping[KeyPath, int]:
    """Return the line of each key.

    Raises:
        FormatError: A key stands twice. Parsers of YAML and JSON take the last and say nothing.
    """
    lines: dict[KeyPath, int] = {}
    for path, line in keys:
        if path in lines:
            raise FormatError(f"{'.'.join(path)} stands here and on line {lines[path]}", line)
        lines[path] = line
    return lines


def mapping(values: object) -> Mapping[str, object]:
    """Return what a parser made, if it is a mapping; of an empty file an empty one.

    Raises:
        FormatError: It is something else, such as a list.
    """
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise FormatError("the file must hold settings by name", 1)
    return values


READERS: Mapping[str, Callable[[str], Document]] = MappingProxyType(
    {".yaml": read_yaml, ".yml": read_yaml, ".json": read_json, ".toml": read_toml}
)
"""How each suffix is read."""
