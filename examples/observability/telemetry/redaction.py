"""Keep prompts and secrets out of whatever leaves the process.

Two things give a value away: its name, and its form. A secret with neither is not found, so the
first rule stays: do not log what you would not want to read in a newspaper.
"""

import re
from collections.abc import Mapping, Sequence

SECRET = "[secret]"  # noqa: S105  # what stands in for one
DEEPEST = 6
"""How many containers inside each other are looked into; what lies deeper is left out."""

_SECRET_NAMES = re.compile(
    r"(?:^|[._-])(?:api[._-]?key|authorization|cookie|credentials?|passw(?:or)?d|secret"
    r"|(?:access|auth|refresh|session)[._-]?token)$",
    re.IGNORECASE,
)
# The last part of a name that says: here is what somebody wrote.
_TEXT_NAMES = re.compile(
    r"(?:^|\.)(?:answer|completion|content|input|messages|output|prompt|question|reply|text)$",
    re.IGNORECASE,
)
# Where a word begins; the `n` of an escaped line break in the `repr` of a text belongs to no word.
_BEGIN = r"(?:(?<![\w-])|(?<=\\[nrt]))"
_SECRET_FORMS = re.compile(
    _BEGIN + r"(?:sk|pk|rk)-[\w-]{8,}"  # keys of model providers
    "|" + _BEGIN + r"AKIA[0-9A-Z]{16}\b"  # keys of AWS
    "|" + _BEGIN + r"eyJ[\w-]+\.[\w-]+\.[\w-]+"  # JSON web tokens
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"  # user and password in an address
    r"|(?i:(?<=bearer )|(?<=basic ))[\w.~+/=-]{8,}"  # what follows in a header
)


class Redactor:
    """Replaces secrets and texts in values of any shape.

    Args:
        show_texts: Whether prompts and replies may be seen; secrets never may.
    """

    def __init__(self, *, show_texts: bool = False) -> None:
        self._show_texts = show_texts

    def redact(self, name: str, value: object, depth: int = 0) -> object:
        """Return a value without what must not be seen.

        Args:
            name: Under which name it would be reported.
            value: A value as it is put into JSON, or an object, of which its text is taken.
            depth: How many containers are around it.
        """
        if _SECRET_NAMES.search(name):
            return SECRET
        if not self._show_texts and _TEXT_NAMES.search(name):
            return described(value)
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return without_secrets(value)
        return self._inside(name, value, depth)

    def fields(self, fields: Mapping[str, object]) -> dict[str, object]:
        """Return fields with their values redacted."""
        return {name: self.redact(name, value) for name, value in fields.items()}

    def _inside(self, name: str, value: object, depth: int) -> object:
        if depth >= DEEPEST:
            return "[too deep]"
        if isinstance(value, Mapping):
            return {
                without_secrets(str(key)): self.redact(str(key), each, depth + 1)
                for key, each in value.items()
            }
        if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
            return [self.redact(name, each, depth + 1) for each in value]
        return without_secrets(str(value))


def without_secrets(text: str) -> str:
    """Return a text with everything replaced that has the form of a secret."""
    return _SECRET_FORMS.sub(SECRET, text)


def described(value: object) -> str:
    """Return how long a text is, which is what one needs of it to explain a slow call.

    No hash: whoever can guess a short text could test the guess.
    """
    if isinstance(value, str):
        return f"[text, {len(value)} characters]"
    if isinstance(value, Sequence):
        return f"[{len(value)} texts]"
    return "[text]"
