import pytest
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.table import table_of


def cells(text: str, separator: str = ",") -> list[list[str]]:
    table = table_of(text, separator)
    assert isinstance(table, str)
    tree = LexborHTMLParser(markdown(table, extensions=["tables", "attr_list", "smarty"]))
    return [[cell.text() for cell in row.css("th, td")] for row in tree.css("tr")]


def test_values_become_a_table_with_numbers_at_the_right() -> None:
    text = 'name,share,note\n"a, b",12.5%,\nc,-3e4,"two\nlines"\n'
    assert table_of(text) == (
        "| name | share | note |\n"
        "| --- | --: | --- |\n"
        "| a, b | 12&#46;5% | &nbsp; |\n"
        "| c | &#45;3e4 | two lines |"
    )
    assert cells("a\tb\n1\t2\n", "\t") == [["a", "b"], ["1", "2"]]


def test_a_value_means_nothing_but_itself() -> None:
    nasty = ["*a* _b_ `c`", "<b>&amp;", "[x](y) ![z](w)", "a|b", "\\|", "{: .x}", "$x$ --- 'q'"]
    text = "n\n" + "".join(f'"{one}"\n' for one in nasty)
    assert [row[0] for row in cells(text)[1:]] == nasty


def test_rows_beyond_twenty_are_counted() -> None:
    rows = "".join(f"{number}\n" for number in range(21))
    table = table_of(f"n\n{rows}")
    assert isinstance(table, str)
    assert table.endswith('| 19 |\n\n<span class="sample-rest">1 more row</span>')
    assert '<span class="sample-rest">2 more rows</span>' in str(table_of(f"n\n{rows}21\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the table holds no row"),
        ("a,b\n1\n", "row 2 has 1 values, the first row names 2"),
        ("a" + ",a" * 30, "the table has 31 columns, 30 can be shown"),
        ('a\n"' + "x" * 200_000 + '"', "the values cannot be read as a table: field larger than"),
    ],
)
def test_what_is_no_table_is_told(text: str, message: str) -> None:
    fault = table_of(text)
    assert isinstance(fault, Fault)
    assert fault.code is Code.OUTPUT_UNUSABLE
    assert fault.message.startswith(message)


def test_a_table_of_names_alone_is_one() -> None:
    assert table_of("a,b\n") == "| a | b |\n| --- | --- |"
