"""Read the answer of Vale, a program that checks prose by styles of a project's own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alert:
    """What Vale has found."""

    path: str
    """Path of the file, as Vale was given it."""
    line: int
    column: int
    check: str
    """Name of the rule, such as `Vale.Spelling`."""
    message: str
    counts: bool
    """Whether it is an error, and not a warning or a suggestion."""


def read_alerts(answer: str) -> tuple[Alert, ...] | str:
    """Return the alerts in the JSON that Vale prints, or its own message if there are none.

    Args:
        answer: What it has printed.
    """
    try:
        content = json.loads(answer or "{}")
    except json.JSONDecodeError:
        return " ".join(answer.split())
    if "Text" in content and "Code" in content:
        return f"{content['Code']}: {' '.join(str(content['Text']).split())}"
    return tuple(_alerts(content))


def _alerts(content: dict[str, list[dict[str, object]]]) -> Iterator[Alert]:
    for path, found in sorted(content.items()):
        for one in found:
            span = one.get("Span")
            yield Alert(
                path=path.replace("\\", "/"),
                line=_number(one.get("Line")),
                column=_number(span[0]) if isinstance(span, list) and span else 0,
                check=str(one.get("Check", "")),
                message=str(one.get("Message", "")).rstrip("."),
                counts=one.get("Severity") == "error",
            )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
