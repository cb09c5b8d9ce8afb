"""Say in words what a JSON Schema finds wrong with a file."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.yaml_tree import Tree

_TYPES = {
    "array": "a list",
    "object": "a list of `name: value` lines",
    "string": "a text",
}


def schema_faults(tree: Tree, schema: Mapping[str, object], code: Code) -> tuple[Fault, ...]:
    """Return what is wrong with a file, at the lines where it is wrong.

    Args:
        tree: The file.
        schema: What it must be like.
        code: The kind of problem that a fault is.
    """
    found = jsonschema.Draft202012Validator(schema).iter_errors(tree.value)
    faults = [one for error in found for one in _faults(error, tree, code)]
    return tuple(sorted(faults, key=lambda one: (one.line, one.message)))


def _faults(error: jsonschema.ValidationError, tree: Tree, code: Code) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    line = tree.line(path)
    # The library says of none of these what they are.
    schema: Any = error.schema
    instance: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = set(schema["properties"])
            for key in sorted(set(instance) - known):
                hint = did_you_mean(key, known - set(instance)) or one_of(sorted(known))
                yield Fault(code, f"unknown key '{key}'", hint, tree.line((*path, key)))
        case "required":
            # A key that is only misspelt has its fault.
            (key,) = set(wanted) & set(str(error.message).split("'")[1:2])
            if not did_you_mean(key, set(instance) - set(schema["properties"])):
                yield Fault(code, f"the key '{key}' is missing", line=line)
        case "type":
            types = [wanted] if isinstance(wanted, str) else wanted
            names = " or ".join(_TYPES[one] for one in types)
            yield Fault(code, f"{_name(path)} must be {names}", line=line)
        case "pattern" if instance.strip():
            message = f"{_name(path)} has a form that it may not have: '{instance}'"
            yield Fault(code, message, "use a-z, 0-9 and single hyphens", line)
        case _:
            yield Fault(code, f"{_name(path)} is empty", line=line)


def _name(path: tuple[str | int, ...]) -> str:
    names = [one for one in path if isinstance(one, str)]
    if not names:
        return "the file"
    return f"an entry of '{names[-1]}'" if isinstance(path[-1], int) else f"'{names[-1]}'"
