from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model import Location, SampleRef, Selector, SelectorKind, SourceFile
from site_builder.text.cut import cut
from site_builder.text.languages import language_of
from site_builder.text.regions import find_regions, is_mark
from tests.support import Case, read_cases


@pytest.mark.parametrize("case", read_cases("regions"))
def test_regions(case: Case, expect: Callable[[Case, str], None]) -> None:
    ((name, text),) = case.blocks
    regions, faults = find_regions(text, language_of(name))
    lines = [f"{region.name}: {region.first}-{region.last}" for region in regions]
    lines += [str(fault.at(Location(name, fault.line))) for fault in faults]
    expect(case, "\n".join(lines))


PYTHON = language_of("code.py")
SOURCE = st.lists(
    st.sampled_from(
        ["# region one", "# region two", "# region", "# endregion", "  # endregion two", "a", ""]
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=300)
@given(SOURCE)
def test_a_file_without_faults_has_its_regions_closed_and_nested(text: str) -> None:
    regions, faults = find_regions(text, PYTHON)
    lines = text.split("\n")
    if faults:
        assert all(1 <= fault.line <= len(lines) for fault in faults)
        return
    for region in regions:
        assert is_mark(lines[region.first - 2], PYTHON)
        assert is_mark(lines[region.last], PYTHON)
        for other in regions:
            inside = region.first < other.first and other.last < region.last
            outside = other.last < region.first or region.last < other.first
            around = other.first < region.first and region.last < other.last
            assert region is other or inside or outside or around


@settings(derandomize=True, deadline=None, max_examples=300)
@given(SOURCE)
def test_cutting_what_was_cut_changes_nothing(text: str) -> None:
    whole = SampleRef(Location("p"), (1, 1), "", "a/b")
    region = SampleRef(
        Location("p"), (1, 1), "", "a/b", selector=Selector(SelectorKind.REGION, "one")
    )
    for ref in (whole, region):
        lines = cut(SourceFile("code.py", "code.py", text), ref)
        if isinstance(lines, tuple):
            once = "\n".join(line.text for line in lines)
            again = cut(SourceFile("code.py", "code.py", once), whole)
            assert isinstance(again, tuple)
            assert [line.text for line in again] == once.split("\n")
