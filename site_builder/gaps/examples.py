"""Examples against the pages that show them, their tests, recorded outputs and READMEs."""

from collections.abc import Collection

from site_builder.gaps.facts import Facts
from site_builder.model import Example
from site_builder.model.gaps import Cell, Found, Matrix, MatrixName, Missing, Row

_COLUMNS = ("page", "tests", "output", "README")


def count_examples(facts: Facts) -> Matrix:
    """Return the matrix of examples.

    What is only imported owes no recorded output.

    Args:
        facts: The project.
    """
    shown = {one.example for samples in facts.shown.values() for one in samples}
    documented = _documented(facts)
    rows = (_row(one, shown | documented) for one in facts.site.examples)
    return Matrix(MatrixName.EXAMPLES, _COLUMNS, tuple(sorted(rows, key=Row.sort_key)))


def _documented(facts: Facts) -> set[str]:
    """Return the examples that are libraries, which pages document rather than show."""
    bodies = [page.body for page in facts.site.pages if not page.generated]
    return {
        one.name
        for one in facts.site.examples
        if one.library and any(f"::: {one.short_name}" in body for body in bodies)
    }


def _row(example: Example, shown: Collection[str]) -> Row:
    runs = bool(example.entry) and not example.library
    has = {
        "page": example.name in shown,
        "tests": bool(example.tests),
        "output": example.expected is not None or bool(example.recorded),
        "README": example.file("README.md") is not None,
    }
    remedy = {
        "page": f"put a sample block of '{example.name}' on a page",
        "tests": f"write {example.path}/test_{example.short_name}.py, then run: "
        f"site-builder prove {example.name}",
        "output": f"site-builder run {example.name} --update",
        "README": f"write {example.path}/README.md",
    }
    owed = [column for column in _COLUMNS if column != "output" or runs]
    there = tuple(column for column in owed if has[column])
    missing = tuple(
        Missing(column, example.path, remedy[column]) for column in owed if not has[column]
    )
    cells = tuple(Cell(int(has[one]), 1) if one in owed else Cell() for one in _COLUMNS)
    found = (Found(example.name, there),) if there else ()
    count = Cell(len(there), len(owed))
    return Row(example.name, example.title, count, cells, missing, found)
