import pytest

from site_builder.model import Include, LineRange, LineRanges, WholeFile
from site_builder.text.fault import Fault
from site_builder.text.includes.variants import find_variants


def _found(line: str) -> list[Include | Fault]:
    return list(find_variants([(4, line)]))


FINE = {
    "{* ../docs_src/a.py *}": (WholeFile(), ()),
    "{* a.py hl[3] *}": (WholeFile(), (LineRange(3, 3),)),
    "{* a.py ln[7:9,1:2] hl[1,8:9] *}": (
        LineRanges((LineRange(1, 2), LineRange(7, 9))),
        (LineRange(1, 1), LineRange(8, 9)),
    ),
    '{* a.py ln[0] title["A [title"] *}': (WholeFile(), ()),
    "{*a.py other[1]*}": (WholeFile(), ()),
}


@pytest.mark.parametrize("line", FINE)
def test_an_include_with_lines_to_show_and_to_highlight(line: str) -> None:
    (one,) = _found(line)
    assert isinstance(one, Include)
    assert (one.part, one.marked, one.line) == (*FINE[line], 4)


WRONG = {
    "{* a.py ln[x] *}": "has lines 'ln[x]' that cannot be read",
    "{* a.py hl[1-3] *}": "has lines 'hl[1-3]' that cannot be read",
    "{* a.py title[Title] *}": "has a title that is not in double quotes",
    "{* a.sh *}": "names a file that does not end with .py, as the extension needs it",
}


@pytest.mark.parametrize("line", WRONG)
def test_an_include_that_the_extension_cannot_read(line: str) -> None:
    (fault,) = _found(line)
    assert isinstance(fault, Fault)
    assert fault.message == f"the include '{line}' {WRONG[line]}"


@pytest.mark.parametrize("line", [" {* a.py *}", "{* a.py *} x", "{* {{ a }}.py *}", "* a.py *"])
def test_what_the_extension_does_not_take_for_an_include(line: str) -> None:
    assert not _found(line)
