import os
from pathlib import Path

from site_builder.stages.examine import examine
from tests.command import snapshot, write

FILES = {
    "test_good.py": "def test_it():\n    assert True\n",
    "test_bad.py": "def test_it():\n    assert 1 == 2\n",
    "test_none.py": "",
    "test_slow.py": "import time\n\n\ndef test_it():\n    time.sleep(60)\n",
}


def said(root: Path, *names: str, seconds: float = 60) -> str:
    return examine(names, write(root, FILES), os.environ, seconds=seconds)


def test_nothing_is_said_of_tests_that_pass_or_are_not_there(tmp_path: Path) -> None:
    assert said(tmp_path, "test_good.py") == ""
    assert said(tmp_path, "test_none.py") == ""


def test_a_test_that_fails_is_shown_and_nothing_is_left_behind(tmp_path: Path) -> None:
    text = said(tmp_path, "test_bad.py", "test_good.py")
    assert "assert 1 == 2" in text
    assert "1 failed, 1 passed" in text
    assert snapshot(tmp_path).keys() == FILES.keys()


def test_tests_that_do_not_end_are_ended(tmp_path: Path) -> None:
    assert said(tmp_path, "test_slow.py", seconds=1) == "the tests did not end within 1 seconds"
