"""Kinds of options that MkDocs does not bring."""

import re
from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.text.suggest import did_you_mean

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kmg]?)b?\s*", re.IGNORECASE)


@runtime_checkable
class Described(Protocol):
    """A kind of option that knows what values it takes."""

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of its values."""


class Size(option.OptionallyRequired[int]):
    """A number of bytes, as a number or as text such as `5 MB`."""

    def run_validation(self, value: object) -> int:
        """Return the number of bytes."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        size = size_of(value) if isinstance(value, str) else None
        if size is None:
            raise base.ValidationError(f"Not a size: {value!r}; write bytes, or text as '5 MB'")
        return size

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of a size."""
        return {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]}


def size_of(text: str) -> int | None:
    """Return the bytes that a text such as `5 MB` names; nothing if it names none."""
    match = _SIZE.fullmatch(text)
    return int(float(match[1]) * _UNITS[match[2].lower()]) if match else None


class Word(option.Choice[str]):
    """One of several words, also where YAML takes the word `off` for a value that is false."""

    def run_validation(self, value: object) -> str:
        """Return the word."""
        word = "off" if value is False and "off" in self.choices else value
        return super().run_validation(word)


class Strict(base.Config):  # type: ignore[no-untyped-call]
    """Options among which one that does not exist is a mistake, not a remark."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Find what is wrong."""
        failed, warnings = super().validate()
        known = {name for name, _ in self._schema}
        for name in sorted(set(self) - known):
            hint = did_you_mean(name, known)
            message = "There is no such option" + (f"; {hint}" if hint else "")
            failed.append((name, base.ValidationError(message)))
        return failed, [(name, text) for name, text in warnings if name in known]
