"""Say where the value of each setting came from, and what it took the place of."""

from collections.abc import Iterator
from dataclasses import dataclass

from examples.config.formats.catalogue import SETTINGS, KeyPath, Setting, in_words
from examples.config.formats.load_settings import Loaded
from examples.config.formats.rules import value_of
from examples.config.formats.sources import Entry, Layer, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from."""

    setting: Setting
    """What was set."""
    value: str
    """The value in words; of a secret only that there is one."""
    source: Source
    """Where it was written."""
    overridden: tuple[Entry, ...]
    """What lower layers wanted instead, the highest of them first."""

    def __str__(self) -> str:
        """Return it as a line."""
        instead = "; ".join(self._describe(entry) for entry in self.overridden)
        tail = f", instead of {instead}" if instead else ""
        return f"{self.setting.name:26}  {self.value:28}  {self.source}{tail}"

    def _describe(self, entry: Entry) -> str:
        value = "another" if self.setting.is_secret else in_words(entry.value)
        return f"{value} ({entry.source})"


def origin_of(loaded: Loaded, path: KeyPath) -> Origin:
    """Return where the value of a setting came from."""
    setting = SETTINGS[path]
    entries = [entry for entry in loaded.entries if entry.path == path]
    winner = entries[-1] if entries else None
    value = value_of(setting.name, loaded.settings)
    return Origin(
        setting,
        "(hidden)" if setting.is_secret and winner else value,
        winner.source if winner else Source(Layer.DEFAULT),
        tuple(reversed(entries[:-1])),
    )


def origins(loaded: Loaded, *, with_defaults: bool = True) -> Iterator[Origin]:
    """Yield the origin of each setting, in the order of the reference.

    Args:
        loaded: The settings.
        with_defaults: Whether those that nobody set are among them.
    """
    for path in SETTINGS:
        origin = origin_of(loaded, path)
        if with_defaults or origin.source.layer is not Layer.DEFAULT:
            yield origin
