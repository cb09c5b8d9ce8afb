"""What the line says of each state."""

import pytest

from site_builder.text.progress_line import progress_line


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ((0, 1, 0, 0.0), "0 of 1 example"),
        ((0, 1000, 0, 3.0), "0 of 1,000 examples"),
        ((120, 1000, 0, 10.0), "120 of 1,000 examples, 12.0 a second, 1:13 left"),
        (
            (120, 1000, 40, 10.0),
            "120 of 1,000 examples, 12.0 a second, 1:13 left, 40 from the store",
        ),
        ((1, 1000, 0, 10.0), "1 of 1,000 examples, 0.1 a second, 2:46:30 left"),
        ((5, 5, 5, 0.5), "5 of 5 examples, 10.0 a second, 5 from the store"),
    ],
)
def test_the_line_says_counts_rate_and_time_left(
    state: tuple[int, int, int, float], line: str
) -> None:
    assert progress_line(*state) == line
