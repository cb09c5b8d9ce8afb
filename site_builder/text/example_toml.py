"""Read an `example.toml`: every key is known and has its type, or there is a fault for it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from site_builder.model import Checker, Code, Needs, Normaliser, RunSpec, Start
from site_builder.text.checkers import read_checkers
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.normalise import is_normaliser, normaliser_names
from site_builder.text.normaliser_table import parse_normalisers
from site_builder.text.suggest import did_you_mean, one_of

STARTS = tuple(one.value for one in Start)
LEVELS = ("beginner", "intermediate", "advanced")

_DEFAULT_RUN = RunSpec()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an example says of itself."""

    title: str
    summary: str
    level: str
    topics: tuple[str, ...]
    covers: tuple[str, ...]
    library: bool
    run: RunSpec
    needs: Needs
    checkers: tuple[Checker, ...] = ()


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that may stand in the file."""

    wants: str
    """The type, as a sentence names it."""
    accepts: Callable[[object], bool]
    required: bool = False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_paths(value: object) -> bool:
    """Return whether a value names files of a folder, and none outside of it."""
    return _is_texts(value) and all(
        one.strip()
        and not one.startswith("/")
        and "\\" not in one
        and not {"", ".", ".."} & set(one.split("/"))
        for one in cast("list[str]", value)
    )


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_seconds(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


_TABLES = ("run", "needs")
_TEXTS = _Key("a list of texts", _is_texts)
_KEYS: Mapping[str, _Key] = {
    "title": _Key("a text", _is_text, required=True),
    "summary": _Key("a text", _is_text, required=True),
    "level": _Key(" or ".join(f'"{level}"' for level in LEVELS), lambda value: value in LEVELS),
    "topics": _TEXTS,
    "covers": _TEXTS,
    "library": _Key("true or false", _is_switch),
    "run": _Key("a table", lambda value: isinstance(value, dict)),
    "run.args": _TEXTS,
    "run.timeout": _Key("a number of seconds above 0", _is_seconds),
    "run.exit_code": _Key("a whole number", _is_whole),
    "run.normalise": _TEXTS,
    "run.normalisers": _Key("tables", lambda value: isinstance(value, list)),
    "run.files": _Key("a list of names or patterns of files in the working folder", _is_paths),
    "run.stderr": _Key("true or false", _is_switch),
    "run.colour": _Key("true or false", _is_switch),
    "checkers": _Key("a table", lambda value: isinstance(value, dict)),
    "run.children_may_fail": _Key("true or false", _is_switch),
    "run.start": _Key(" or ".join(f'"{one}"' for one in STARTS), lambda value: value in STARTS),
    "needs": _Key("a table", lambda value: isinstance(value, dict)),
    "needs.services": _TEXTS,
    "needs.env": _TEXTS,
    "needs.extras": _TEXTS,
}


def parse_example_toml(text: str) -> Declaration | tuple[Fault, ...]:
    """Read the text of an `example.toml`.

    Args:
        text: The whole file.

    Returns:
        What it declares, or everything that is wrong with it.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = getattr(error, "lineno", 0) or _line_in(str(error))
        return (Fault(Code.EXAMPLE_INVALID, f"the file does not parse: {error}", line=line),)
    flat = _flatten(values)
    faults = [*_check_keys(flat, text), *_check_normalisers(flat, text)]
    table = flat.get("checkers")
    checkers = read_checkers(table, text) if isinstance(table, dict) else ()
    faults += [one for one in checkers if isinstance(one, Fault)]
    own = parse_normalisers(flat.get("run.normalisers", []), text)
    faults += [one for one in own if isinstance(one, Fault)]
    if faults:
        return tuple(faults)
    return Declaration(
        title=str(flat["title"]),
        summary=str(flat["summary"]),
        level=str(flat.get("level", "")),
        topics=_texts(flat.get("topics")),
        covers=_texts(flat.get("covers")),
        library=flat.get("library") is True,
        run=RunSpec(
            args=_texts(flat.get("run.args")),
            timeout=_number(flat.get("run.timeout"), _DEFAULT_RUN.timeout),
            exit_code=int(_number(flat.get("run.exit_code"), 0)),
            normalise=_texts(flat.get("run.normalise")),
            normalisers=tuple(one for one in own if isinstance(one, Normaliser)),
            files=_texts(flat.get("run.files")),
            stderr=flat.get("run.stderr") is True,
            colour=flat.get("run.colour") is True,
            children_may_fail=flat.get("run.children_may_fail") is True,
            start=Start(str(flat.get("run.start", Start.AUTO))),
        ),
        needs=Needs(
            services=_texts(flat.get("needs.services")),
            env=_texts(flat.get("needs.env")),
            extras=_texts(flat.get("needs.extras")),
        ),
        checkers=tuple(one for one in checkers if isinstance(one, Checker)),
    )


def _flatten(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values with the keys of the tables that may stand here written `table.key`."""
    flat: dict[str, object] = {}
    for name, value in values.items():
        flat[name] = value
        if isinstance(value, dict) and name in _TABLES:
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
    return flat


def _check_keys(flat: Mapping[str, object], text: str) -> list[Fault]:
    faults = []
    for name, value in flat.items():
        key = _KEYS.get(name)
        line = _line_of(name, text)
        if key is None:
            hint = did_you_mean(name, _KEYS, separator=".") or one_of(_beside(name))
            faults.append(Fault(Code.EXAMPLE_INVALID, f"unknown key '{name}'", hint, line))
        elif not key.accepts(value):
            message = f"'{name}' must be {key.wants}, not {value!r}"
            faults.append(Fault(Code.EXAMPLE_INVALID, message, line=line))
    for name, key in _KEYS.items():
        # A key that is only misspelt has its problem.
        misspelt = any(f"'{name}'" in fault.hint for fault in faults)
        if key.required and name not in flat and not misspelt:
            faults.append(Fault(Code.EXAMPLE_INVALID, f"the key '{name}' is missing"))
    return faults


def _beside(name: str) -> list[str]:
    """Return the keys that may stand in the table of a key."""
    table = name.rpartition(".")[0]
    table = table if table in _KEYS else ""
    return [key for key in _KEYS if key.rpartition(".")[0] == table]


def _check_normalisers(flat: Mapping[str, object], text: str) -> list[Fault]:
    line = _line_of("run.normalise", text)
    return [
        Fault(
            Code.EXAMPLE_INVALID,
            f"there is no normaliser '{name}'",
            did_you_mean(name, normaliser_names()) or one_of(normaliser_names()),
            line,
        )
        for name in _texts(flat.get("run.normalise"))
        if not is_normaliser(name)
    ]


def _line_of(name: str, text: str) -> int:
    """Return the line on which a key or a table is written, 0 if it cannot be found."""
    table = ""
    for number, line in enumerate(split_lines(text), start=1):
        bare = line.partition("#")[0].strip()
        if bare.startswith("[") and bare.endswith("]"):
            table = written = bare.strip("[] ")
        else:
            key = bare.partition("=")[0].strip().strip("\"'")
            written = f"{table}.{key}" if table else key
        if written == name:
            return number
    return 0


def _line_in(message: str) -> int:
    """Return the line that a message of the TOML reader names."""
    after = message.rpartition("at line ")[2]
    number = after.partition(",")[0]
    return int(number) if number.isdigit() else 0


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _number(value: object, default: float) -> float:
    return value if isinstance(value, int | float) else default
