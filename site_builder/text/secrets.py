"""Find secrets in a text before it is written, and take them out of what must be written."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from site_builder.model import Code
from site_builder.text.ansi import strip_ansi
from site_builder.text.detectors import detectors, may_hold_a_secret
from site_builder.text.fault import Fault

CONCEALED = "<secret>"
"""What stands in the place of a secret."""

_NAMES = re.compile(
    r"key|token|secret|passw|pwd|credential|private|auth|_pass$|^pass|dsn$|cookie", re.IGNORECASE
)
"""Parts of the names of variables that hold secrets."""
_LEAST = 8
"""Length from which a value is searched for; a shorter one stands in many texts by accident."""
_MOST_ROUNDS = 10
"""How often a text is read again: a secret may hide the one that touches it."""
_ALLOWED = re.compile(r"pragma: ?(?:allow|white)list[ -]secret")
_ALLOWED_NEXT = re.compile(r"pragma: ?allowlist[ -]nextline[ -]secret")
_REST = re.compile(r"[\w+/=.-]*")
_KEY_END = re.compile(r"-----END[A-Z0-9 ]*-----")


@dataclass(frozen=True, slots=True)
class KnownSecret:
    """The value of a variable that no text may hold."""

    name: str
    """Name of the variable."""
    value: str


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """A place in a text that holds a secret. It does not hold the secret itself."""

    start: int
    """Where it begins in the text without the codes of a terminal."""
    end: int
    line: int
    """Line in the text, counted from 1."""
    kind: str
    """What it is, as a sentence names it."""


def known_secrets(variables: Mapping[str, str]) -> tuple[KnownSecret, ...]:
    """Return the values among variables that look like secrets, by name or by form.

    Args:
        variables: Names and values of environment variables.
    """
    return tuple(
        KnownSecret(name, part)
        for name, value in sorted(variables.items())
        if _NAMES.search(name) or _found(value, ())
        # A private key has many lines; an output may hold any of them.
        for part in (value.strip(), *(line.strip() for line in value.split("\n")[1:]))
        if len(part) >= _LEAST and not part.startswith("-----")
    )


def find_secrets(text: str, known: Sequence[KnownSecret] = ()) -> tuple[Secret, ...]:
    """Find the secrets in a text.

    A line that holds `pragma: allowlist secret`, or follows one with `pragma: allowlist nextline
    secret`, may hold what looks like one, but never the value of a known one.

    Args:
        text: Code, an output, a notebook, a message.
        known: Values that it must not hold, also when they are escaped for an address or for JSON.

    Returns:
        Each place that holds one, in order, none within another.
    """
    return _found(_plain(text), tuple(known))


def conceal(text: str, known: Sequence[KnownSecret] = ()) -> str:
    """Return a text with each of its secrets replaced; then the codes of a terminal are gone, too.

    Args:
        text: A text.
        known: Values that it must not hold.
    """
    for _ in range(_MOST_ROUNDS):
        plain = _plain(text)
        secrets = _found(plain, tuple(known))
        if not secrets:
            break
        for one in reversed(secrets):
            plain = f"{plain[: one.start]}{CONCEALED}{plain[one.end :]}"
        text = plain
    return text


def secret_faults(text: str, known: Sequence[KnownSecret] = ()) -> tuple[Fault, ...]:
    """Return a fault for each secret in a text, with its line and without the secret.

    Args:
        text: Code, an output, a notebook.
        known: Values that it must not hold.
    """
    hint = (
        "take it out, and have it revoked if it was one; "
        "a line with the comment 'pragma: allowlist secret' may hold what only looks like one"
    )
    found = dict.fromkeys((one.kind, one.line) for one in find_secrets(text, known))
    return tuple(
        Fault(Code.SECRET_FOUND, f"here stands a secret ({kind})", hint, line)
        for kind, line in found
    )


def _plain(text: str) -> str:
    # A program that colours its output may colour the digits within a token.
    return strip_ansi(text) if "\x1b" in text else text


@lru_cache(maxsize=1024)
def _found(text: str, known: tuple[KnownSecret, ...]) -> tuple[Secret, ...]:
    spans = [
        (at, at + len(form), f"the value of the variable {one.name}")
        for one in known
        for form in _forms(one.value)
        for at in _places(form, text)
    ]
    if may_hold_a_secret(text):
        spans += [one for one in _by_form(text) if not _is_allowed(text, one[0])]
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans, key=lambda one: (one[0], -one[1])):
        if merged and start < merged[-1][1]:
            last = merged[-1]
            merged[-1] = (last[0], max(last[1], end), last[2])
        else:
            merged.append((start, end, kind))
    return tuple(Secret(a, b, text.count("\n", 0, a) + 1, kind) for a, b, kind in merged)


def _by_form(text: str) -> list[tuple[int, int, str]]:
    return [
        (match.start(), _end(match), detector.kind)
        for detector in detectors()
        for pattern in detector.patterns
        for match in pattern.finditer(text)
        if detector.accepts(match)
    ]


def _end(match: re.Match[str]) -> int:
    """Return where a secret ends: of some the detectors know only the beginning."""
    text = match.string
    if "PRIVATE KEY" in match[0] or match[0].startswith("PuTTY"):
        end = _KEY_END.search(text, match.end())
        return end.end() if end else len(text)
    rest = _REST.match(text, match.end())
    return rest.end() if rest else match.end()


def _forms(value: str) -> set[str]:
    """Return the ways to write a value: as it is, in an address, in JSON."""
    return {value, quote(value, safe=""), quote(value), json.dumps(value)[1:-1], repr(value)[1:-1]}


def _places(form: str, text: str) -> list[int]:
    places = []
    at = text.find(form)
    while at >= 0:
        places.append(at)
        at = text.find(form, at + len(form))
    return places


def _is_allowed(text: str, at: int) -> bool:
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[begin : end if end >= 0 else len(text)]
    before = text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : max(begin - 1, 0)]
    return bool(_ALLOWED.search(line) or _ALLOWED_NEXT.search(before))
