"""A project that is edited and built, with what is needed to build it from nothing, too."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from tests.command import write
from tests.incremental.files import CONFIG, FILES
from tests.small import environment

_ROOT = Path(__file__).parents[2]
_KEPT = (".cache", "site")
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_STAGING = re.compile(r"\.site\.\w{8}\b")
_OWN_TIME = re.compile(
    r"Documentation built in|Cleaning site directory|Nothing has changed|^\s*$|^Isolation: "
)
_MOST = 20
_CLEAN: dict[str, "Outcome"] = {}
"""Builds from nothing, by all that they depend on."""

Tree = Mapping[str, bytes]


class Builder:
    """The process whose children build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.incremental.builder"],
            cwd=_ROOT,
            env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=200)
        self._process.stdout.close()

    def run(self, *jobs: "Job") -> list["Ran"]:
        """Run jobs side by side."""
        asked, names = [], []
        for number, job in enumerate(jobs):
            log, told = self._folder / f"log{number}", self._folder / f"told{number}"
            told.unlink(missing_ok=True)
            names.append((log, told))
            asked.append(
                {
                    "cwd": str(job.cwd),
                    "command": list(job.command),
                    "environment": {"SOURCE_DATE_EPOCH": job.epoch},
                    "kill_after": job.kill_after,
                    "dies_at": job.dies_at,
                    "packages": list(job.packages),
                    "ahead": job.ahead,
                    "log": str(log),
                    "told": str(told),
                }
            )
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        codes = json.loads(self._process.stdout.readline())
        return [_ran(code, *files) for code, files in zip(codes, names, strict=True)]


@dataclass(frozen=True, slots=True)
class Job:
    """A build."""

    cwd: Path
    command: tuple[str, ...]
    epoch: str = "1700000000"
    kill_after: float | None = None
    """Seconds after which it is killed."""
    dies_at: tuple[str, int] | None = None
    """The kind and number of the change on the disk before which it is killed."""
    packages: tuple[str, ...] = ()
    """Folders with further installed packages."""
    ahead: bool = False
    """Whether pages are converted in a second process, as those of a larger project are."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a build said."""

    code: int
    messages: tuple[str, ...]
    converted: frozenset[str] | None = None
    rendered: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build."""

    ran: Ran
    tree: Tree


def _ran(code: int, log: Path, told: Path) -> Ran:
    text = _ESCAPES.sub("", log.read_text(encoding="utf-8")) if log.exists() else ""
    text = _STAGING.sub(".site.staging", text)
    messages = tuple(line for line in text.splitlines() if not _OWN_TIME.search(line))
    pages = json.loads(told.read_text(encoding="utf-8")) if told.exists() else (None, None)
    return Ran(code, messages, *(None if one is None else frozenset(one) for one in pages))


@dataclass(slots=True)
class Way:
    """How a build is asked for."""

    door: str = "mkdocs"
    strict: bool = False
    elsewhere: bool = False
    """Whether the current folder is another than the project's."""
    epoch: str = "1700000000"
    packages: tuple[str, ...] = ()


@dataclass(slots=True)
class Place:
    """A project on the disk."""

    root: Path
    builder: Builder
    config: dict[str, Any] = field(default_factory=lambda: deepcopy(CONFIG))
    way: Way = field(default_factory=Way)
    before: list[tuple[Tree, dict[str, Any], Way]] = field(default_factory=list)
    """The states that it was in."""

    def lay_out(self) -> None:
        """Begin with nothing but the project."""
        for path in (self.root, self._aside):
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
        write(self.root, FILES)
        self.write_config()

    @property
    def _aside(self) -> Path:
        return self.root.with_name("aside")

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """The folder of what is kept between builds."""
        return self.root / ".cache"

    def write_config(self) -> None:
        """Write `mkdocs.yml` if it differs."""
        text = yaml.safe_dump(self.config, sort_keys=False)
        text = re.sub(r"'(!!python/name:\S+)'", r"\1", text)
        path = self.root / "mkdocs.yml"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        """Return the text of a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file."""
        write(self.root, {name: text})

    def pages(self) -> list[str]:
        """Return the pages, by their paths below the docs folder."""
        docs = self.root / "docs"
        return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))

    def sources(self) -> Tree:
        """Return the files of the project."""
        return {
            name: data
            for name, data in tree_of(self.root).items()
            if name.split("/")[0] not in _KEPT and "__pycache__" not in name
        }

    def remember(self) -> None:
        """Keep this state, to return to it later."""
        self.before.append((self.sources(), deepcopy(self.config), deepcopy(self.way)))

    def restore(self, state: int) -> None:
        """Return to a state; what is the same is not touched."""
        wanted, config, way = self.before[state]
        now = self.sources()
        for name in now.keys() - wanted.keys():
            (self.root / name).unlink()
        write(self.root, {name: data for name, data in wanted.items() if now.get(name) != data})
        self.config, self.way = deepcopy(config), deepcopy(way)

    def job(
        self, *, kill_after: float | None = None, dies_at: tuple[str, int] | None = None
    ) -> Job:
        """Return a build of the project as it is asked for now."""
        program = "mkdocs" if self.way.door == "mkdocs" else "site-builder"
        command = [program, "build"]
        if self.way.strict:
            command.append("--strict")
        cwd = self.root
        if self.way.elsewhere:
            cwd = self.root.parent
            command += ["-f", f"{self.root.name}/mkdocs.yml"]
        return Job(cwd, tuple(command), self.way.epoch, kill_after, dies_at, self.way.packages)

    def build(self, *, ahead: bool = False) -> Outcome:
        """Build with all that earlier builds have left."""
        # A build that begins in the moment of an edit does not trust what it has read.
        time.sleep(0.03)
        (ran,) = self.builder.run(replace(self.job(), ahead=ahead))
        return Outcome(ran, tree_of(self.site))

    def build_from_nothing(self) -> Outcome:
        """Build in the same place as if nothing had been built before."""
        state = (str(self.root), sorted(self.sources().items()), self.way)
        key = hashlib.sha256(repr(state).encode()).hexdigest()
        if key not in _CLEAN:
            if len(_CLEAN) >= _MOST:
                _CLEAN.clear()
            with self.nothing_kept():
                _CLEAN[key] = self.build()
        return _CLEAN[key]

    @contextmanager
    def nothing_kept(self) -> Iterator[None]:
        """Put aside what earlier builds have left, and bring it back in the end."""
        for name in _KEPT:
            if (self.root / name).exists():
                (self.root / name).rename(self._aside / name)
        try:
            yield
        finally:
            for name in _KEPT:
                shutil.rmtree(self.root / name, ignore_errors=True)
                if (self._aside / name).exists():
                    (self._aside / name).rename(self.root / name)


def tree_of(folder: Path) -> Tree:
    """Return the files below a folder by their paths; nothing if it is not there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
