"""Read the `[[run.normalisers]]` of an `example.toml`: what varies in words of its own."""

import re
import warnings
from collections.abc import Mapping, Sequence

from site_builder.model import Code, Normaliser
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.normalise import is_normaliser
from site_builder.text.suggest import did_you_mean, one_of

_TABLE = "run.normalisers"
_KEYS = ("name", "pattern", "replacement")


def parse_normalisers(value: object, text: str) -> tuple[Normaliser, ...] | tuple[Fault, ...]:
    """Read the normalisers of an example.

    Args:
        value: What the TOML reader has made of them.
        text: The file, for the lines of its mistakes.

    Returns:
        The normalisers, or everything that is wrong with them.
    """
    entries = value if isinstance(value, list) else [value]
    starts = _starts(text)
    faults: list[Fault] = []
    made: list[Normaliser] = []
    for number, entry in enumerate(entries):
        start = starts[number] if number < len(starts) else 0
        found = _read(entry, start, text, [one.name for one in made])
        if isinstance(found, Normaliser):
            made.append(found)
        else:
            faults += found
    return tuple(faults) or tuple(made)


def _read(entry: object, start: int, text: str, taken: Sequence[str]) -> Normaliser | list[Fault]:
    if not isinstance(entry, Mapping):
        message = f"'{_TABLE}' must be tables with {', '.join(_KEYS)}, not {entry!r}"
        return [Fault(Code.EXAMPLE_INVALID, message, "write [[run.normalisers]]", start)]
    faults = [*_unknown(entry, start, text), *_mistyped(entry, start, text)]
    if faults:
        return faults
    one = Normaliser(
        entry["name"], entry["pattern"], entry.get("replacement", f"<{entry['name']}>")
    )
    if one.name in taken or is_normaliser(one.name):
        message = f"there is a normaliser '{one.name}' already"
        return [Fault(Code.EXAMPLE_INVALID, message, "choose another name", start)]
    return [Fault(Code.EXAMPLE_INVALID, *bad, start)] if (bad := _bad(one)) else one


def _unknown(entry: Mapping[str, object], start: int, text: str) -> list[Fault]:
    return [
        Fault(
            Code.EXAMPLE_INVALID,
            f"unknown key '{_TABLE}.{key}'",
            did_you_mean(key, _KEYS) or one_of(_KEYS),
            _line_of(key, start, text),
        )
        for key in entry
        if key not in _KEYS
    ]


def _mistyped(entry: Mapping[str, object], start: int, text: str) -> list[Fault]:
    faults = []
    for key in _KEYS:
        value = entry.get(key)
        if key in entry and not (isinstance(value, str) and (value or key == "replacement")):
            message = f"'{_TABLE}.{key}' must be a text, not {value!r}"
            faults.append(Fault(Code.EXAMPLE_INVALID, message, line=_line_of(key, start, text)))
        elif key not in entry and key != "replacement":
            message = f"a normaliser lacks the key '{key}'"
            faults.append(Fault(Code.EXAMPLE_INVALID, message, line=start))
    return faults


def _bad(one: Normaliser) -> tuple[str, str] | None:
    """Return what is wrong with a pattern or its replacement, and what to do."""
    try:
        with warnings.catch_warnings():
            # What may mean something else in a later Python means something in this one.
            warnings.simplefilter("ignore")
            pattern = re.compile(one.pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"the pattern of '{one.name}' cannot be read: {error}", "see Python's module re"
    if pattern.search(""):
        message = f"the pattern of '{one.name}' matches nothing at all, so it matches everywhere"
        return message, "make it need at least one character"
    try:
        _with_groups_of(pattern).sub(one.replacement, "")
    except (re.error, IndexError) as error:
        message = f"the replacement of '{one.name}' cannot be read: {error.args[0]}"
        return message, "write a backslash as \\\\, and a group as \\1"
    return None


def _with_groups_of(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern that matches the empty text and has the same groups as another."""
    names = {number: name for name, number in pattern.groupindex.items()}
    groups = range(1, pattern.groups + 1)
    return re.compile("".join(f"(?P<{names[n]}>)" if n in names else "()" for n in groups))


def _starts(text: str) -> list[int]:
    """Return the lines on which the tables begin."""
    return [
        number
        for number, line in enumerate(split_lines(text), start=1)
        if line.partition("#")[0].strip().replace(" ", "") == f"[[{_TABLE}]]"
    ]


def _line_of(key: str, start: int, text: str) -> int:
    """Return the line of a key in a table that begins on a line."""
    for number, line in enumerate(split_lines(text)[start:], start=start + 1):
        if line.partition("=")[0].strip().strip("\"'") == key:
            return number
    return start
