from collections.abc import Callable
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model import Code, Location, SampleRef, Selector
from site_builder.text.directive import parse_directive
from site_builder.text.fault import Fault
from site_builder.text.fences import Fence, find_fences
from tests.support import Case, read_cases

HERE = Location("content/index.md", 7)


def shown(parsed: tuple[SampleRef, ...] | list[Fault]) -> str:
    """Write what was parsed, without what an author left out."""
    if isinstance(parsed, list):
        return "".join(f"{fault.at(HERE)}\n" for fault in parsed)
    return "---\n".join(fields_of(ref) for ref in parsed)


def fields_of(ref: SampleRef) -> str:
    plain = SampleRef(ref.location, ref.span, ref.prefix, target="")
    lines = []
    for one in fields(SampleRef):
        value = getattr(ref, one.name)
        if value != getattr(plain, one.name):
            lines.append(f"{one.name}: {written(value)}\n")
    return "".join(lines)


def written(value: object) -> str:
    if not isinstance(value, Selector):
        return str(value)
    what = value.name or f"{value.first} to {value.last}"
    return f"{value.kind} {what}"


@pytest.mark.parametrize("case", read_cases("directive"))
def test_directive(case: Case, expect: Callable[[Case, str], None]) -> None:
    (fence,) = find_fences(case["directive"])
    expect(case, shown(parse_directive(fence, HERE)))


def test_a_directive_knows_where_it_stands() -> None:
    (fence,) = find_fences("text\n\n    ```sample\n    a/b\n    ```\n")
    (ref,) = parse_directive(fence, HERE)
    assert isinstance(ref, SampleRef)
    assert (ref.location, ref.span, ref.prefix) == (HERE, (3, 5), "    ")


INFO = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            ["show", "title", "body", "docstring", "test", "=", '"', "'", "{", " ", "é"],
        )
        | st.sampled_from(['"code"', '"diff"', '"test"', '"x"']),
        max_size=10,
    ).map("".join),
)  # fmt: skip
ADDRESS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                "a/b",
                "::",
                "#",
                ":",
                "12",
                "-",
                "9" * 5000,
                " ",
                "..",
                "C:\\",
                "x",
                " title=",
                '"x"',
                "'",
                "\t",
            ]
        ),
        max_size=7,
    ).map("".join),
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(INFO, st.lists(ADDRESS, max_size=3))
def test_any_text_is_a_directive_or_has_faults(info: str, body: list[str]) -> None:
    fence = Fence("", f"sample {info}".strip(), tuple(body), 1, len(body) + 2, closed=True)
    parsed = parse_directive(fence, HERE)
    assert parsed
    if isinstance(parsed, tuple):
        assert all(one.target.strip() for one in parsed)
        tabs = [one.tab for one in parsed if one.tab]
        assert len(set(tabs)) == len(tabs)
    else:
        assert all(fault.message for fault in parsed)
        assert {fault.code for fault in parsed} <= {
            Code.DIRECTIVE_EMPTY,
            Code.DIRECTIVE_ADDRESS,
            Code.DIRECTIVE_OPTION,
        }
