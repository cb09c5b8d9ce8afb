"""What is compared: each tool with the commands by which it builds and serves."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

BIN = Path(sys.executable).parent
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""What each command finds set.

Material has a lengthy warning otherwise, and a package that is installed for development would be
compiled in each process.
"""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool.

    Args:
        title: Its name for readers.
        short: The same in few words.
        form: The form of the text that it reads.
        build: The words of its command.
        serve: The words of the command that shows the site while you write; empty for none.
    """

    title: str
    short: str
    form: str
    build: tuple[str, ...]
    serve: tuple[str, ...] = ()

    @property
    def command_line(self) -> str:
        """The command that builds, as one types it."""
        return f"`{' '.join(self.build)}`"

    def command(self, words: tuple[str, ...]) -> list[str]:
        """Return a command with the program that stands beside this Python."""
        return [str(BIN / words[0]), *words[1:]]


# Without `--livereload` MkDocs 1.6 watches nothing where Click is 8.3 or later.
_MKDOCS_SERVE = ("mkdocs", "serve", "--livereload", "-a")
TOOLS: Mapping[str, Tool] = {
    "ours": Tool(
        "site-builder, `mkdocs build`",
        "site-builder",
        "samples",
        ("mkdocs", "build"),
        _MKDOCS_SERVE,
    ),
    "ours-command": Tool(
        "site-builder, `site-builder build`",
        "site-builder build",
        "samples",
        ("site-builder", "build"),
    ),
    "material": Tool("Material alone", "Material", "snippets", ("mkdocs", "build"), _MKDOCS_SERVE),
    "zensical": Tool(
        "Zensical", "Zensical", "snippets", ("zensical", "build"), ("zensical", "serve", "-a")
    ),
}

_PACKAGES = (
    *("site-builder", "mkdocs", "mkdocs-material", "zensical"),
    *("Markdown", "pymdown-extensions", "Pygments", "selectolax", "click"),
)


def versions() -> dict[str, str]:
    """Return the versions of the tools and of what they stand on."""
    python = ".".join(str(one) for one in sys.version_info[:3])
    return {**{one: version(one) for one in _PACKAGES}, "Python": python}
