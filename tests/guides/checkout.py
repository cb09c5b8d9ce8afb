"""A folder like the one that a reader has after the set-up, and a shell in it that is held."""

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from site_builder.model import Isolation, Limits
from site_builder.stages.launch import FIXED, Job, Launcher, Outcome

ENVIRONMENT = Path(sys.prefix)
"""The virtual environment of this process, which stands for the one that `make site` makes."""
_BOUNDS = Limits(disk_bytes=400_000_000, processes=128)
_AUTHOR = ("-c", "user.name=Reader", "-c", "user.email=reader@example.org")
_PACKAGES = ("examples", "site_builder")


def make_original(root: Path, folder: Path) -> Path:
    """Copy what git follows in a repository, as it is in the working tree, and return the copy.

    Args:
        root: The repository.
        folder: Where the copy comes into being.
    """
    for name in _git(root, "ls-files", "-z").split("\0"):
        source = root / name
        # A file that was deleted and not yet committed is one that a reader will not have.
        if name and source.is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(folder, *_AUTHOR, "commit", "--quiet", "--no-verify", "--message", "what a reader has")
    # Once for all copies, or each page would compile the same modules.
    for package in _PACKAGES:
        compileall.compile_dir(folder / package, quiet=2)
    return folder


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@dataclass(frozen=True, slots=True)
class Checkout:
    """A reader's copy of the repository, with a home and a place for temporary files beside it."""

    outer: Path
    """Its folder, with a home and temporary files beside the repository."""

    @classmethod
    def copy_of(cls, original: Path, outer: Path) -> "Checkout":
        """Make a fresh copy.

        Args:
            original: What `make_original` made.
            outer: An empty folder, the only one in which commands will be able to write.
        """
        checkout = cls(outer)
        # With their times, by which Python knows that what it compiled is still right.
        shutil.copytree(original, checkout.root, symlinks=True)
        (checkout.root / ".venv").symlink_to(ENVIRONMENT)
        for folder in (checkout.home, checkout.scratch, checkout.outer / "pytest"):
            folder.mkdir()
        return checkout

    @property
    def root(self) -> Path:
        """Return the folder in which the commands are run."""
        return self.outer / "handbook"

    @property
    def home(self) -> Path:
        """Return the home of the reader."""
        return self.outer / "home"

    @property
    def scratch(self) -> Path:
        """Return the folder of temporary files."""
        return self.outer / "tmp"

    def run(self, command: str, launcher: Launcher, *, seconds: float) -> Outcome:
        """Run a command as a reader would paste it.

        It has no network but this machine, no variables of its author, and can write nowhere but
        below the outer folder, as far as the system can hold it.

        Args:
            command: Text for the shell.
            launcher: What starts it.
            seconds: After which it is stopped.
        """
        job = Job(
            self.outer,
            self.root,
            self._variables(),
            seconds,
            _BOUNDS,
            Isolation.AUTO,
            command=("/bin/sh", "-c", command),
        )
        return launcher.run(job)

    def left_behind(self, asked_for: Sequence[str]) -> tuple[str, ...]:
        """Return what was left that a reader would have to clean up, one line for each.

        These are files that git would show as new or changed, and files in the home and among the
        temporary ones. Pytest keeps the folders of its last tests by design, in a place of its own.

        Args:
            asked_for: The commands that were run; what one of them names by a word of its own is
                there because the reader wanted it.
        """
        words = {word for command in asked_for for word in command.split()}
        changed = _git(self.root, "status", "--porcelain", "--untracked-files=all").splitlines()
        beside = (path for place in (self.home, self.scratch) for path in place.rglob("*"))
        return (
            *(line for line in changed if not _is_wanted(line, words)),
            *(str(path.relative_to(self.outer)) for path in sorted(beside) if path.is_file()),
        )

    def _variables(self) -> dict[str, str]:
        own = str(self.root)
        # The environment was set up for the repository itself; here it has to find the copy.
        search = os.pathsep.join((own, str(self.root / "examples")))
        fixed = {name: FIXED[name] for name in FIXED if name != "PYTHONDONTWRITEBYTECODE"}
        return {
            **fixed,
            "HOME": str(self.home),
            "NO_MKDOCS_2_WARNING": "1",
            "PATH": os.pathsep.join((str(ENVIRONMENT / "bin"), os.defpath)),
            "PYTEST_DEBUG_TEMPROOT": str(self.outer / "pytest"),
            "PYTHONPATH": search,
            "TMPDIR": str(self.scratch),
        }


def _is_wanted(line: str, words: Set[str]) -> bool:
    """Return whether a line of `git status` is of something new that a command has named."""
    state, _, name = line.partition(" ")
    return state == "??" and name.split("/")[0] in words | {".venv"}
