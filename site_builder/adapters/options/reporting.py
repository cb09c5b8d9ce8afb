"""The option `problems`: what counts otherwise than its code says, and why."""

from collections.abc import Mapping
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.model import Code, SeverityRule
from site_builder.model.reporting import is_fixed
from site_builder.text.problem_rules import SEVERITIES, parse_rules


class ProblemRules(option.OptionallyRequired[tuple[SeverityRule, ...]]):
    """A list of exceptions."""

    def run_validation(self, value: object) -> tuple[SeverityRule, ...]:
        """Return the exceptions."""
        rules, faults = parse_rules(value)
        if faults:
            raise base.ValidationError("; ".join(faults))
        return rules

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of the list."""
        text = {"type": "string", "minLength": 1}
        properties = {
            "code": {"enum": [code.slug for code in Code if not is_fixed(code)]},
            "paths": {"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]},
            # YAML reads a bare `off` as false.
            "severity": {"enum": [*SEVERITIES, False]},
            "why": {"type": "string", "pattern": r"\S"},
        }
        entry = {
            "type": "object",
            "additionalProperties": False,
            "required": ["code", "severity", "why"],
            "properties": properties,
        }
        return {"type": "array", "items": entry}
