"""Paths of a machine become those of any machine."""

import pytest

from site_builder.text.portable import portable

OTHERS = (("/home/me/project/.venv", "<python>"), ("/usr", "<python>"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('File "/home/me/project/examples/a.py", line 3', 'File "examples/a.py", line 3'),
        ("in /home/me/project", "in ."),
        ("in /home/me/project.", "in .."),
        ("/home/me/project/.venv/lib/json.py", "<python>/lib/json.py"),
        ("/home/me/projects/a.py and /home/me/project-2", None),
        ("/other/home/me/project/a.py", None),
        ("/usr/lib/python3.11/json.py", "<python>/lib/python3.11/json.py"),
        ("/usrlocal", None),
        ("wrote /tmp/run-ab12_xyz/work/chart.svg", "wrote <work>/chart.svg"),
        ("'/var/tmp/deep/run-abcdefgh/work'", "'<work>'"),
        ("run-abcdefgh/work", None),
    ],
)
def test_a_path_is_told_as_it_is_anywhere(text: str, expected: str | None) -> None:
    assert portable(text, "/home/me/project", OTHERS) == (text if expected is None else expected)
