"""A corpus written as a project: for MkDocs, for Sphinx, and for pandoc."""

import os
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from tests.benchmarks.corpus import Corpus, Page

_TARGET = re.compile(r"\(@(?P<page>p\d+)s(?P<section>\d+)\)|\(@(?P<drawing>d\d+)\)")

_MKDOCS = """\
site_name: {title}
theme:
  name: material
  font: false
plugins:
{plugins}
markdown_extensions:
  - attr_list
  - footnotes
  - tables
  - toc:
      permalink: true
  - pymdownx.highlight:
      anchor_linenums: true
      line_spans: __span
      pygments_lang_class: true
  - pymdownx.inlinehilite
  - pymdownx.superfences
nav:
{nav}
"""

_SPHINX = """\
project = "{title}"
extensions = ["myst_parser"]
html_theme = "furo"
myst_heading_anchors = 3
exclude_patterns = ["out"]
"""


def write_mkdocs(corpus: Corpus, folder: Path) -> None:
    """Write a project with Material, and a second configuration that adds print-site."""
    write_pages(corpus, folder / "docs")
    nav = "\n".join(nav_lines(corpus))
    for name, plugins in (("mkdocs", ["search"]), ("print-site", ["search", "print-site"])):
        listed = "\n".join(f"  - {one}" for one in plugins)
        text = _MKDOCS.format(title=corpus.title, plugins=listed, nav=nav)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")


def write_sphinx(corpus: Corpus, folder: Path) -> None:
    """Write a project for Sphinx with myst-parser, a table of contents for each section."""
    write_pages(corpus, folder)
    trees = [f"# {corpus.title}\n"]
    for name, pages in groupby(corpus.pages, key=lambda page: page.folder):
        lines = "\n".join(f"{page.folder}/{page.name}" for page in pages)
        trees.append(f"```{{toctree}}\n:caption: {_title(name)}\n\n{lines}\n```\n")
    (folder / "index.md").write_text("\n".join(trees), encoding="utf-8")
    (folder / "conf.py").write_text(_SPHINX.format(title=corpus.title), encoding="utf-8")


def write_pandoc(corpus: Corpus, folder: Path) -> None:
    """Write all pages into one folder: pandoc follows links between files only there."""
    folder.mkdir(parents=True)
    _write_drawings(corpus, folder)
    for page in corpus.pages:
        text = _with_targets(page, corpus, lambda other: f"{other.name}.md", "")
        (folder / f"{page.name}.md").write_text(text, encoding="utf-8")


def write_pages(corpus: Corpus, folder: Path) -> None:
    """Write the pages into a docs folder, with links that MkDocs follows."""
    folder.mkdir(parents=True)
    _write_drawings(corpus, folder)
    (folder / "index.md").write_text(f"# {corpus.title}\n\nBegin anywhere.\n", encoding="utf-8")
    for page in corpus.pages:
        path = folder / page.folder / f"{page.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (page.folder.count("/") + 1)
        text = _with_targets(page, corpus, _relative(page), up)
        path.write_text(text, encoding="utf-8")


def _write_drawings(corpus: Corpus, folder: Path) -> None:
    (folder / "diagrams").mkdir()
    for name, drawing in corpus.drawings.items():
        (folder / "diagrams" / f"{name}.svg").write_text(drawing, encoding="utf-8")


def _relative(page: Page) -> Callable[[Page], str]:
    return lambda other: f"{os.path.relpath(other.folder, page.folder)}/{other.name}.md"


def _with_targets(page: Page, corpus: Corpus, address: Callable[[Page], str], up: str) -> str:
    """Return the text of a page with real addresses in place of the marks."""

    def real(match: re.Match[str]) -> str:
        if match["drawing"]:
            return f"({up}diagrams/{match['drawing']}.svg)"
        other = corpus.pages[int(match["page"][1:]) - 1]
        section = int(match["section"])
        return f"({address(other)}{f'#{slug(other.headings[section - 1])}' if section else ''})"

    return _TARGET.sub(real, page.text)


def slug(heading: str) -> str:
    """Return the id that all of the tools make from a heading as plain as ours."""
    return heading.lower().replace(" ", "-")


def nav_lines(corpus: Corpus) -> Iterator[str]:
    """Yield the lines of the navigation, nested as the folders are."""
    yield "  - Home: index.md"
    open_folders: tuple[str, ...] = ()
    for page in corpus.pages:
        folders = tuple(page.folder.split("/"))
        for depth, name in enumerate(folders):
            if folders[: depth + 1] != open_folders[: depth + 1]:
                yield f"{'    ' * depth}  - {_title(name)}:"
        open_folders = folders
        yield f"{'    ' * len(folders)}  - {page.folder}/{page.name}.md"


def _title(folder: str) -> str:
    return folder.rpartition("/")[2].replace("-", " ").capitalize()
