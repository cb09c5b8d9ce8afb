import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines
from site_builder.text.symbols import Symbol, find_symbol
from site_builder.text.tree_symbols import tree_symbols
from tests.support import Case, read_cases

CASES = read_cases("symbols")


def written(symbol: Symbol) -> str:
    parts = [f"{symbol.name}{'' if symbol.joins else ' *'}: {symbol.first}-{symbol.last}"]
    parts += [f"head {symbol.docstring[0]}-{symbol.docstring[1]}"] if symbol.docstring[1] else []
    parts += [f"body {symbol.body[0]}-{symbol.body[1]}"] if symbol.body[1] else []
    return ", ".join(parts)


@pytest.mark.parametrize("case", CASES)
def test_symbols(case: Case, expect: Callable[[Case, str], None]) -> None:
    ((name, text),) = case.blocks
    found = tree_symbols(text, language_of(name).name)
    if isinstance(found, Fault):
        hint = f"; {found.hint}" if found.hint else ""
        return expect(case, f"line {found.line}: {found.code.slug}: {found.message}{hint}")
    return expect(case, "\n".join(written(one) for one in found))


def test_a_path_of_rust_may_be_written_in_its_own_way() -> None:
    text = "impl Point {\n    fn new() {}\n}\n"
    assert find_symbol(text, "Point::new", "rust") == find_symbol(text, "Point.new", "rust")
    assert isinstance(find_symbol(text, "Point::old", "rust"), Fault)


def test_functions_of_two_traits_are_told_apart_by_them() -> None:
    text = "impl A for P {\n  fn f() {}\n}\nimpl B for P {\n  fn f() {}\n}\n"
    both = find_symbol(text, "P.f", "rust")
    assert isinstance(both, Fault)
    assert both.hint == "use one of 'impl A for P.f', 'impl B for P.f'"
    one = find_symbol(text, "impl B for P.f", "rust")
    assert isinstance(one, Symbol)
    assert one.first == 5


def test_overloads_that_stand_together_are_one_symbol() -> None:
    text = "class A {\n  int f() { return 1; }\n\n  // Two.\n  int f(int a) { return 2; }\n}\n"
    assert find_symbol(text, "A.f", "java") == Symbol("A.f", 2, 5, body=(5, 5))


def test_keys_that_stand_twice_are_no_symbol() -> None:
    found = find_symbol('{\n"a": 1,\n"a": 2\n}\n', "a", "json")
    assert isinstance(found, Fault)
    assert found.code is Code.SYMBOL_AMBIGUOUS
    assert "lines 2, 3" in found.message


def test_a_key_of_several_documents_is_found_by_its_document_only() -> None:
    text = "kind: A\nname: b\n---\nkind: B\n"
    both = find_symbol(text, "kind", "yaml")
    assert isinstance(both, Fault)
    assert both.code is Code.SYMBOL_AMBIGUOUS
    assert both.hint == "use one of 'doc[0].kind', 'doc[1].kind'"
    assert find_symbol(text, "name", "yaml") == Symbol("name", 2, 2, body=(2, 2), joins=False)
    one = find_symbol(text, "doc[1].kind", "yaml")
    assert isinstance(one, Symbol)
    assert (one.first, one.last) == (4, 4)


@pytest.mark.parametrize("missing", ["tree_sitter", "tree_sitter_go"])
def test_a_parser_that_is_not_installed_is_named_with_its_extra(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(find_symbol("package a\nfunc f() {}\n", "f", "go"), Symbol)
    monkeypatch.setitem(sys.modules, missing, None)
    found = find_symbol("package a\nfunc f() {}\n", "f", "go")
    assert isinstance(found, Fault)
    assert found.code is Code.SYMBOL_TOOL_MISSING
    assert "'tree-sitter-go'" in found.message
    assert "site-builder[go]" in found.hint


def test_deep_nesting_is_no_difficulty() -> None:
    text = "[" * 20_000 + "]" * 20_000
    assert isinstance(find_symbol(text, "[0][0]", "json"), Symbol)


def test_two_names_on_every_level_do_not_multiply_for_ever() -> None:
    text = "package a\ntype T struct {" + "a, b struct {" * 30 + "}\n" * 30 + "}\n"
    assert isinstance(find_symbol(text, "T.a.b", "go"), Symbol)


LANGUAGES = {language_of(case.values[0].blocks[0][0]).name for case in CASES}  # type: ignore[attr-defined]
PIECES = (
    [piece for case in CASES for piece in case.values[0].blocks[0][1].split("\n")]  # type: ignore[attr-defined]
    + list("{}[]()<>:;,.-=\"'#@&*|")
    + ["\ud800", "\0", "é", "\t", "/*", "*/", "---", "<<EOF"]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.lists(st.sampled_from(PIECES), max_size=12),
    st.sampled_from(["\n", " ", ""]),
)
def test_any_text_has_symbols_within_its_lines_or_a_fault(
    language: str, pieces: list[str], between: str
) -> None:
    text = between.join(pieces)
    total = len(split_lines(text))
    found = tree_symbols(text, language)
    if isinstance(found, Fault):
        assert 1 <= found.line <= max(1, total)
        return
    for symbol in found:
        assert 1 <= symbol.first <= symbol.last <= total
        for first, last in (symbol.docstring, symbol.body):
            assert (first, last) == (0, 0) or symbol.first <= first <= last <= symbol.last
