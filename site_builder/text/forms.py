"""What PyMarkdown has found on a page, as a value and as bytes that the store keeps."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from site_builder.text.fences import find_fences


@dataclass(frozen=True, slots=True)
class Form:
    """What is wrong with the form of a page."""

    line: int
    column: int
    rule: str
    """Identifier of the rule, such as `md009`."""
    name: str
    """Its name, such as `no-trailing-spaces`."""
    message: str


def forms_as_bytes(forms: Iterable[Form]) -> bytes:
    """Return findings as bytes that `read_forms` understands."""
    return json.dumps([astuple(one) for one in forms]).encode()


def read_forms(data: bytes) -> tuple[Form, ...]:
    """Return the findings that `forms_as_bytes` has written."""
    return tuple(Form(*one) for one in json.loads(data))


def outside_of_code(forms: Iterable[Form], text: str) -> tuple[Form, ...]:
    """Return the findings that are not about the lines between the fences of a block.

    Args:
        forms: What was found.
        text: The page, whole.
    """
    inside = {line for one in find_fences(text) for line in range(one.first + 1, one.last)}
    return tuple(one for one in forms if one.line not in inside)
