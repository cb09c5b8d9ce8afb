import re
from pathlib import Path

import pytest

from site_builder.model import (
    Following,
    Include,
    LineRange,
    LineRanges,
    SplicedIncludes,
    WholeFile,
)
from site_builder.model.include import IncludePart
from site_builder.text.fault import Fault
from site_builder.text.includes.found import Numbered
from site_builder.text.includes.spliced import find_plain, find_spliced, spliced_pattern

BASE = Path()
WAYS = SplicedIncludes(BASE)


def _spliced(line: str, ways: SplicedIncludes = WAYS) -> list[Include | Fault]:
    return list(find_spliced([(3, line)], ways))


TARGETS: dict[str, tuple[str, IncludePart, str]] = {
    "{!a.md!}": ("a.md", WholeFile(), ""),
    "text {! a b.md !} text": ("a b.md", WholeFile(), ""),
    "{!> ../a.md | utf-16 !}": ("../a.md", WholeFile(), "utf-16"),
    "{! a.md [ln:2-3] !}": ("a.md", LineRanges((LineRange(2, 3),)), ""),
    "{!a.md[ln:2,4.2-5.3,6-]!}": (
        "a.md",
        LineRanges((LineRange(2, 2), LineRange(4, 5), LineRange(6, None))),
        "",
    ),
    "{!a.md[ln:-2]!}": ("a.md", LineRanges((LineRange(-1, 2),)), ""),
    "{!a.md[ln:.2-.5]!}": ("a.md", LineRanges((LineRange(None, None),)), ""),
}


@pytest.mark.parametrize("line", TARGETS)
def test_an_include_has_a_path_rows_and_an_encoding(line: str) -> None:
    (one,) = _spliced(line)
    assert isinstance(one, Include)
    assert (one.target, one.part, one.encoding, one.line) == (*TARGETS[line], 3)


@pytest.mark.parametrize("line", [r"\{! a.md !}", "{! {{ name }}.md !}", "{ !a! }", "{!!}"])
def test_what_is_escaped_or_made_is_no_include(line: str) -> None:
    assert not _spliced(line)


@pytest.mark.parametrize("rows", ["1-2-3", "0-1", "1.2.3"])
def test_rows_that_cannot_be_read(rows: str) -> None:
    (fault,) = _spliced(f"{{! a.md [ln:{rows}] !}}")
    assert isinstance(fault, Fault)
    assert "has lines that cannot be read" in fault.message


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        (Following.ALWAYS, [True, True, False]),
        (Following.ASKED, [False, True, False]),
        (Following.NEVER, [False, False, False]),
    ],
)
def test_whether_what_is_included_is_read(following: Following, expected: list[bool]) -> None:
    found = _spliced("{!a!} {!+b!} {!-c!}", SplicedIncludes(BASE, following=following))
    assert [one.follow for one in found if isinstance(one, Include)] == expected


def test_the_syntax_may_be_another_one() -> None:
    ways = SplicedIncludes(BASE, left="<<", right=">>", divider="@", asks="y", refuses="n")
    (one,) = _spliced("<<n a.md @ latin-1 >> {! b.md !}", ways)
    assert isinstance(one, Include)
    assert (one.target, one.encoding, one.follow) == ("a.md", "latin-1", False)
    with pytest.raises(re.error):
        spliced_pattern(SplicedIncludes(BASE, left="("))


PLAIN: dict[str, tuple[str, IncludePart]] = {
    "{!a.md!}": ("a.md", WholeFile()),
    "x {! a.md !} y": ("a.md", WholeFile()),
    "{!a.md!lines=1 3-5}": ("a.md", LineRanges((LineRange(1, 1), LineRange(3, 5)))),
}


@pytest.mark.parametrize("line", PLAIN)
def test_an_include_of_the_plain_kind(line: str) -> None:
    (one,) = find_plain([(3, line)])
    assert isinstance(one, Include)
    assert (one.target, one.part) == PLAIN[line]


@pytest.mark.parametrize("rows", ["1-2-3", "3-", "0"])
def test_lines_of_the_plain_kind_that_cannot_be_read(rows: str) -> None:
    lines: list[Numbered] = [(3, f"{{!a.md!lines={rows}}}"), (4, "{!{{ made }}!}")]
    (fault,) = find_plain(lines)
    assert isinstance(fault, Fault)
