"""Putting a prepared folder in the place of another."""

from pathlib import Path

import pytest

from site_builder.stages.write import staging_folder, swap_in


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return a folder with a file, a hidden folder and a link that leads nowhere."""
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("main")
    (folder / ".well-known").symlink_to("nowhere")
    (folder / "old.html").write_text("old")
    return folder


def test_the_new_folder_takes_the_place_and_what_is_hidden_stays(target: Path) -> None:
    staging = _staged(target)
    assert swap_in(staging, target, "site") == ()
    assert _names(target) == [".git", ".well-known", "new.html"]
    assert (target / ".git/HEAD").read_text() == "main"
    assert _names(target.parent) == ["site"]


def test_a_hidden_entry_of_the_new_folder_wins(target: Path) -> None:
    staging = _staged(target)
    (staging / ".git").write_text("new")
    assert swap_in(staging, target, "site") == ()
    assert (target / ".git").read_text() == "new"


def test_a_hidden_entry_below_the_top_goes_with_its_folder(target: Path) -> None:
    (target / "sub").mkdir()
    (target / "sub/.hidden").touch()
    assert swap_in(_staged(target), target, "site") == ()
    assert not (target / "sub").exists()


def test_a_place_where_nothing_was_is_taken(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    assert swap_in(_staged(target), target, "site") == ()
    assert _names(target) == ["new.html"]


def test_a_swap_that_fails_leaves_the_old_folder_as_it_was(target: Path) -> None:
    before = _names(target)
    (problem,) = swap_in(target.with_name("gone"), target, "site")
    assert str(problem) == "site: cannot-write: cannot write: No such file or directory"
    assert _names(target) == before
    assert _names(target.parent) == ["site"]


def _staged(target: Path) -> Path:
    staging = staging_folder(target, "site")
    assert isinstance(staging, Path)
    (staging / "new.html").write_text("new")
    return staging


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
