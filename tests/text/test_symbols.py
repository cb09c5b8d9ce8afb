import pytest

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.symbols import Symbol, find_symbol


@pytest.mark.parametrize("text", ["x = 1\0", "x = '\ud800'", "-" * 100_000 + "1"])
def test_text_that_no_parser_takes_is_told(text: str) -> None:
    found = find_symbol(text, "x")
    assert isinstance(found, Fault)
    assert found.code is Code.SYNTAX_INVALID
    assert found.message.startswith("the code does not parse: ")
    assert len(found.message) > len("the code does not parse: ")


def test_a_symbol_knows_the_lines_of_its_parts() -> None:
    text = '@cache\ndef f():\n    """Doc."""\n    # why\n    return 1\n'
    assert find_symbol(text, "f") == Symbol("f", 1, 5, (3, 3), (4, 5))


def test_a_function_on_one_line_has_its_body_there() -> None:
    assert find_symbol("# above\ndef f(): return 1\n", "f") == Symbol("f", 2, 2, (0, 0), (2, 2))


def test_an_annotation_without_a_value_is_a_symbol() -> None:
    assert find_symbol("class A:\n    x: int\n", "A.x") == Symbol("A.x", 2, 2, joins=False)


def test_a_docstring_that_looks_like_a_remark_is_no_part_of_the_body() -> None:
    text = 'def f():\n    """Doc.\n    # not"""\n    # why\n    return 1\n'
    assert find_symbol(text, "f") == Symbol("f", 1, 5, (2, 3), (4, 5))
