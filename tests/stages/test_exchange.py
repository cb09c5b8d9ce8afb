"""Two folders that take each other's place."""

import sys
from pathlib import Path

import pytest

from site_builder.stages.write import exchange


def folders(root: Path) -> tuple[Path, Path]:
    one, other = root / "one", root / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    return one, other


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such call")
def test_both_are_in_the_place_of_the_other(tmp_path: Path) -> None:
    one, other = folders(tmp_path)
    assert exchange(one, other)
    assert [(folder / "name").read_text() for folder in (one, other)] == ["other", "one"]


def test_nothing_happens_when_one_is_missing(tmp_path: Path) -> None:
    one, _ = folders(tmp_path)
    assert not exchange(one, tmp_path / "nowhere")
    assert (one / "name").read_text() == "one"


def test_a_system_without_the_call_does_nothing(tmp_path: Path) -> None:
    one, other = folders(tmp_path)
    assert not exchange(one, other, "no_such_call")
    assert (one / "name").read_text() == "one"
