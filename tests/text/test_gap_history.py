import pytest

from site_builder.model.gaps import Cell, Recorded
from site_builder.text.gap_history import format_gap_history, parse_gap_history

TEXT = "version,matrix,there,owed\n0.9.0,api,1,4\n0.10.0,api,2,4\n0.10.0,topics,3,4\n"


def test_what_is_written_is_read() -> None:
    history, faults = parse_gap_history(TEXT)
    assert faults == ()
    assert history[-1] == Recorded("0.10.0", "topics", Cell(3, 4))
    assert format_gap_history(reversed(history)) == TEXT


def test_versions_are_in_their_order() -> None:
    versions = ["1.10", "1.9", "1.10rc1", "2", "1.10.1"]
    records = [Recorded(one, "api", Cell(1, 1)) for one in versions]
    history, _ = parse_gap_history(format_gap_history(records))
    assert [one.version for one in history] == ["1.9", "1.10rc1", "1.10", "1.10.1", "2"]


def test_of_two_lines_for_the_same_the_later_counts() -> None:
    history, _ = parse_gap_history("1,api,1,4\n1,api,2,4\n")
    assert history == (Recorded("1", "api", Cell(2, 4)),)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("1,api,x,4", "the line is not version, matrix, there and owed", "remove it, and run: "),
        ("1,api", "the line is not version, matrix, there and owed", "remove it, and run: "),
        ("<<<<<<< main", "a conflict of a merge is left", "keep the lines of both sides"),
    ],
)
def test_a_line_that_cannot_be_read_is_told(line: str, message: str, hint: str) -> None:
    history, (fault,) = parse_gap_history(f"{TEXT}\n{line}\n")
    assert len(history) == 3
    assert (fault.message, fault.line) == (message, 6)
    assert fault.hint.startswith(hint)
