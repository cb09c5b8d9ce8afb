"""Read the definition of a page kind, a YAML file, into a contract."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from site_builder.model import (
    Bounds,
    Code,
    Contract,
    Holds,
    Item,
    Links,
    Measure,
    Questions,
    SectionRule,
    Steps,
)
from site_builder.text.contract_schema import PAGE_KIND_SCHEMA
from site_builder.text.fault import Fault
from site_builder.text.placeholders import find_placeholder
from site_builder.text.schema import Violation, schema_fault, violations
from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.yaml_lines import Path, YamlFault, YamlText, read_yaml

TARGETS = ("any", "page", "example", "external")
"""What links may be asked for to, besides pages of a kind."""


def parse_contract(text: str, kind: str, kinds: Collection[str]) -> Contract | tuple[Fault, ...]:
    """Read the definition of a page kind.

    Args:
        text: The file.
        kind: Its name without the suffix.
        kinds: The names of all page kinds.

    Returns:
        The contract, or everything that is wrong with the definition.
    """
    parsed = read_yaml(text)
    if isinstance(parsed, YamlFault):
        message = f"the definition does not parse: {parsed.message}"
        return (Fault(Code.CONFIG_INVALID, message, line=parsed.line),)
    value = parsed.value
    if not isinstance(value, dict):
        message = "the definition of a page kind is a list of `name: value` lines"
        return (Fault(Code.CONFIG_INVALID, message, line=1),)
    wrong = [*violations(value, PAGE_KIND_SCHEMA), *_schema_faults(value)]
    wrong = wrong or [*_twice(value), *_reversed(value, ()), *_unknown_targets(value, kinds)]
    if wrong:
        return tuple(_fault(one, parsed) for one in wrong)
    return _contract(value, kind)


def _fault(one: Violation, parsed: YamlText) -> Fault:
    where = ".".join(str(step) for step in one.path)
    message = f"{where}: {one.message}" if where else one.message
    return Fault(Code.CONFIG_INVALID, message, one.hint, parsed.line_of(one.path))


def _schema_faults(value: Mapping[str, Any]) -> list[Violation]:
    schema = value.get("front_matter")
    fault = schema_fault(schema) if isinstance(schema, dict) else None
    return [Violation(("front_matter", *fault.path), fault.message)] if fault else []


def _twice(value: Mapping[str, Any]) -> list[Violation]:
    """Return the titles that stand for two sections."""
    seen: set[str] = set()
    wrong = []
    for at, section in enumerate(value["sections"]):
        for title in (section["title"], *section.get("aliases", ())):
            if title in seen and not find_placeholder(title):
                message = f"two sections have the title '{title}'"
                wrong.append(Violation(("sections", at), message, "keep one of them"))
            seen.add(title)
    return wrong


def _unknown_targets(value: Mapping[str, Any], kinds: Collection[str]) -> list[Violation]:
    """Return where links are asked for to a kind of page that does not exist."""
    known = (*kinds, *TARGETS)
    places: list[tuple[Path, Mapping[str, Any]]] = [((), value)]
    places += [(("sections", at), one) for at, one in enumerate(value["sections"])]
    return [
        Violation(
            (*path, "holds", "links", at, "to"),
            f"there is no page kind '{name}'",
            did_you_mean(name, known) or one_of(known),
        )
        for path, holder in places
        for at, link in enumerate(holder.get("holds", {}).get("links", ()))
        for name in _names(link["to"])
        if name not in known
    ]


def _reversed(value: object, path: Path) -> list[Violation]:
    """Return the bounds whose least is more than their most."""
    if isinstance(value, list):
        return [one for at, inner in enumerate(value) for one in _reversed(inner, (*path, at))]
    if not isinstance(value, dict):
        return []
    wrong = []
    for key, inner in value.items():
        if key in set(Measure) and inner.get("min", 0) > inner.get("max", inner.get("min", 0)):
            message = f"at least {inner['min']} and at most {inner['max']} cannot be"
            wrong.append(Violation((*path, key), message))
        elif key != "front_matter":
            wrong += _reversed(inner, (*path, key))
    return wrong


def _contract(value: Mapping[str, Any], kind: str) -> Contract:
    return Contract(
        kind=kind,
        title=value["title"],
        front_matter=json.dumps(value.get("front_matter", {}), sort_keys=True),
        asked=tuple(value.get("asked", {}).items()),
        opening=value.get("opening", ""),
        holds=_holds(value.get("holds", {})),
        sections=tuple(_section(one) for one in value["sections"]),
        prose=tuple(value.get("prose", ())),
    )


def _section(value: Mapping[str, Any]) -> SectionRule:
    title = value["title"]
    return SectionRule(
        title=title,
        aliases=tuple(value.get("aliases", ())),
        # A heading that an author makes up cannot be asked for.
        required=value.get("required", True) and not find_placeholder(title),
        holds=_holds(value.get("holds", {})),
        skeleton=value.get("skeleton", ""),
    )


def _holds(value: Mapping[str, Any]) -> Holds:
    steps, questions = value.get("steps"), value.get("questions")
    return Holds(
        counts=tuple((item, value[item]) for item in Item if item in value),
        bounds=tuple(
            Bounds(one, value[one].get("min", 0), value[one].get("max", 0))
            for one in Measure
            if one in value
        ),
        steps=None if steps is None else _steps(steps),
        questions=None if questions is None else _questions(questions),
        links=tuple(_links(one) for one in value.get("links", ())),
    )


def _steps(value: Mapping[str, Any]) -> Steps:
    labels = tuple(_names(one) for one in value.get("labels", ()))
    return Steps(value.get("min", 1), labels)


def _questions(value: Mapping[str, Any]) -> Questions:
    return Questions(value.get("min", 1), value.get("question", "Q:"), value.get("answer", "A:"))


def _links(value: Mapping[str, Any]) -> Links:
    return Links(_names(value["to"]), value.get("min", 1), value.get("sentence", True))


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
