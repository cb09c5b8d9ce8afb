"""Let MkDocs do nothing when nothing has changed since the last build."""

import contextlib
import copy
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.theme import Theme

from site_builder.adapters.incremental.described import UndescribableError, describe, digest
from site_builder.adapters.incremental.unchanged import Attempt, Last, last_build
from site_builder.adapters.incremental.vouched import strangers
from site_builder.stages.store import Store
from site_builder.stages.write import discard

_log = logging.getLogger("mkdocs.plugins.site_builder")


class Idling:
    """One build, which is spared if it would make what the last one has made."""

    def __init__(self, store: Store, config_file: Path, trusted: tuple[str, ...]) -> None:
        """Begin a build.

        Args:
            store: Where the last build is kept.
            config_file: The configuration.
            trusted: Modules that the project vouches for.
        """
        self._attempt = Attempt()
        self._store = store
        self._config_file = config_file
        self._trusted = trusted
        self._config = ""

    def look_at(self, config: MkDocsConfig) -> None:
        """Learn the configuration, when all plugins have seen it."""
        values = {name: one for name, one in config.items() if name not in _NOT_TOLD}
        # An extension that is no name is our own.
        names = [one for one in config.markdown_extensions if isinstance(one, str)]
        plugins = [(name, getattr(one, "config", one)) for name, one in config.plugins.items()]
        with contextlib.suppress(UndescribableError):
            told = map(describe, (values, names, plugins, vars(config.theme)))
            self._config = digest(*told)

    def spared(self, config: MkDocsConfig, target: Path) -> MkDocsConfig | None:
        """Return a configuration of which MkDocs makes nothing, if there is nothing to do.

        Args:
            config: The configuration, whose folder for the site is empty and is taken away.
            target: The folder of the site.
        """
        last = last_build(self._store, self._config_file)
        if not self._config or not last or last.site != target or last.config != self._config:
            return None
        self._attempt.stop()
        for name, level, message in last.said:
            logging.getLogger(name).log(level, "%s", message)
        _log.info("Nothing has changed since the last build.")
        staging, config.site_dir = Path(config.site_dir), str(target)
        return _empty(config, staging)

    def keep(self, config: MkDocsConfig, target: Path, *, plain: bool) -> None:
        """Keep what this build depends on, when its site is in its place.

        Args:
            config: The configuration.
            target: The folder of the site.
            plain: Whether no option of a command has changed the options of the project.
        """
        if self._config and not strangers(config, self._trusted):
            last = Last(target, self._config, plain, [])
            self._attempt.keep(self._store, self._config_file, last)

    def stop(self) -> None:
        """End what listens."""
        self._attempt.stop()


_NOT_TOLD = frozenset({"site_dir", "plugins", "theme", "markdown_extensions", "strict"})
"""What is told in another way, differs in each build, or is for the command alone."""


def _empty(config: MkDocsConfig, folder: Path) -> MkDocsConfig:
    empty = copy.copy(config)
    # There, MkDocs finds neither pages nor templates.
    empty.docs_dir = empty.site_dir = str(folder)
    empty.theme = Theme(custom_dir=str(folder))
    empty.theme.static_templates = set()
    empty.nav, empty.extra_templates = None, []
    empty.plugins = PluginCollection()
    empty.plugins["idle"] = _Broom(folder)
    return empty


class _Broom(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Takes the folder away in which nothing was made."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        del config
        discard(self._folder)
