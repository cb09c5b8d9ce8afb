from collections.abc import Callable

from site_builder.model.gaps import (
    Cell,
    GapReport,
    GapSettings,
    Matrix,
    MatrixName,
    Missing,
    Recorded,
    Row,
)
from site_builder.resources import template_environment
from site_builder.stages.gap_page import gap_page
from tests.support import EXAMPLE_TOML, Project

Make = Callable[..., Project]
EXAMPLES = Matrix(
    MatrixName.EXAMPLES,
    ("page", "output"),
    (
        Row(
            "pay/refund",
            "A | B",
            Cell(1, 2),
            (Cell(1, 1), Cell(0, 1)),
            (Missing("output", "examples/pay/refund", "site-builder run pay/refund --update"),),
        ),
        Row("pay/gone", "pay/gone", Cell(1, 1), (Cell(1, 1), Cell())),
    ),
)
CODES = Matrix(MatrixName.CODES, ("named",), (Row("a.py", "a.py", Cell(0, 4), (Cell(0, 4),)),))
FILES = {"content/index.md": "# A\n", "examples/pay/refund/example.toml": EXAMPLE_TOML}


def page_of(made: Project, report: GapReport) -> str:
    (page,) = gap_page(report, made.site(), template_environment(made.settings))
    assert (page.source, page.title, page.generated) == ("about/gaps.md", "Gaps", True)
    return page.body


def test_the_page_has_a_chart_and_a_table_for_each_matrix_the_worst_first(project: Make) -> None:
    made = project(FILES, gaps=GapSettings(page="about/gaps.md"))
    body = page_of(made, GapReport((EXAMPLES, CODES)))
    assert "what of it is there: 2 of 7, 28.5 %" in body
    assert body.index("## Error codes") < body.index("## Examples")
    assert "| [A \\| B](../examples/pay/refund.md) | 50 % | 1/1 | 0/1 |" in body
    assert "| `pay/gone` | 100 % | 1/1 |  |" in body
    assert "`site-builder run pay/refund --update`" in body
    assert '<title id="gaps-title">' in body
    assert "## Releases" not in body


def test_releases_are_marked_and_listed_the_newest_first(project: Make) -> None:
    history = tuple(
        Recorded(f"1.{minor}", matrix, Cell(minor, 10))
        for minor in range(6)
        for matrix in (["codes"] if minor == 5 else ["codes", "examples"])
    )
    made = project(FILES, gaps=GapSettings(page="about/gaps.md"))
    body = page_of(made, GapReport((EXAMPLES, CODES), history))
    rows = [line for line in body.splitlines() if line.startswith("| 1.")]
    assert rows[:2] == ["| 1.5 |  | 50 % |", "| 1.4 | 40 % | 40 % |"]
    assert len(rows) == 6
    marked = body.split("<svg")[1].split("</svg>")[0]
    assert "1.5: 50 %" in marked
    assert "1.2: 20 %" in marked
    assert "1.1: 10 %" not in marked, "the last few are enough"


def test_an_author_who_took_the_place_keeps_it(project: Make) -> None:
    files = {**FILES, "content/about/gaps.md": "# Mine\n"}
    made = project(files, gaps=GapSettings(page="about/gaps.md"))
    templates = template_environment(made.settings)
    assert gap_page(GapReport((EXAMPLES,)), made.site(), templates) == ()


def test_without_pages_of_examples_nothing_leads_to_them(project: Make) -> None:
    made = project(FILES, gaps=GapSettings(page="about/gaps.md"), example_pages="")
    assert "| A \\| B | 50 % |" in page_of(made, GapReport((EXAMPLES,)))
