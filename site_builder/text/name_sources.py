"""Find the names that code or data define: keys of a schema, members of an enum, constants."""

import ast
import json
from collections.abc import Iterator, Mapping

import yaml

from site_builder.text.lines import split_lines
from site_builder.text.suggest import did_you_mean

_DATA = (".json", ".yaml", ".yml")


class NoNamesError(Exception):
    """A source of names cannot be read; carries what to tell its author."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def names_in(text: str, file: str, part: str) -> tuple[str, ...]:
    """Return the names that a file defines, in order, each once.

    Args:
        text: The whole file.
        file: Its name, by whose suffix it is known what it is.
        part: What of it: in Python the name of a class or of a list, `*.code` for that attribute of
            each class, or all constants of the module if empty; in data a JSON Pointer.

    Raises:
        NoNamesError: The file cannot be read as what it is, or there is no such part.
    """
    if file.endswith(".py"):
        found = _python_names(text, part)
    elif file.endswith(_DATA):
        found = _data_names(text, file, part)
    else:
        lines = (line.partition("#")[0].strip() for line in split_lines(text))
        found = (line for line in lines if line)
    names = tuple(dict.fromkeys(name for name in found if name))
    if not names:
        raise NoNamesError(f"there are no names in it{f' at {part!r}' if part else ''}")
    return names


def _data_names(text: str, file: str, pointer: str) -> Iterator[str]:
    try:
        value = json.loads(text) if file.endswith(".json") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise NoNamesError(f"it does not parse: {' '.join(str(error).split())}") from None
    for raw in pointer.split("/")[1:]:
        key = raw.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]
        except (KeyError, IndexError, ValueError, TypeError):
            names = value if isinstance(value, dict) else ()
            raise NoNamesError(f"'{pointer}' leads nowhere", did_you_mean(key, names)) from None
    if isinstance(value, dict) and isinstance(value.get("properties"), dict):
        yield from _keys(value, "")
    elif isinstance(value, dict | list):
        yield from (str(one) for one in value)


def _keys(schema: Mapping[str, object], prefix: str) -> Iterator[str]:
    """Yield the keys of a schema, those within others dotted."""
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for name, inner in properties.items():
            yield f"{prefix}{name}"
            for one in _inner(inner):
                yield from _keys(one, f"{prefix}{name}.")


def _inner(schema: object) -> Iterator[Mapping[str, object]]:
    """Yield the schemas by which a value may have keys: its own, or of the entries of a list."""
    if not isinstance(schema, dict):
        return
    yield schema
    for name in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(name, ()):
            yield from _inner(one)
    yield from _inner(schema.get("items"))


def _python_names(text: str, part: str) -> Iterator[str]:
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise NoNamesError(f"it does not parse: {error}") from None
    if not part:
        return (_text_of(value) for name, value in _assigned(module.body) if name.isupper())
    if part.startswith("*."):
        classes = (one for one in module.body if isinstance(one, ast.ClassDef))
        found = (pair for one in classes for pair in _assigned(one.body))
        return (_text_of(value) for name, value in found if name == part[2:])
    known: dict[str, ast.ClassDef | ast.expr] = dict(_assigned(module.body))
    known |= {one.name: one for one in module.body if isinstance(one, ast.ClassDef)}
    if part not in known:
        raise NoNamesError(f"there is no '{part}' in it", did_you_mean(part, known))
    node = known[part]
    return _class_names(node) if isinstance(node, ast.ClassDef) else _entries(node)


def _class_names(node: ast.ClassDef) -> Iterator[str]:
    """Yield the values of an enum, and the names of the fields of any other class."""
    is_enum = any(ast.unparse(base).endswith(("Enum", "Flag")) for base in node.bases)
    for name, value in _assigned(node.body, with_annotated=True):
        if not name.startswith("_"):
            yield (_text_of(value) or name) if is_enum else name


def _assigned(
    statements: list[ast.stmt], *, with_annotated: bool = False
) -> Iterator[tuple[str, ast.expr]]:
    for one in statements:
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            yield one.targets[0].id, one.value
        elif (
            isinstance(one, ast.AnnAssign)
            and isinstance(one.target, ast.Name)
            and (one.value or with_annotated)
        ):
            yield one.target.id, one.value or one.annotation


def _entries(node: ast.expr) -> Iterator[str]:
    """Yield the texts of a list, a set or a tuple, and the keys of a mapping."""
    if isinstance(node, ast.Call) and node.args:
        # As in `frozenset({...})`.
        node = node.args[0]
    inside = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    yield from (_text_of(one) for one in inside if one is not None)


def _text_of(node: ast.expr) -> str:
    """Return a text, or the first of several; nothing of anything else."""
    if isinstance(node, ast.Tuple) and node.elts:
        node = node.elts[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
