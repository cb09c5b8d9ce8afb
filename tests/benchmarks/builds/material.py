"""One text as a project for Material, for Zensical and for site-builder, and edits of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.benchmarks.corpus import Corpus, Page, Shape, Writer, make_shaped, mark
from tests.benchmarks.forms import nav_lines, write_pages

REGIONS = ("first", "second", "third")
"""What the parts of each file of samples are called."""
LINES = 25
"""How many lines each of them has."""
A_SECTION = 25
"""How many pages stand in a section of the navigation."""

_HEADING = re.compile(r"^## ", re.MULTILINE)
_EDITION = re.compile(r"edition_\d+")

_CONFIG = """\
site_name: A handbook
site_url: https://example.org/
theme:
  name: material
  font: false
plugins:
{plugins}
watch:
  - examples
markdown_extensions:
  - attr_list
  - tables
  - toc:
      permalink: true
  - pymdownx.highlight:
      pygments_lang_class: true
  - pymdownx.inlinehilite
  - pymdownx.superfences
{extensions}nav:
{nav}
"""
_SNIPPETS = """\
  - pymdownx.snippets:
      base_path: [examples]
      check_paths: true
"""
_OURS = """\
  - search
  - site_builder:
      example_pages: ""
      downloads: false
      nav_complete: true
      references:
        bare_links: true
      reach:
        dead_ends: true
        nav_folders: true
      samples_only:
        languages: [examples]
        tagged: true
"""
_EXAMPLE = """\
title = "{title}"
summary = "What the pages of this section show."
library = true
"""


@dataclass(frozen=True, slots=True)
class Form:
    """How a project pulls samples.

    Args:
        config: The parts of its `mkdocs.yml`: plugins and extensions.
        sample: A block that shows a region, given the path of the file and the name.
        begin: What marks the begin of a region, with `{name}`.
        end: What marks its end.
    """

    config: Mapping[str, str]
    sample: Callable[[str, str], str]
    begin: str
    end: str


FORMS: Mapping[str, Form] = {
    "snippets": Form(
        {"plugins": "  - search", "extensions": _SNIPPETS},
        lambda path, name: f'```python title="{path}"\n--8<-- "{path}:{name}"\n```',
        "# --8<-- [start:{name}]",
        "# --8<-- [end:{name}]",
    ),
    "samples": Form(
        {"plugins": _OURS.rstrip(), "extensions": ""},
        lambda path, name: f'```sample title="{path}"\n{path}#{name}\n```',
        "# region {name}",
        "# endregion {name}",
    ),
}


def make_text(pages: int) -> Corpus:
    """Return that many pages, the same ones each time, with no samples in them yet."""
    shape = Shape(pages, 600, 5, 0, 0, folder=lambda at: f"section-{at // A_SECTION + 1:03}")
    return make_shaped(f"builds-{pages}", shape, "A handbook")


def write_project(corpus: Corpus, form: Form, root: Path) -> None:
    """Write a project.

    Args:
        corpus: Its pages.
        form: How they pull samples.
        root: The folder to make.
    """
    shown = tuple(replace(page, text=_with_samples(page, form)) for page in corpus.pages)
    write_pages(replace(corpus, pages=shown), root / "docs")
    first = corpus.pages[0]
    index = f"# A handbook\n\nBegin with [{first.title}]({first.folder}/{first.name}.md).\n"
    (root / "docs/index.md").write_text(index, encoding="utf-8")
    for page in corpus.pages:
        path = root / "examples" / sample_path(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_source(page, form), encoding="utf-8")
        about = _EXAMPLE.format(title=page.folder.replace("-", " ").capitalize())
        (path.parent / "example.toml").write_text(about, encoding="utf-8")
    config = _CONFIG.format(**form.config, nav="\n".join(nav_lines(corpus)))
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")


def sample_path(page: Page) -> str:
    """Return the file with the samples of a page, below the folder of the examples."""
    return f"code/{page.folder.replace('-', '_')}/{page.name}.py"


def edit_region(root: Path, page: Page, number: int) -> str:
    """Write another number into the first region of a page, and return what must be seen of it."""
    path = root / "examples" / sample_path(page)
    word = f"edition_{number}"
    text = path.read_text(encoding="utf-8")
    path.write_text(_EDITION.sub(word, text, count=1), encoding="utf-8")
    return word


def edit_page(root: Path, page: Page, number: int) -> str:
    """Write a word with a number into the text of a page, and return it."""
    path = root / "docs" / page.folder / f"{page.name}.md"
    word = f"revision{number}"
    known = mark(page.name, 0)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"{known}(?: revision\d+)?\.", f"{known} {word}.", text), "utf-8")
    return word


def address(page: Page) -> str:
    """Return the address of a page below that of the site."""
    return f"{page.folder}/{page.name}/"


def _with_samples(page: Page, form: Form) -> str:
    """Return the text of a page with a sample at the end of each of the first sections."""
    parts = _HEADING.split(page.text)
    for at, name in enumerate(REGIONS, 1):
        parts[at] = f"{parts[at].rstrip()}\n\n{form.sample(sample_path(page), name)}\n\n"
    return "## ".join(parts)


def _source(page: Page, form: Form) -> str:
    return "\n".join(
        f"{form.begin.format(name=name)}\n{code}\n{form.end.format(name=name)}\n"
        for name, code in zip(REGIONS, _codes(page.name), strict=True)
    )


@cache
def _codes(name: str) -> tuple[str, ...]:
    """Return what the regions of a page hold; all projects show the same."""
    writer = Writer(seed=int(name[1:]))
    return tuple(f"{writer.listing(LINES - 1)}\nedition_0 = True" for _ in REGIONS)
