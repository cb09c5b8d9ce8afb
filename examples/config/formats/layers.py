"""Read each layer: a settings file, a file of variables, the environment, the command line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from examples.config.formats.catalogue import (
    BETWEEN_KEYS,
    GROUPS,
    PREFIX,
    SETTINGS,
    KeyPath,
    closest,
    names_in,
)
from examples.config.formats.environment_file import Variable, read_variables
from examples.config.formats.formats import FormatError, read_document, read_text
from examples.config.formats.sources import SECRET_LAYERS, Entry, Finding, Layer, Reading, Source

OPTION = "--set"
"""The option that sets one thing: `--set provider.timeout=30`."""


def read_settings_file(folder: Path, file: str, layer: Layer) -> Reading:
    """Return what a settings file sets.

    Args:
        folder: Where the file is looked for.
        file: Its name, which messages repeat.
        layer: Whether it is the file or that of a profile.
    """
    try:
        document = read_document(folder / file)
    except FormatError as error:
        return Reading(findings=(unreadable(Source(layer, file, error.line), error.problem),))
    return placed(
        Entry(path, value, Source(layer, file, document.lines.get(path, 0)))
        for path, value in values_in(document.values)
    )


def values_in(values: Mapping[str, object], path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Yield what stands in the groups that we know; what is no group is yielded as it is."""
    for key, value in values.items():
        here = (*path, key)
        if here not in GROUPS:
            yield here, value
        elif isinstance(value, Mapping):
            yield from values_in(value, here)
        elif value is not None:
            # A group with nothing in it is what is left when all its keys are commented out.
            yield here, value


def read_environment_file(folder: Path, file: str) -> Reading:
    """Return what a file of environment variables sets; others than ours are left alone."""
    try:
        variables = list(read_variables(read_text(folder / file)))
    except FormatError as error:
        source = Source(Layer.ENVIRONMENT_FILE, file, error.line)
        return Reading(findings=(unreadable(source, error.problem),))
    broken = tuple(unreadable_line(file, each) for each in variables if each.value is None)
    entries = (
        Entry(path_of(each.name), each.value, source_of(file, each))
        for each in variables
        if each.name.startswith(PREFIX) and each.value
    )
    reading = placed(entries)
    return Reading(reading.entries, (*broken, *reading.findings))


def read_environment(environment: Mapping[str, str]) -> Reading:
    """Return what the environment sets. A variable that is empty counts as one that is not set."""
    return placed(
        Entry(path_of(name), value, Source(Layer.ENVIRONMENT, label=name))
        for name, value in sorted(environment.items())
        if name.startswith(PREFIX) and value
    )


def read_overrides(overrides: Sequence[str]) -> Reading:
    """Return what the command line sets, each in the form `provider.timeout=30`."""
    broken = tuple(incomplete(each) for each in overrides if "=" not in each)
    pairs = (each.partition("=") for each in overrides if "=" in each)
    reading = placed(
        Entry(tuple(name.split(".")), value, Source(Layer.COMMAND_LINE, label=f"{OPTION} {name}"))
        for name, _, value in pairs
    )
    return Reading(reading.entries, (*broken, *reading.findings))


def path_of(variable: str) -> KeyPath:
    """Return the keys that a variable stands for."""
    return tuple(variable.removeprefix(PREFIX).lower().split(BETWEEN_KEYS))


def source_of(file: str, variable: Variable) -> Source:
    """Return where a variable of a file stands."""
    return Source(Layer.ENVIRONMENT_FILE, file, variable.line, variable.name)


def placed(entries: Iterable[Entry]) -> Reading:
    """Return the entries for which there is a setting, and what is wrong with the others."""
    checked = [place(entry) for entry in entries]
    return Reading(
        tuple(each for each in checked if isinstance(each, Entry)),
        tuple(each for each in checked if isinstance(each, Finding)),
    )


def place(entry: Entry) -> Entry | Finding:
    """Return an entry if its layer may set such a setting, else what is wrong."""
    setting = SETTINGS.get(entry.path)
    if setting is None:
        return unknown(entry)
    if setting.is_secret and entry.source.layer not in SECRET_LAYERS:
        return Finding(
            entry.source,
            setting.name,
            f"a secret may not come from the {entry.source.layer.title}",
            "the environment, or the environment file",
            f"remove it here, set {setting.variable}, and replace the secret if others saw it",
        )
    if setting.is_secret:
        # From here on it is hidden, also from those who print what they were given.
        return replace(entry, value=SecretStr(str(entry.value)))
    return entry


def unknown(entry: Entry) -> Finding:
    """Return what to say of an entry that is none of our settings; its value may be a secret."""
    name = ".".join(entry.path)
    if entry.path in GROUPS:
        problem = "this is a group of settings, and a single value was given"
        remedy = f"set one of the group, such as {name}.{names_in(entry.path)[0]}"
        return Finding(entry.source, name, problem, ", ".join(names_in(entry.path)), remedy)
    if entry.source.label.startswith(PREFIX):
        allowed = f"{PREFIX} and the keys, with two underscores between them"
        # Without the prefix, which would make any two of them alike.
        known_names = {each.variable.removeprefix(PREFIX): each for each in SETTINGS.values()}
        match = closest(entry.source.label.removeprefix(PREFIX), known_names)
        found = known_names[match].variable if match else None
    else:
        known = [each for each in GROUPS if entry.path[: len(each)] == each]
        allowed = ", ".join(names_in(max(known, key=len, default=())))
        found = closest(name, (".".join(each) for each in (*SETTINGS, *sorted(GROUPS))))
    remedy = f"did you mean {found}?" if found else "remove it"
    return Finding(entry.source, name, "there is no such setting", allowed, remedy)


def unreadable(source: Source, problem: str) -> Finding:
    """Return what to say of a file that cannot be read."""
    allowed = "a file in UTF-8, in the format of its suffix"
    return Finding(source, "", problem, allowed, "correct the file, or name another")


def unreadable_line(file: str, variable: Variable) -> Finding:
    """Return what to say of a line that is no variable."""
    return Finding(
        source_of(file, variable),
        "",
        "this line cannot be read",
        "NAME=value, with or without quotes around the whole value",
        "correct the line, or put a # before it",
    )


def incomplete(override: str) -> Finding:
    """Return what to say of an option that sets nothing."""
    # Only what may be a name is repeated: after a wrong sign the value follows.
    name = re.split(r"[^\w.]", override, maxsplit=1)[0]
    source = Source(Layer.COMMAND_LINE, label=f"{OPTION} {name}")
    return Finding(source, name, "there is no value", "name=value", f"write {OPTION} {name}=VALUE")
