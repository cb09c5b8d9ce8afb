"""Read the notebooks among the files of the docs folder."""

import re
from collections.abc import Collection
from pathlib import Path

from site_builder.model import Code, Location, Notebook, Problem, Settings

_KINDS = frozenset({".ipynb", ".md", ".py"})
_CELL = re.compile(r"^# %%", re.MULTILINE)
_HEADER = re.compile(r"\A---\n(?:.*\n)*?(?:jupyter|jupytext):[ \t]*\n(?:.*\n)*?---\n")
"""The front matter by which jupytext knows a Markdown file."""


def load_notebooks(
    settings: Settings, sources: Collection[str]
) -> tuple[tuple[Notebook, ...], tuple[Problem, ...]]:
    """Read the notebooks of a project.

    Args:
        settings: The project.
        sources: Paths below the docs folder of the files that its host does not leave out.

    Returns:
        The notebooks in order: `.ipynb` files, Python files with cells that begin with `# %%`, and
        Markdown files with the front matter of jupytext. A problem for each that cannot be read.
    """
    notebooks: list[Notebook] = []
    problems: list[Problem] = []
    for source in sorted(sources):
        path = settings.docs_dir / source
        if path.suffix not in _KINDS or not path.is_file():
            continue
        name = settings.relative(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError):
            if path.suffix == ".ipynb":
                message = "the notebook is not UTF-8 text, or cannot be opened"
                problems.append(Problem(Code.NOTEBOOK_INVALID, Location(name), message))
            continue
        if is_notebook(path, text):
            notebooks.append(Notebook(source, name, text))
    return tuple(notebooks), tuple(problems)


def is_notebook(path: Path, text: str) -> bool:
    """Return whether a file is a notebook.

    Args:
        path: The file.
        text: What it holds.
    """
    if path.suffix == ".py":
        return bool(_CELL.search(text))
    return path.suffix == ".ipynb" or bool(_HEADER.match(text))
