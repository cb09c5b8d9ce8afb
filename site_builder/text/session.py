"""Read a `session.toml`: every key is known and has its type, or there is a fault for it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping

from site_builder.model import Code, Server, Session, Step
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.suggest import did_you_mean, one_of

_PLACEHOLDER = re.compile(r"\{(?:(\w+)\.)?port\}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_seconds(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_variables(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


_Accepts = tuple[str, Callable[[object], bool]]
_TEXT: _Accepts = ("a text", _is_text)
_SECONDS: _Accepts = ("a number of seconds above 0", _is_seconds)
_KEYS: Mapping[str, Mapping[str, _Accepts]] = {
    "server": {
        "command": _TEXT,
        "name": _TEXT,
        "ready": _TEXT,
        "env": ("a table of texts", _is_variables),
        "timeout": _SECONDS,
    },
    "step": {
        "run": _TEXT,
        "exit_code": ("a whole number", _is_whole),
        "timeout": _SECONDS,
        "hide": ("true or false", lambda value: isinstance(value, bool)),
    },
}
_REQUIRED = {"server": "command", "step": "run"}


def parse_session(text: str) -> Session | tuple[Fault, ...]:
    """Read the text of a `session.toml`.

    Args:
        text: The whole file.

    Returns:
        The session, or everything that is wrong with it.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else 0
        return (Fault(Code.SESSION_INVALID, f"the file does not parse: {error}", line=line),)
    faults = [*_check(values, text)]
    if faults:
        return tuple(faults)
    servers = tuple(_server(one, at) for at, one in enumerate(values.get("server", [])))
    steps = tuple(Step(**one) for one in values["step"])
    faults = [*_check_ports(servers, steps, text)]
    return tuple(faults) or Session(servers, steps)


def _server(values: Mapping[str, object], at: int) -> Server:
    given = {**values, "name": values.get("name", f"server{at + 1}")}
    variables = given.pop("env", {})
    pairs = tuple(variables.items()) if isinstance(variables, dict) else ()
    return Server(**given, env=pairs)  # type: ignore[arg-type] # their types were checked


def _check(values: Mapping[str, object], text: str) -> Iterator[Fault]:
    for table, entries in values.items():
        if table not in _KEYS:
            hint = did_you_mean(table, _KEYS) or one_of(f"[[{one}]]" for one in _KEYS)
            yield _fault(f"unknown key '{table}'", _line(text, table, 0), hint)
        elif not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            yield _fault(f"'{table}' must be written [[{table}]]", _line(text, table, 0))
        else:
            for at, entry in enumerate(entries):
                yield from _check_entry(table, at, entry, text)
    if "step" not in values:
        yield _fault("there is no [[step]]", 0, 'add one with run = "a command"')


def _check_entry(table: str, at: int, entry: Mapping[str, object], text: str) -> Iterator[Fault]:
    keys = _KEYS[table]
    for name, value in entry.items():
        if name not in keys:
            hint = did_you_mean(name, keys) or one_of(keys)
            yield _fault(f"unknown key '{name}' of [[{table}]]", _line(text, table, at, name), hint)
        elif not keys[name][1](value):
            message = f"'{name}' of [[{table}]] must be {keys[name][0]}, not {value!r}"
            yield _fault(message, _line(text, table, at, name))
    if _REQUIRED[table] not in entry:
        message = f"the key '{_REQUIRED[table]}' of [[{table}]] is missing"
        yield _fault(message, _line(text, table, at))


def _check_ports(
    servers: tuple[Server, ...], steps: tuple[Step, ...], text: str
) -> Iterator[Fault]:
    names = [one.name for one in servers]
    for at, name in enumerate(names):
        if name in names[:at]:
            line = _line(text, "server", at, "name")
            yield _fault(f"two servers have the name '{name}'", line)
    for at, step in enumerate(steps):
        for match in _PLACEHOLDER.finditer(step.run):
            line = _line(text, "step", at, "run")
            if match[1] and match[1] not in names:
                hint = did_you_mean(match[1], names) or one_of(names)
                yield _fault(f"there is no server '{match[1]}'", line, hint)
            elif not match[1] and len(names) != 1:
                message = f"'{{port}}' could be that of any of {len(names)} servers"
                yield _fault(message, line, "write {name.port}")


def _fault(message: str, line: int, hint: str = "") -> Fault:
    return Fault(Code.SESSION_INVALID, message, hint, line)


def _line(text: str, table: str, at: int, key: str = "") -> int:
    """Return the line of a table, by its number among those of its name, or of a key in it."""
    seen, found = -1, 0
    for number, line in enumerate(split_lines(text), start=1):
        bare = line.partition("#")[0].strip()
        if bare.startswith("["):
            seen += bare.strip("[] ") == table
            inside = seen == at and bare.strip("[] ") == table
            if inside and not found:
                found = number
        elif found and seen == at and key and bare.partition("=")[0].strip() == key:
            return number
        elif not found and bare.partition("=")[0].strip() == table:
            found = number
    return found
