"""List the settings by their names, with what their models know of each."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, HttpUrl, SecretStr
from pydantic.fields import FieldInfo

from examples.config.formats.settings import Allowed, Settings

KeyPath = tuple[str, ...]
"""The keys that lead to a setting, the outermost first."""

PREFIX = Settings.model_config["env_prefix"]
"""How the name of a variable begins. No other program may use it: we refuse what is unknown."""

BETWEEN_KEYS = Settings.model_config["env_nested_delimiter"] or ""
"""What stands between two keys in the name of a variable: a key may hold a single underscore."""

KINDS: Mapping[object, str] = MappingProxyType(
    {
        bool: "switch",
        int: "whole number",
        str: "text",
        Path: "folder",
        HttpUrl: "address",
        SecretStr: "secret",
    }
)
"""What readers call a type."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    path: KeyPath
    """Its keys."""
    field: FieldInfo
    """What its model says of it."""

    @property
    def name(self) -> str:
        """How people call it: its keys with dots between them."""
        return ".".join(self.path)

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + BETWEEN_KEYS.join(self.path).upper()

    @property
    def is_secret(self) -> bool:
        """Whether its value must not be printed."""
        return self._type is SecretStr

    @property
    def kind(self) -> str:
        """The kind of its values, in words."""
        if get_origin(self._type) is Literal:
            return "choice"
        if get_origin(self._type) is tuple:
            return f"list of {KINDS[get_args(self._type)[0]]}s"
        return KINDS[self._type]

    @property
    def choices(self) -> tuple[str, ...]:
        """The values to choose from, if it is a choice."""
        return get_args(self._type) if self.kind == "choice" else ()

    @property
    def bounds(self) -> str:
        """Which values of its kind are accepted, in words."""
        words = [each.words for each in self.field.metadata if isinstance(each, Allowed)]
        match self.kind:
            case "choice":
                words = [", ".join(self.choices)]
            case "switch":
                words = ["true, false"]
            case "whole number":
                words = [f"{self._bound('ge')} to {self._bound('le')}"]
        return words[0] if words else "any"

    @property
    def default(self) -> str:
        """What holds if nobody sets it."""
        return in_words(self.field.default)

    @property
    def affects(self) -> str:
        """What changes with it, in a line."""
        return self.field.description or ""

    @property
    def _type(self) -> Any:
        annotation: Any = self.field.annotation
        if NoneType in get_args(annotation):
            return next(each for each in get_args(annotation) if each is not NoneType)
        return annotation

    def _bound(self, name: str) -> object:
        return next(
            getattr(each, name)
            for each in self.field.metadata
            if getattr(each, name, None) is not None
        )


def in_words(value: object) -> str:
    """Return a value as it would be written in a file; never call it with a secret."""
    match value:
        case None | ():
            return "none"
        case bool():
            return str(value).lower()
        case Path():
            return value.as_posix()
        case tuple() | list():
            return ", ".join(in_words(each) for each in value)
    return str(value)


def settings_of(model: type[BaseModel], path: KeyPath = ()) -> Iterator[Setting]:
    """Yield each setting of a model and of the models in it, in their order."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from settings_of(inner, (*path, name))
        else:
            yield Setting((*path, name), field)


SETTINGS: Mapping[KeyPath, Setting] = MappingProxyType(
    {setting.path: setting for setting in settings_of(Settings)}
)
"""All settings by their keys."""

GROUPS: frozenset[KeyPath] = frozenset(
    path[:length] for path in SETTINGS for length in range(1, len(path))
)
"""The keys under which others stand."""


def names_in(group: KeyPath) -> tuple[str, ...]:
    """Return the keys that stand directly in a group; the empty path is the outermost one."""
    depth = len(group)
    return tuple(dict.fromkeys(path[depth] for path in SETTINGS if path[:depth] == group))


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like another, if one is like it at all.

    The measure is that of `difflib`: the share of characters in matching runs, here 0.6 at least.
    """
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
