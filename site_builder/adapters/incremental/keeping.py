"""Decide what of a build can be kept, and say why if it cannot."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from site_builder.adapters.incremental.described import (
    UndescribableError,
    describe,
    digest,
    digest_of_folder,
    installed_folders,
)
from site_builder.adapters.incremental.shown import state_of_theme
from site_builder.adapters.incremental.templates import templates_beyond_page
from site_builder.adapters.incremental.vouched import doubts_of_conversion, doubts_of_output

_log = logging.getLogger("mkdocs.plugins.site_builder")


def state_of_conversion(config: MkDocsConfig, trusted: tuple[str, ...], installation: str) -> str:
    """Return a digest of all that each conversion depends on; empty if that cannot be known.

    Args:
        config: The configuration.
        trusted: Modules that the project vouches for.
        installation: The versions of all that is installed.
    """
    doubts = doubts_of_conversion(config, trusted)
    state = ""
    try:
        extensions = [_told(one) for one in config.markdown_extensions]
        values = (config.mdx_configs or {}, config.use_directory_urls, config.validation)
        # Extensions look for files from the current folder on.
        state = digest(installation, str(Path.cwd()), *extensions, *map(describe, values))
    except UndescribableError as error:
        doubts.append(f"the options of Markdown extensions hold {error}")
    return _unless(doubts, "converted", state)


def state_of_output(
    env: jinja2.Environment,
    config: MkDocsConfig,
    nav: Navigation | None,
    trusted: tuple[str, ...],
    installation: str,
) -> str:
    """Return a digest of all that each finished page depends on; empty if that cannot be known.

    Args:
        env: The environment of the theme's templates.
        config: The configuration.
        nav: The navigation.
        trusted: Modules that the project vouches for.
        installation: The versions of all that is installed.
    """
    doubts = doubts_of_output(config, trusted)
    state = ""
    try:
        folders = [Path(one) for one in config.theme.dirs]
        own = [one for one in folders if not f"{one}/".startswith(installed_folders())]
        names = [name for one in own for name in templates_beyond_page(one, env)]
        doubts += [f"the template '{name}' shows more than its own page" for name in names]
        state = digest(installation, state_of_theme(config, nav), *map(digest_of_folder, own))
    except UndescribableError as error:
        doubts.append(f"the configuration holds {error}")
    return _unless(doubts, "rendered", state)


def _unless(doubts: Iterable[str], done: str, state: str) -> str:
    """Return a state, unless there are doubts, which are said."""
    for doubt in doubts:
        _log.info("Every page is %s in each build, because %s.", done, doubt)
        state = ""
    return state


def _told(extension: Any) -> str:
    return extension if isinstance(extension, str) else type(extension).__module__
