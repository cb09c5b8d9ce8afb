from collections.abc import Callable

import pytest

from site_builder.model import Location, SampleRef, SourceFile
from site_builder.text.cut import cut
from site_builder.text.directive import parse_directive
from site_builder.text.fences import find_fences
from tests.support import Case, read_cases

CASES = read_cases("cut")


def source(case: Case) -> SourceFile:
    """Return the file of a case, or else that of the first one."""
    first: Case = CASES[0].values[0]  # type: ignore[attr-defined]
    found = [block for block in case.blocks if block[0].startswith("file ")] or first.blocks
    name = found[0][0].removeprefix("file ")
    return SourceFile(name, f"examples/demo/chat/{name}", found[0][1])


@pytest.mark.parametrize("case", CASES)
def test_cut(case: Case, expect: Callable[[Case, str], None]) -> None:
    (fence,) = find_fences(case["directive"])
    (ref,) = parse_directive(fence, Location("content/index.md", 1))
    assert isinstance(ref, SampleRef)
    shown = cut(source(case), ref)
    if isinstance(shown, list):
        lines = [f"{one.at(Location('line', one.line))}" for one in shown]
    else:
        lines = [f"{line.number:3}| {line.text}" for line in shown]
    expect(case, "\n".join(lines))
