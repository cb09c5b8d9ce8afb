import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model import Code, Line, Note
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines
from site_builder.text.notes import marked, take_notes

PYTHON = language_of("a.py")


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(n, line) for n, line in enumerate(split_lines(text), start=11))


def test_a_note_behind_code_is_about_its_line() -> None:
    taken = take_notes(lines_of("a = 1\nb = 2  # (note) The second.\n"), PYTHON)
    assert taken == ((Line(11, "a = 1"), Line(12, "b = 2")), (Note(2, "The second."),))


def test_notes_above_code_are_about_the_next_line_of_code() -> None:
    text = (
        "# (note) One,\n#   in two parts.\n# (note) Two.\n\n# A remark.\nx = 1  # (note) Three.\n"
    )
    taken = take_notes(lines_of(text), PYTHON)
    assert isinstance(taken, tuple)
    lines, notes = taken
    assert [line.number for line in lines] == [14, 15, 16]
    assert notes == (Note(2, "One, in two parts."), Note(2, "Two."), Note(3, "Three."))


def test_a_comment_that_is_not_indented_ends_a_note() -> None:
    taken = take_notes(lines_of("# (note) One.\n# A remark.\nx = 1\n"), PYTHON)
    assert isinstance(taken, tuple)
    assert [line.text for line in taken[0]] == ["# A remark.", "x = 1"]
    assert taken[1] == (Note(1, "One."),)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.css", "top: 0; /* (note) Why. */"),
        ("a.html", "<p> <!-- (note) Why. -->"),
        ("a.sql", "select 1 -- (note) Why."),
        ("a.ts", "f() // (note) Why."),
        ("a.ts", "f() /*(note) Why.*/"),
        ("a.yaml", "a: 1 #(note)Why."),
    ],
)
def test_a_note_is_a_comment_of_its_language(name: str, line: str) -> None:
    taken = take_notes((Line(1, line),), language_of(name))
    assert isinstance(taken, tuple)
    (code,), notes = taken
    assert notes == (Note(1, "Why."),)
    assert code.text == line.partition(" ")[0] or line.startswith(code.text + " ")


@pytest.mark.parametrize(
    "line", ["x = 'a#(note) b'", "x = 1  # note: why", "top: 0 /* (note) */ x"]
)
def test_what_is_no_comment_with_the_mark_stays(line: str) -> None:
    for name in ("a.py", "a.css"):
        assert take_notes((Line(1, line),), language_of(name)) == ((Line(1, line),), ())


def test_every_note_that_is_wrong_is_told_with_its_line() -> None:
    faults = take_notes(lines_of("x = 1  # (note)\n# (note)\n# (note) Above nothing.\n\n"), PYTHON)
    assert isinstance(faults, list)
    assert [(fault.code, fault.line) for fault in faults] == [
        (Code.NOTE_INVALID, 11),
        (Code.NOTE_INVALID, 12),
        (Code.NOTE_INVALID, 14),
    ]


def test_the_numbers_of_notes_stand_in_comments() -> None:
    notes = (Note(1, "a"), Note(2, "b"), Note(2, "c"))
    lines = ["x = 1", "y = 2  # why"]
    bare = "x = 1  # (1)!\ny = 2  # why  # (2) (3)"
    assert marked(lines, notes, "python", bare=True) == bare
    assert marked(lines, notes, "python", bare=False) == bare.replace("!", "")
    assert marked(["a"], (Note(1, "b"),), "css", bare=True) == "a  /* (1)! */"
    assert marked(["a"], (Note(1, "b"),), "text", bare=True) == "a  # (1)!"


PIECES = st.sampled_from(
    ["x = 1", "# (note) Why.", "#   more", "y()  # (note) How.", "# (note)", "", "# remark"]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_no_note_is_lost_and_no_code(text: str) -> None:
    lines = lines_of(text)
    taken = take_notes(lines, PYTHON)
    if isinstance(taken, list):
        assert all(11 <= fault.line < 11 + len(lines) for fault in taken)
        return
    shown, notes = taken
    assert len(notes) == text.count("(note)")
    assert not any("(note)" in line.text for line in shown)
    assert all(shown[note.line - 1].text for note in notes)
    assert [n.line for n in notes] == sorted(n.line for n in notes)
    assert text.count("x = 1") == sum(line.text == "x = 1" for line in shown)
