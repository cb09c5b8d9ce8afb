"""The small project of tests/projects, copied to where a test may change it."""

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from selectolax.lexbor import LexborHTMLParser

ORIGINAL = Path(__file__).parent / "projects" / "small"
PAGES = ("index.md", "guides/lists.md", "guides/blocks.md", "guides/several.md")
"""The pages that an author wrote, by their paths below the docs folder."""
QUIET = ("-p", "no:cacheprovider", "-p", "no:asyncio")
"""Arguments of pytest: no cache, and no plugin that warns of settings that the project lacks."""

_PROBLEM = re.compile(
    r"^(?:E\s+)?(?P<problem>[\w./-]+(?::\d+)?: [a-z]+-[a-z-]+: .+)$", re.MULTILINE
)


class Small:
    """A copy of the small project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ORIGINAL, root, ignore=shutil.ignore_patterns("__pycache__", ".*", "site"))

    @property
    def site(self) -> Path:
        """Return the folder of the site."""
        return self.root / "site"

    def read(self, name: str) -> str:
        """Return the text of a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file."""
        text = self.read(name)
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new))

    def make_three_mistakes(self) -> None:
        """Break two pages: an unknown symbol, an unknown option, a mark that matches nothing."""
        self.replace("docs/guides/lists.md", "py::slugify", "py::slugfy")
        self.replace("docs/guides/lists.md", 'show="both"', 'shows="both"')
        self.replace("docs/guides/blocks.md", 'highlight="lower"', 'highlight="upper"')

    def run(
        self, program: str, *arguments: str, **changes: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the project's folder, with changed variables."""
        return subprocess.run(
            [Path(sys.executable).with_name(program), *arguments],
            cwd=self.root,
            env=environment(changes),
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )

    def build(self, **changes: Any) -> MkDocsConfig:
        """Build the site through MkDocs in this process, as `mkdocs build` does."""
        logging.getLogger("mkdocs").setLevel(logging.INFO)
        config = load_config(str(self.root / "mkdocs.yml"), **changes)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
        return config

    def document(self, name: str) -> LexborHTMLParser:
        """Return a parsed file of the site."""
        return LexborHTMLParser((self.site / name).read_bytes())

    def snapshot(self) -> Mapping[str, bytes]:
        """Return the files of the site."""
        files = (path for path in self.site.rglob("*") if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in files}


def environment(changes: Mapping[str, str]) -> Mapping[str, str]:
    """Return this process's variables without what would colour, count or announce."""
    fixed = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "COLUMNS": "200", "TERM": "dumb"}
    # pytest tells in a variable which test it runs.
    own = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return {**own, **fixed, **changes}


def problems_in(text: str) -> Sequence[str]:
    """Return the problems that a report names, wherever it was printed."""
    return sorted({match["problem"] for match in _PROBLEM.finditer(text)})
