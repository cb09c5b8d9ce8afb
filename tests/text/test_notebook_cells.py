import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model import Code, Line, Location, SampleRef, Selector, SelectorKind, SourceFile
from site_builder.text.cut import cut, language_in
from site_builder.text.fault import Fault
from site_builder.text.notebook_cells import Notebook, read_notebook


def cell(*source: str, tags: tuple[str, ...] = (), kind: str = "code") -> dict[str, object]:
    lines = [f"{line}\n" for line in source[:-1]] + list(source[-1:])
    return {"cell_type": kind, "metadata": {"tags": list(tags)}, "source": lines}


def written(*cells: object, **metadata: object) -> str:
    return json.dumps({"cells": cells, "metadata": metadata}, indent=1, ensure_ascii=False)


def cut_of(text: str, kind: SelectorKind = SelectorKind.WHOLE, name: str = "") -> object:
    ref = SampleRef(Location("p"), (1, 1), "", "a/b", Selector(kind, name))
    return cut(SourceFile("a.ipynb", "a.ipynb", text), ref)


def test_lines_know_where_they_stand_in_the_file() -> None:
    text = written(cell("a = 1", "ä = '\"x\"'", tags=("t",)), cell("a = 1", tags=("t", "u")))
    notebook = read_notebook(text)
    assert isinstance(notebook, Notebook)
    lines = notebook.lines("t")
    assert [line.text for line in lines] == ["a = 1", "ä = '\"x\"'", "", "a = 1"]
    in_file = text.split("\n")
    assert ["a = 1" in in_file[lines[at].number - 1] for at in (0, 3)] == [True, True]
    assert lines[0].number < lines[1].number == lines[2].number < lines[3].number
    assert notebook.tags == ("t", "u")


def test_a_source_on_one_line_keeps_the_line_it_is_on() -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "a\r\nb\n"}]})
    notebook = read_notebook(text)
    assert isinstance(notebook, Notebook)
    assert notebook.lines() == (Line(1, "a"), Line(1, "b"))


def test_text_outputs_and_empty_cells_are_left_out() -> None:
    output = {**cell("x = 1"), "outputs": [{"text": ["secret"]}]}
    text = written(cell("# Title", kind="markdown"), cell(""), output, "no cell", {"source": 3})
    assert cut_of(text) == (Line(json_line(text, "x = 1"), "x = 1"),)


def json_line(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), start=1) if part in line)


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"kernelspec": {"language": "R"}}, "r"),
        ({"language_info": {"name": "julia"}, "kernelspec": {"language": "R"}}, "julia"),
        ({"kernelspec": "odd", "language_info": {"name": 3}}, "python"),
    ],
)
def test_the_language_is_that_of_the_notebook(metadata: dict[str, object], language: str) -> None:
    file = SourceFile("a.ipynb", "a.ipynb", written(cell("x"), **metadata))
    assert language_in(file).name == language


def test_the_language_of_a_notebook_that_cannot_be_read_is_that_of_its_name() -> None:
    assert language_in(SourceFile("a.ipynb", "a.ipynb", "{")).name == "text"


def test_symbols_are_found_across_cells_and_commands_to_the_notebook() -> None:
    text = written(cell("%matplotlib inline", "if x:", "    !ls"), cell("def f():", "    return 1"))
    found = cut_of(text, SelectorKind.SYMBOL, "f")
    assert isinstance(found, tuple)
    assert [line.text for line in found] == ["def f():", "    return 1"]
    assert found[0].number == json_line(text, "def f")
    missing = cut_of(text, SelectorKind.SYMBOL, "g")
    assert isinstance(missing, list)
    assert (missing[0].code, missing[0].line) == (Code.SYMBOL_MISSING, 0)


def test_a_notebook_without_code_has_nothing_to_show() -> None:
    for found in (cut_of(written()), cut_of(written(), SelectorKind.SYMBOL, "f")):
        assert isinstance(found, list)
    assert cut_of(written())[0].code is Code.SAMPLE_EMPTY  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "line"),
    [("[1,\n2", 2), ("", 0), ("{}", 1), ("[]", 1), ('{"cells": 3}', 1), ("[" * 100_000, 0)],
)
def test_what_is_no_notebook_is_told(text: str, line: int) -> None:
    found = read_notebook(text)
    assert isinstance(found, Fault)
    assert (found.code, found.line) == (Code.SYNTAX_INVALID, line)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "metadata", "source", "tags", "cell_type", "kernelspec"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(VALUES, VALUES)
def test_any_json_is_a_notebook_or_a_fault(cells: object, metadata: object) -> None:
    for values in (cells, {"cells": cells, "metadata": metadata}, {"cells": [cells]}):
        found = read_notebook(json.dumps(values))
        assert isinstance(found, Fault | Notebook)
