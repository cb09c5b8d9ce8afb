"""Values of a plan that are not known yet: `$find.sku` is the field sku of what step find gives."""

import re
from collections.abc import Mapping

from llmkit import LLMKitError
from pydantic import JsonValue

_REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)((?:\.[A-Za-z0-9_]+)*)")


class UnresolvedReferenceError(LLMKitError):
    """A plan refers to something that a result does not hold."""

    code = "unresolved_reference"
    sentence = "the plan refers to something that is not there"


def steps_referred_to(value: JsonValue) -> frozenset[str]:
    """Return the ids of all steps whose results a value needs."""
    match value:
        case str() if found := _REFERENCE.fullmatch(value):
            return frozenset({found[1]})
        case list():
            return frozenset[str]().union(*(steps_referred_to(item) for item in value))
        case dict():
            return frozenset[str]().union(*(steps_referred_to(item) for item in value.values()))
        case _:
            return frozenset[str]()


def resolve(value: JsonValue, results: Mapping[str, JsonValue]) -> JsonValue:
    """Return a value with every reference replaced by what it stands for, its type kept.

    Args:
        value: The value from a plan.
        results: The results so far, by the id of the step.

    Raises:
        UnresolvedReferenceError: There is no such result or no such field in it.
    """
    match value:
        case str() if found := _REFERENCE.fullmatch(value):
            return _look_up(value, found[1], found[2].split(".")[1:], results)
        case list():
            return [resolve(item, results) for item in value]
        case dict():
            return {key: resolve(item, results) for key, item in value.items()}
        case _:
            return value


def _look_up(
    reference: str, step: str, path: list[str], results: Mapping[str, JsonValue]
) -> JsonValue:
    if step not in results:
        raise UnresolvedReferenceError("plan.resolve", f"{reference}: {step} has no result")
    value = results[step]
    for part in path:
        if not isinstance(value, dict) or part not in value:
            held = ", ".join(value) if isinstance(value, dict) else "no fields"
            raise UnresolvedReferenceError(
                "plan.resolve", f"{reference}: there is no {part}; {step} holds {held}"
            )
        value = value[part]
    return value
