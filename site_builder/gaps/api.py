"""Public names of packages against the samples and pages that show them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from site_builder.gaps.facts import Facts
from site_builder.model import Page
from site_builder.model.gaps import Cell, Found, Matrix, MatrixName, Missing, PublicName, Row
from site_builder.text.autodoc import Autodoc, find_autodoc
from site_builder.text.code_spans import code_spans

_COLUMNS = ("sample", "reference", "named")
"""A sample shows its code; a block of mkdocstrings documents it; a sentence names it as code."""


def count_api(names: Sequence[PublicName], facts: Facts) -> Matrix:
    """Return the matrix of public names, a row for each module.

    A name is there if it is shown in any of the ways that the columns stand for; each column says
    of how many it is.

    Args:
        names: The public names, those of a module together.
        facts: The project.
    """
    ways = _Ways(names, facts)
    rows = [_row(module, list(members), ways) for module, members in groupby(names, _module_of)]
    return Matrix(MatrixName.API, _COLUMNS, tuple(sorted(rows, key=Row.sort_key)))


def _module_of(name: PublicName) -> str:
    return name.module


def _row(module: str, names: Sequence[PublicName], ways: "_Ways") -> Row:
    shown = [(name, ways.of(name)) for name in names]
    found = tuple(Found(name.path, how) for name, how in shown if how)
    cells = tuple(Cell(sum(way in how for _, how in shown), len(names)) for way in _COLUMNS)
    missing = tuple(
        Missing(name.path, f"{name.file}:{name.line}", ways.remedy(name))
        for name, how in shown
        if not how
    )
    return Row(module, module, Cell(len(found), len(names)), cells, missing, found)


class _Ways:
    """The ways in which the pages of a project show names."""

    def __init__(self, names: Iterable[PublicName], facts: Facts) -> None:
        self._lines = _lines_shown(facts)
        pages = [page for page in facts.site.pages if not page.generated]
        self._spans = frozenset().union(*(code_spans(page.body) for page in pages))
        paths = {alias: one.path for one in names for alias in (one.path, *one.aliases)}
        blocks = [(block, page) for page in pages for block in find_autodoc(page.body)]
        self._documented = {paths.get(one.name, one.name) for one, _ in blocks}
        self._whole = {path for one, _ in blocks for path in _with_members(one, paths)}
        self._reference = next(iter(_pages_by_blocks(blocks)), "")

    def of(self, name: PublicName) -> tuple[str, ...]:
        """Return the columns that hold for a name."""
        owners = {name.path, name.path.rpartition(".")[0], name.module}
        is_shown = {
            "sample": name.line in self._lines.get(name.file, ()),
            "reference": name.path in self._documented or not owners.isdisjoint(self._whole),
            "named": not self._spans.isdisjoint(_spellings(name)),
        }
        return tuple(way for way in _COLUMNS if is_shown[way])

    def remedy(self, name: PublicName) -> str:
        """Return what would show a name."""
        block = f"put '::: {name.module}'"
        return f"{block} on {self._reference}" if self._reference else f"{block} on a page"


def _lines_shown(facts: Facts) -> Mapping[str, set[int]]:
    """Return the lines of each file that samples show, by its path."""
    root = facts.site.settings.relative(facts.site.settings.examples_dir)
    found: dict[str, set[int]] = {}
    for samples in facts.shown.values():
        for one in samples:
            lines = found.setdefault(f"{root}/{one.example}/{one.file}", set())
            lines |= {line.number for line in one.lines}
    return found


def _with_members(block: Autodoc, paths: Mapping[str, str]) -> Iterator[str]:
    """Yield what a block documents with all that it holds."""
    path = paths.get(block.name, block.name)
    if block.members is None:
        yield path
    else:
        yield from (f"{path}.{member}" for member in block.members)


def _pages_by_blocks(blocks: Sequence[tuple[Autodoc, Page]]) -> Iterable[str]:
    """Return the pages that document code, the one with the most blocks first."""
    pages = [page.path for _, page in blocks]
    return sorted(set(pages), key=lambda path: (-pages.count(path), path))


def _spellings(name: PublicName) -> Iterator[str]:
    for path in (name.local, name.path, *name.aliases):
        yield path
        yield f"{path}()"
