"""The table of commands that are not run: each entry has a reason, and none is stale."""

import pytest

from tests.guides.marks import marked_on, read_marks, stale_marks

TABLE = """
- why: It asks somebody who is not here.
  commands:
    content/a.md: [ask him, ask her]
    content/b.md:
      - |-
        ask \\
          them
"""
PAGES = {
    "content/a.md": "```sh\nask him\n```\n\n```sh\nask her\nstay\n```\n",
    "content/b.md": "```sh\nask \\\n  them\n```\n",
}


def test_marks_are_found_by_their_page() -> None:
    marks = read_marks(TABLE)
    assert marked_on("content/a.md", marks) == ("ask him", "ask her")
    assert marked_on("content/b.md", marks) == ("ask \\\n  them",)
    assert marked_on("content/c.md", marks) == ()
    assert [*stale_marks(marks, PAGES)] == []


@pytest.mark.parametrize(
    ("page", "old", "new", "message"),
    [
        ("content/a.md", "ask her", "ask Ada", "content/a.md has no command 'ask her' any more"),
        ("content/b.md", "sh\n", "text\n", "content/b.md has no command"),
    ],
)
def test_a_mark_whose_command_is_gone_is_told(page: str, old: str, new: str, message: str) -> None:
    changed = {**PAGES, page: PAGES[page].replace(old, new)}
    (told,) = stale_marks(read_marks(TABLE), changed)
    assert told.startswith(message)


def test_a_page_that_is_gone_and_a_second_reason_are_told() -> None:
    without = {"content/a.md": PAGES["content/a.md"]}
    assert len([*stale_marks(read_marks(TABLE), without)]) == 1
    twice = read_marks(TABLE + TABLE)
    assert sum("is marked twice" in told for told in stale_marks(twice, PAGES)) == 3


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("- commands: {a.md: [x]}", "entry 1: it has to hold 'why' and 'commands'"),
        ("- {why: '', commands: {a.md: [x]}}", "entry 1: 'why' is a sentence"),
        ("- {why: no time for it, commands: {a.md: [x]}}", "entry 1: 'why' is a sentence"),
        ("- {why: It needs a key and money., commands: {}}", "entry 1: 'commands' is a table"),
        ("- {why: It needs a key and money., commands: {a: [x]}, on: a}", "nothing else"),
    ],
)
def test_an_entry_without_a_reason_is_refused(table: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_marks(table)
