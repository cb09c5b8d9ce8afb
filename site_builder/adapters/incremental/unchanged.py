"""Know that nothing has changed since the last build, so that there is nothing to do.

What a build has asked of the file system is kept when it has ended well. As long as all of that is
as it was, and the site, too, another build would give the same site.
"""

import hashlib
import json
import logging
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.adapters.incremental.asked import (
    Asked,
    answer_of,
    digest_of_site,
    still,
)
from site_builder.stages.store import Store

_KIND = "builds"
_OWN = (
    _KIND,
    "blocks",
    "cards",
    "facts",
    "learned",
    "pages",
    "samples",
    "search",
    "sites",
    "templates",
)
"""What builds themselves put into the store."""
_SEAL = 64
"""Bytes at the beginning of an object of the store that tell it from any other."""
_PASSING = ("COLUMNS", "LINES", "NO_MKDOCS_2_WARNING", "OLDPWD", "PWD", "SHLVL", "TERM", "_")
"""Variables that say where a command was given or what it shows, not what it does."""
_OF_MAKE = ("MAKE", "MFLAGS")
_SAID_ANYWAY = ("Building documentation", "Cleaning site directory", "Documentation built")
"""How the messages begin that MkDocs has for each build, also for one that does nothing."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last build, of which another one would make the same."""

    site: Path
    config: str
    """Digest of its configuration."""
    plain: bool
    """Whether no option of a command took part in it."""
    said: list[tuple[str, int, str]]
    """What it has said: the names of loggers, levels and messages."""


class Attempt:
    """A build that may be the last one of the next."""

    def __init__(self) -> None:
        """Begin to listen to it."""
        self._asked = Asked()
        self._ear = _Ear()
        logging.getLogger("mkdocs").addHandler(self._ear)

    def stop(self) -> None:
        """Listen no longer."""
        self._asked.stop()
        logging.getLogger("mkdocs").removeHandler(self._ear)

    def keep(self, store: Store, config_file: Path, last: Last) -> None:
        """Keep what the build has asked, if that is all it depends on.

        Args:
            store: Where to keep it.
            config_file: The configuration.
            last: What is to be known of the build; what it said is added.
        """
        self.stop()
        said = self._ear.said
        if self._asked.beyond or any(level >= logging.WARNING for _, level, _ in said):
            return
        for path in _files_of(config_file):
            self._asked.note(path)
        apart = _apart(store.folder, last.site)
        states = self._asked.states(apart)
        if states is None:
            return
        record = {
            "surroundings": _surroundings(),
            "site": [str(last.site), digest_of_site(last.site)],
            "config": last.config,
            "plain": last.plain,
            "said": said,
            "apart": apart,
            "paths": states[0],
            "folders": states[1],
            "commands": [[*one, answer_of(one)] for one in sorted(self._asked.commands)],
            "stored": _objects(store, self._asked.paths),
        }
        store.put(_KIND, str(config_file), json.dumps(record).encode())


def last_build(store: Store, config_file: Path) -> Last | None:
    """Return the last build of a project if nothing has changed since.

    Args:
        store: Where it was kept.
        config_file: The configuration.
    """
    kept = store.get(_KIND, str(config_file))
    if kept is None:
        return None
    record: dict[str, Any] = json.loads(kept)
    site, state = record["site"]
    left_out = (*record["apart"], "/proc/", "/dev/", "/sys/")
    stands = (
        record["surroundings"] == _surroundings()
        and still(record["paths"], record["folders"], left_out)
        and all(_seal_of(store.folder / name) == was for name, was in record["stored"].items())
        and digest_of_site(Path(site)) == state
        and all(answer_of(command) == was for *command, was in record["commands"])
    )
    if not stands:
        return None
    said = [(name, level, message) for name, level, message in record["said"]]
    return Last(Path(site), record["config"], record["plain"], said)


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_SAID_ANYWAY):
            self.said.append((record.name, record.levelno, message))


def _apart(store: Path, site: Path) -> list[str]:
    """Return the beginnings of the paths that a build writes itself."""
    # The folder in which the next site is made lies beside it.
    return [f"{store}/", f"{site}/", f"{site.parent}/.{site.name}."]


def _files_of(config_file: Path) -> Iterator[Path]:
    """Yield a configuration and those that it inherits from, which were read before we were."""
    seen: set[Path] = set()
    while config_file not in seen and config_file.is_file():
        seen.add(config_file)
        yield config_file
        text = config_file.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"^INHERIT:\s*['\"]?([^'\"#\n]+)", text, re.MULTILINE)
        if not found:
            return
        config_file = (config_file.parent / found[1].strip()).resolve()


def _objects(store: Store, paths: Iterable[str]) -> dict[str, str]:
    """Return the objects that were asked of a store and are not of a build's own making."""
    top = f"{store.folder}/"
    names = (path.removeprefix(top) for path in sorted(paths) if path.startswith(top))
    taken = [name for name in names if "/" in name and name.partition("/")[0] not in _OWN]
    return {name: _seal_of(store.folder / name) for name in taken}


def _seal_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_SEAL).decode("latin-1")
    except OSError:
        return ""


def _surroundings() -> list[str]:
    """Return what else a build may depend on: Python, the day, the folder, the environment."""
    variables = sorted(
        f"{name}={value}"
        for name, value in os.environ.items()
        if name not in _PASSING and not name.startswith(_OF_MAKE)
    )
    environment = hashlib.sha256("\n".join(variables).encode("utf-8", "surrogateescape"))
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return [sys.version, sys.prefix, day, str(Path.cwd()), environment.hexdigest()]
