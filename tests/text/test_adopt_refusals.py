"""Blocks that stay as they are."""

import pytest

from site_builder.model import Page
from site_builder.text.adopt_refusals import refusal
from tests.support import find_blocks


@pytest.mark.parametrize(
    ("fence", "reason"),
    [
        ("python\nx = 1", ""),
        ("pycon\n>>> x = 1", ""),
        ("pycon\n>>> x = ", "it does not parse as Python"),
        ("python\nx = ", "it does not parse as Python"),
        ("sh\nmake", "its commands are for the reader's own machine"),
        ("python\n# region a\nx\n# endregion", "it shows the marks of a region"),
        ("python\nx = 1  # (note) One.", "it shows a note"),
        ("{ .python .annotate }\nx = 1  # (1)", "it has annotations"),
        ("yaml\n  a: 1\n\n  b: 2", "all of it is indented"),
        # Put together here, so that no scanner takes it for a real one.
        ("python\nT = 'ghp_" + "aB3dE6gH" * 4 + "iJ4k'", "it holds what looks like a secret"),
    ],
)
def test_a_block_that_a_sample_would_not_show_alike_stays(fence: str, reason: str) -> None:
    (block,) = find_blocks(Page("a.md", "docs/a.md", f"```{fence}\n```\n"))
    said = refusal(block)
    assert said.startswith(reason)
    assert bool(said) is bool(reason)


def test_an_output_is_looked_at_when_the_code_has_run() -> None:
    page = Page("a.md", "docs/a.md", "```python\nx\n```\n\n```text\n  (note)\n```\n")
    assert refusal(find_blocks(page)[1]) == ""
