import markdown
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code, Location, Problem
from site_builder.report import Format, Subject, report

ERROR = Problem(Code.LINK_DEAD, Location("docs/b.md", 2), "the link '[x](y|z)' is dead", "mend it")
DIFF = Problem(Code.OUTPUT_DIFFERS, Location("docs/b.md"), "other output\n  -a | <b>\n  +c")
WARNING = Problem(Code.RANGE_USED, Location("docs/a_b.md"), "cut by *numbers*")


def rendered(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(markdown.markdown(text, extensions=["tables"]))


def cells(text: str) -> list[list[str]]:
    rows = rendered(text).css("tbody tr")
    return [[cell.text() for cell in row.css("td")] for row in rows]


def test_nothing_wrong_is_said_in_a_heading() -> None:
    assert report([], Format.MARKDOWN) == "## No problems"
    text = report([], Format.MARKDOWN, Subject(checked=("a.md", "b.md")))
    assert text == "## No problems\n\n2 files were looked at."


def test_each_problem_is_a_row_whatever_marks_are_in_it() -> None:
    text = report([ERROR, DIFF, WARNING], Format.MARKDOWN)
    assert text.startswith("## 2 errors, 1 warning\n")
    assert cells(text) == [
        ["docs/b.md", "", "error", "output-differs", "other output  -a | <b>  +c"],
        ["docs/b.md", "2", "error", "link-dead", "the link '[x](y|z)' is dead; mend it"],
        ["docs/a_b.md", "", "warning", "range-used", "cut by *numbers*"],
    ]
    assert not rendered(text).css("td:last-child a, td b, td em")


def test_a_code_leads_to_its_page_where_there_is_one() -> None:
    text = report([ERROR], Format.MARKDOWN, Subject(help_url="https://docs.example/problems/"))
    (link,) = rendered(text).css("a")
    assert link.attributes["href"] == "https://docs.example/problems/link-dead/"


def test_a_summary_does_not_grow_without_bounds() -> None:
    many = [Problem(Code.LINK_DEAD, Location("a.md", line), "gone") for line in range(1, 501)]
    text = report(many, Format.MARKDOWN)
    assert len(cells(text)) == 200
    assert text.endswith("\n\n300 more are in the log of the command.")
