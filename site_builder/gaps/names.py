"""Names that code defines against the pages that must name them: settings, codes, telemetry."""

from collections.abc import Iterator, Sequence

from site_builder.gaps.facts import Facts
from site_builder.model import Code, Location, Page, Problem
from site_builder.model.gaps import (
    Cell,
    Found,
    Matrix,
    MatrixName,
    Missing,
    NameSource,
    Row,
)
from site_builder.stages.load_text import load_text
from site_builder.text.code_spans import code_spans
from site_builder.text.name_sources import NoNamesError, names_in
from site_builder.text.suggest import did_you_mean


def count_names(
    matrix: MatrixName, sources: Sequence[NameSource], facts: Facts
) -> tuple[Matrix, tuple[Problem, ...]]:
    """Return the matrix of names, a row for each source, and the sources that cannot be read.

    Args:
        matrix: Which of the matrices it is; the names of telemetry must stand in tables.
        sources: Where the names are defined, and which pages must have each of them.
        facts: The project.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for source in sources:
        pages = list(_pages(source, matrix, facts, problems))
        try:
            names = _names(source, facts)
        except NoNamesError as error:
            problem = f"'{source.source}': {error.message}"
            problems.append(_invalid(matrix, problem, error.hint, facts))
        else:
            rows.append(_row(source, names, pages, tables_only=matrix is MatrixName.TELEMETRY))
    return Matrix(matrix, ("named",), tuple(sorted(rows, key=Row.sort_key))), tuple(problems)


def _names(source: NameSource, facts: Facts) -> tuple[str, ...]:
    file, _, part = source.source.replace("#", "::", 1).partition("::")
    path = facts.site.settings.root / file
    if not path.is_file():
        raise NoNamesError("there is no such file", "correct the path below the project's folder")
    return names_in(load_text(path), file, part)


def _pages(
    source: NameSource, matrix: MatrixName, facts: Facts, problems: list[Problem]
) -> Iterator[Page]:
    for name in source.pages:
        if name.endswith("/"):
            found = [one for one in facts.site.pages if one.source.startswith(name)]
        else:
            found = [one for one in facts.site.pages if one.source == name]
        yield from found
        if not found:
            hint = did_you_mean(name, (one.source for one in facts.site.pages))
            problems.append(_invalid(matrix, f"there is no page '{name}'", hint, facts))


def _invalid(matrix: MatrixName, message: str, hint: str, facts: Facts) -> Problem:
    place = Location(facts.site.settings.config_path)
    return Problem(Code.CONFIG_INVALID, place, f"'gaps.{matrix}': {message}", hint)


def _row(
    source: NameSource, names: Sequence[str], pages: Sequence[Page], *, tables_only: bool
) -> Row:
    spans = [code_spans(page.body, tables_only=tables_only) for page in pages]
    there = [name for name in names if any(_is_in(name, one) for one in spans)]
    where = " or ".join(source.pages)
    command = f"name each as code {'in a table of' if tables_only else 'on'} {where}"
    missing = tuple(Missing(name, where, command) for name in names if name not in there)
    found = tuple(Found(name, ("named",)) for name in there)
    count = Cell(len(there), len(names))
    return Row(source.source, source.source, count, (count,), missing, found)


def _is_in(name: str, spans: frozenset[str]) -> bool:
    """Return whether a page names a key; one within another may stand apart from it."""
    if name in spans:
        return True
    outer, _, inner = name.rpartition(".")
    return bool(outer) and inner in spans and _is_in(outer, spans)
