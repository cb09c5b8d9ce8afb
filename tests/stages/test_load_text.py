from collections.abc import Callable
from pathlib import Path

from site_builder.stages.load_text import load_exactly, load_text, loose_tests
from tests.support import EXAMPLE_TOML, Project


def test_what_cannot_be_read_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff")
    assert load_text(tmp_path / "a") == ""
    assert load_text(tmp_path / "nosuch") == ""


def test_tests_beside_the_examples_are_found(project: Callable[..., Project]) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/run.py": "",
            "examples/demo/run/test_run.py": "",
            "examples/test_all.py": "x = 1\n",
        }
    )
    (found,) = loose_tests(made.settings, made.site())
    assert (found.path, found.text) == ("examples/test_all.py", "x = 1\n")


def test_a_text_can_be_had_as_it_lies_there(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\n")
    assert load_exactly(file) == "\ufeffone\r\ntwo\n"
    file.write_bytes(b"\xff")
    assert load_exactly(file) == ""
    assert load_exactly(tmp_path / "none.md") == ""
