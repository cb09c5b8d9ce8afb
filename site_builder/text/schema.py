"""Hold values against a JSON Schema, and say in words what does not fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.yaml_lines import Path

if TYPE_CHECKING:
    # It takes longer to load than many a build, and only contracts need it.
    from jsonschema import ValidationError

_TYPES: Mapping[str, str] = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "empty",
    "number": "a number",
    "object": "a list of `name: value` lines",
    "string": "a text",
}
_MOST_TEXT = 200
"""How much of a message of the library is told; it quotes the whole value."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A value that does not fit its schema."""

    path: Path
    """The keys that lead to the value."""
    message: str
    hint: str = ""


def violations(values: object, schema: Mapping[str, object]) -> tuple[Violation, ...]:
    """Return where values break a schema, each place once.

    Args:
        values: As JSON knows them.
        schema: A JSON Schema of the draft 2020-12.
    """
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    found = [one for error in validator.iter_errors(values) for one in _told(error)]
    found.sort(key=lambda one: [str(step) for step in one.path])
    return tuple({(one.path, one.message): one for one in found}.values())


def schema_fault(schema: Mapping[str, object]) -> Violation | None:
    """Return what is wrong with a schema itself, if anything is."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415
    from jsonschema.exceptions import SchemaError  # noqa: PLC0415

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return Violation(tuple(error.absolute_path), _short(error.message))
    return None


def _told(error: "ValidationError") -> Iterator[Violation]:
    path: Path = tuple(error.absolute_path)
    name = str(path[-1]) if path else ""
    match error.validator, error.validator_value:
        case "required", list(names):
            schema, given = _keys(error.schema), _keys(error.instance)
            others = set(given) - set(_keys(schema.get("properties")))
            for one in (one for one in names if one not in given):
                hint = did_you_mean(one, others)
                # A key that is not allowed and looks like this one is told as such.
                if not hint or schema.get("additionalProperties") is not False:
                    yield Violation(path, f"'{one}' is missing", hint)
        case "additionalProperties", False:
            known = _keys(_keys(error.schema).get("properties"))
            for one in sorted(set(_keys(error.instance)) - set(known)):
                hint = did_you_mean(one, known) or one_of(known)
                yield Violation((*path, one), f"there is no key '{one}'", hint)
        case "type", str(wanted):
            yield Violation(path, f"'{name}' must be {_TYPES[wanted]}")
        case "type", list(wanted):
            yield Violation(path, f"'{name}' must be {' or '.join(_TYPES[one] for one in wanted)}")
        case "enum", list(choices):
            hint = did_you_mean(str(error.instance), map(str, choices)) or one_of(map(str, choices))
            yield Violation(path, f"'{name}' cannot be '{error.instance}'", hint)
        case _:
            yield Violation(path, f"'{name}': {_short(error.message)}")


def _keys(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _MOST_TEXT else f"{line[:_MOST_TEXT]}…"
