"""What the sources that come with pydantic-settings say of a variable, and what ours say."""

import os
from collections.abc import Iterator, Mapping
from unittest.mock import patch

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from pydantic_settings import SettingsError as SourceError

from examples.config.formats.load_settings import Inputs, SettingsError, load
from examples.config.formats.settings import Settings

VARIABLES = (
    ("ASSISTANT_PROVIDER__TIMEOUT", "5"),
    ("ASSISTANT_PROVIDER_TIMEOUT", "60"),
    ("ASSISTANT_MCP__FILESYSTEM__FOLDERS", "docs,faq"),
)
"""Two mistakes, and a list in the form that people write first."""


class BuiltIn(Settings):
    """The same settings, read from the environment by pydantic-settings."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  # the signature is that of the library
        init_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the source that reads the environment, and no other."""
        return (env_settings,)


def told_by_built_in(variables: Mapping[str, str]) -> str:
    """Return what the source of pydantic-settings says of variables.

    It reads the environment of the process, so that is changed for the time of the call.
    """
    with patch.dict(os.environ, variables, clear=True):
        try:
            BuiltIn()
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        except SourceError as error:
            return str(error)
    return "nothing"


def told_by_ours(variables: Mapping[str, str]) -> str:
    """Return what our layers say of variables."""
    try:
        load(Inputs(environment=variables))
    except SettingsError as error:
        first = error.findings[0]
        return f"{first.source}: {first.problem}; {first.remedy}"
    return "nothing"


def comparison() -> Iterator[str]:
    """Yield each variable, and what one is told of it in both ways."""
    for name, value in VARIABLES:
        yield f"{name}={value}"
        yield f"  built in  {told_by_built_in({name: value})}"
        yield f"  ours      {told_by_ours({name: value})}"
