"""Load the settings: read the layers, lay them over each other, check what comes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from examples.config.formats.catalogue import SETTINGS
from examples.config.formats.explain_errors import explain, report
from examples.config.formats.layers import (
    read_environment,
    read_environment_file,
    read_overrides,
    read_settings_file,
)
from examples.config.formats.rules import broken_rules
from examples.config.formats.settings import Settings
from examples.config.formats.settings_service import read_service
from examples.config.formats.sources import Entry, Finding, Layer, Reading


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where to look for settings. Nothing is read that is not named here."""

    folder: Path = Path()
    """Where the files are; their names are relative to it, and appear in messages as they are."""
    file: str | None = None
    """The settings file: YAML, JSON or TOML."""
    service: str | None = field(default=None, repr=False)
    """The address of a settings service."""
    environment_file: str | None = None
    """A file of environment variables."""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The environment; an application passes `os.environ`, a test what it wants."""
    overrides: Sequence[str] = field(default=(), repr=False)
    """What the command line sets, each in the form `provider.timeout=30`."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that are right, and what they were made from."""

    settings: Settings
    """The settings."""
    entries: tuple[Entry, ...]
    """All values that were read, those that do not count included; the later ones count."""


class SettingsError(Exception):
    """The settings are wrong; the message is a report of all mistakes.

    Args:
        findings: The mistakes.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.source))
        super().__init__(report(self.findings))


def load(inputs: Inputs) -> Loaded:
    """Return the settings.

    Raises:
        SettingsError: Something is wrong, in one place or in many.
    """
    layers = list(read_layers(inputs))
    settings, wrong = validate(layers)
    findings = [finding for layer in layers for finding in layer.findings]
    findings += wrong
    if findings or settings is None:
        raise SettingsError(findings)
    return Loaded(settings, tuple(entry for layer in layers for entry in layer.entries))


def read_layers(inputs: Inputs) -> Iterator[Reading]:
    """Yield what each layer gives; of two that set the same thing, the later one counts."""
    below, above = [], []
    if inputs.file:
        below.append(read_settings_file(inputs.folder, inputs.file, Layer.FILE))
    if inputs.service:
        above.append(read_service(inputs.service))
    if inputs.environment_file:
        above.append(read_environment_file(inputs.folder, inputs.environment_file))
    above.append(read_environment(inputs.environment))
    above.append(read_overrides(inputs.overrides))
    yield from below
    if inputs.file:
        yield read_profile_file(inputs.folder, inputs.file, chosen_profile([*below, *above]))
    yield from above


def chosen_profile(layers: Iterable[Reading]) -> str:
    """Return the profile that the layers choose; the default where theirs does not exist."""
    setting = SETTINGS["profile",]
    chosen = [
        entry.value for layer in layers for entry in layer.entries if entry.path == setting.path
    ]
    # It becomes part of a file name, so it must be one that we know.
    return str(chosen[-1]) if chosen and chosen[-1] in setting.choices else setting.default


def read_profile_file(folder: Path, file: str, profile: str) -> Reading:
    """Return what the file of a profile sets: `app.prod.toml` for `app.toml`, if there is one."""
    own = str(Path(file).with_suffix(f".{profile}{Path(file).suffix}"))
    if not (folder / own).exists():
        return Reading()
    reading = read_settings_file(folder, own, Layer.PROFILE_FILE)
    circular = [entry for entry in reading.entries if entry.path == ("profile",)]
    if not circular:
        return reading
    finding = Finding(
        circular[0].source,
        "profile",
        "this file is read because of the profile, and cannot choose it",
        "the settings file, a variable or the command line",
        "remove it here",
    )
    others = tuple(entry for entry in reading.entries if entry not in circular)
    return replace(reading, entries=others, findings=(*reading.findings, finding))


class LayerSource(PydanticBaseSettingsSource):
    """A layer in the form in which pydantic-settings takes it.

    Args:
        layer: What was read.
    """

    def __init__(self, layer: Reading) -> None:
        super().__init__(Settings)
        self._values = nested(layer.entries)

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return the value of a field, its name, and that it is no text that holds JSON."""
        del field
        return self._values.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return all values."""
        return self._values


def validate(layers: Sequence[Reading]) -> tuple[Settings | None, list[Finding]]:
    """Return the settings if they are valid, and what is wrong with them.

    pydantic-settings takes the first of several sources, and our layers begin with the lowest.
    """
    winners = {entry.path: entry for layer in layers for entry in layer.entries}
    sources = tuple(LayerSource(layer) for layer in reversed(layers))
    try:
        # Type checkers know the arguments that are settings, and no others.
        settings = Settings(_build_sources=(sources, {}))  # type: ignore[call-arg]
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False, include_context=False)
        return None, [explain(each, winners) for each in errors]
    return settings, list(broken_rules(settings, winners))


def nested(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return the values of a layer in the form in which models take them: groups in groups."""
    values: dict[str, Any] = {}
    for entry in entries:
        group = values
        for key in entry.path[:-1]:
            group = group.setdefault(key, {})
        group[entry.path[-1]] = entry.value
    return values
