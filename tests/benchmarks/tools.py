"""The tools under test: how each makes one HTML file of a corpus."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pypandoc

from tests.benchmarks import forms
from tests.benchmarks.corpus import Corpus

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, the form of the corpus that it reads, and the file that it makes."""

    name: str
    write: Callable[[Corpus, Path], None]
    form: str
    """Folder of the corpus in that form; tools with the same form share it."""
    command: tuple[str, ...]
    """What is run in that folder. `*.md` stands for all pages in order."""
    result: str
    """Path of the file below that folder; empty when there is none."""
    packages: tuple[str, ...]
    search: bool = False
    """Whether the file can be searched."""


PLAIN = Tool(
    "mkdocs-plain",
    forms.write_mkdocs,
    "mkdocs",
    ("mkdocs", "build", "--quiet", "-f", "mkdocs.yml", "-d", "plain"),
    "",
    ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown", "Pygments"),
)
"""The plain build of the site, which all others are compared with."""

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        PLAIN,
        Tool(
            "site-builder",
            forms.write_mkdocs,
            "mkdocs",
            ("site-builder", "standalone", "-f", "mkdocs.yml", "-o", "site-builder.html"),
            "site-builder.html",
            ("site-builder",),
            search=True,
        ),
        Tool(
            "print-site",
            forms.write_mkdocs,
            "mkdocs",
            ("mkdocs", "build", "--quiet", "-f", "print-site.yml", "-d", "print-site"),
            "print-site/print_page/index.html",
            ("mkdocs-print-site-plugin",),
        ),
        Tool(
            "sphinx",
            forms.write_sphinx,
            "sphinx",
            ("sphinx-build", "-q", "-b", "singlehtml", ".", "out"),
            "out/index.html",
            ("Sphinx", "myst-parser", "furo"),
        ),
        Tool(
            "pandoc",
            forms.write_pandoc,
            "pandoc",
            (
                "pandoc",
                "--embed-resources",
                "--standalone",
                "--toc",
                "--file-scope",
                "--metadata",
                "title=Corpus",
                "-o",
                "pandoc.html",
                "*.md",
            ),
            "pandoc.html",
            (),
        ),
    )
}

ENVIRONMENT: Mapping[str, str] = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}


def executable(tool: Tool, folder: Path) -> list[str]:
    """Return the command with the program of this environment and the names of all pages."""
    program, *arguments = tool.command
    path = pypandoc.get_pandoc_path() if program == "pandoc" else str(BIN / program)
    pages = sorted(one.name for one in folder.glob("p*.md"))
    listed = [name for one in arguments for name in (pages if one == "*.md" else [one])]
    return [path, *listed]


def versions() -> dict[str, str]:
    """Return the versions of all tools and of what they stand on."""
    named = {one: version(one) for tool in TOOLS.values() for one in tool.packages}
    return {**named, "pandoc": str(pypandoc.get_pandoc_version())}
