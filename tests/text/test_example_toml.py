from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model import Code
from site_builder.text.example_toml import Declaration, parse_example_toml

PIECES = st.sampled_from(
    [
        *('title = "T"', 'summary = "S."', "title = 5", "topics = []", "[run]", "[needs]", "[x]"),
        *("timeout = 5", 'normalise = ["time"]', 'normalise = ["x"]', 'env = ["A"]', '"a.b" = 1'),
        *("run = 5", "[[run]]", "= 1", '"', "# title = 1", "", "run.timeout = 2.5"),
    ]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=8))
def test_any_text_is_a_declaration_or_has_faults(lines: list[str]) -> None:
    parsed = parse_example_toml("\n".join(lines))
    if isinstance(parsed, Declaration):
        assert (parsed.title, parsed.summary) == ("T", "S.")
    else:
        assert parsed
        assert {fault.code for fault in parsed} == {Code.EXAMPLE_INVALID}
        assert all(0 <= fault.line <= len(lines) for fault in parsed)


def test_the_line_of_a_text_that_ends_too_early_is_unknown() -> None:
    parsed = parse_example_toml("title = [")
    assert isinstance(parsed, tuple)
    (fault,) = parsed
    assert fault.line == 0
    assert "end of document" in fault.message
