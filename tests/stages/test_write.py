import errno
import os
from pathlib import Path

import pytest

from site_builder.model import Code, Problem
from site_builder.stages.write import (
    discard,
    remove_files,
    staging_folder,
    swap_in,
    write_file,
    write_files,
)


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


class TestFile:
    def test_is_written_into_new_folders(self, tmp_path: Path) -> None:
        path = tmp_path / "a/b/c.txt"
        assert write_file(path, b"text", "c.txt") == ()
        assert path.read_bytes() == b"text"
        assert path.stat().st_mode & 0o777 == (0o666 & ~current_mask())

    def test_that_was_there_keeps_its_permissions(self, tmp_path: Path) -> None:
        path = tmp_path / "run.sh"
        path.write_text("old")
        path.chmod(0o755)
        assert write_file(path, b"new", "run.sh") == ()
        assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o755)

    def test_leaves_nothing_beside_itself(self, tmp_path: Path) -> None:
        write_file(tmp_path / "a.txt", b"text", "a.txt")
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]

    def test_cannot_take_the_place_of_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        found = write_file(tmp_path / "a", b"text", "out/a")
        assert told(found) == ["out/a: cannot-write: cannot write: Is a directory"]
        assert [path.name for path in tmp_path.iterdir()] == ["a"]

    def test_cannot_stand_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("a file")
        (problem,) = write_file(tmp_path / "a/b", b"text", "a/b")
        assert problem.code is Code.CANNOT_WRITE
        assert (tmp_path / "a").read_text() == "a file"


class TestFolder:
    def test_is_prepared_beside_its_target(self, tmp_path: Path) -> None:
        target = tmp_path / "new/site"
        folder = staging_folder(target, "site")
        assert isinstance(folder, Path)
        assert folder.parent == target.parent
        assert (list(folder.iterdir()), folder.stat().st_mode & 0o777) == ([], 0o755)
        discard(folder)
        assert list(target.parent.iterdir()) == []
        discard(folder)  # Once more does no harm.

    @pytest.mark.parametrize("target", ["taken", "taken/site"])
    def test_cannot_be_prepared_where_a_file_is(self, tmp_path: Path, target: str) -> None:
        (tmp_path / "taken").write_text("a file")
        found = staging_folder(tmp_path / target, "out")
        assert isinstance(found, Problem)
        assert str(found).startswith("out: cannot-write: cannot write: ")
        assert [path.name for path in tmp_path.iterdir()] == ["taken"]

    def test_takes_the_place_of_the_old_one(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        assert swap_in(staging, target, "site") == ()
        assert below(tmp_path) == ["site/.hidden", "site/new.html"]
        assert (target / ".hidden").read_text() == "old"

    def test_takes_it_in_steps_where_the_system_cannot_do_it_at_once(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        assert swap_in(staging, target, "site", never) == ()
        assert below(tmp_path) == ["site/.hidden", "site/new.html"]

    def test_gives_the_place_back_when_hidden_entries_cannot_move(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        (target / ".hidden").rename(target / ".kept")
        (problem,) = swap_in(Refused(staging), target, "site")
        assert str(problem) == "site: cannot-write: cannot write: Device or resource busy"
        assert below(tmp_path) == ["site/.kept", "site/old.html"]

    def test_takes_an_empty_place(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        assert swap_in(staging, tmp_path / "other", "other") == ()
        assert below(tmp_path) == ["other/new.html", "site/.hidden", "site/old.html"]
        assert target.is_dir()

    def test_keeps_its_own_hidden_entries(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        (staging / ".hidden").write_text("new")
        assert swap_in(staging, target, "site") == ()
        assert (target / ".hidden").read_text() == "new"

    def test_that_vanished_leaves_the_old_one(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        discard(staging)
        (problem,) = swap_in(staging, target, "site")
        assert str(problem) == "site: cannot-write: cannot write: No such file or directory"
        assert below(tmp_path) == ["site/.hidden", "site/old.html"]

    def test_that_may_not_be_renamed_gives_back_what_had_moved(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        (problem,) = swap_in(Refused(staging), target, "site", never)
        assert str(problem) == "site: cannot-write: cannot write: Device or resource busy"
        assert below(tmp_path) == ["site/.hidden", "site/old.html"]

    def test_that_may_not_be_renamed_leaves_an_empty_place_empty(self, tmp_path: Path) -> None:
        staging, _ = folders(tmp_path)
        (problem,) = swap_in(Refused(staging), tmp_path / "other", "other")
        assert problem.code is Code.CANNOT_WRITE
        assert below(tmp_path) == ["site/.hidden", "site/old.html"]

    def test_cannot_move_in_below_a_file(self, tmp_path: Path) -> None:
        staging, target = folders(tmp_path)
        (problem,) = swap_in(staging, target / "old.html/site", "site")
        assert problem.code is Code.CANNOT_WRITE
        assert below(tmp_path) == ["site/.hidden", "site/old.html"]


class Refused(type(Path())):  # type: ignore[misc]
    """A prepared folder that the system refuses to rename, as it does with a busy one."""

    def rename(self, target: str | Path) -> Path:
        if self.name.endswith(".old") or self.name.startswith(".hidden"):
            return Path(super().rename(target))
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


def never(one: Path, other: Path) -> bool:
    """Exchange nothing, as a system that cannot."""
    return False


def folders(root: Path) -> tuple[Path, Path]:
    """Return a prepared folder and the one whose place it shall take."""
    target = root / "site"
    target.mkdir()
    (target / "old.html").write_text("old")
    (target / ".hidden").write_text("old")
    staging = staging_folder(target, "site")
    assert isinstance(staging, Path)
    (staging / "new.html").write_text("new")
    return staging, target


def below(root: Path) -> list[str]:
    """Return the paths of all files below a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in files)


def current_mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_several_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder is wanted")
    good, bad = tmp_path / "new.txt", tmp_path / "taken" / "new.txt"
    problems = write_files([(good, b"x", "new.txt"), (bad, b"x", "taken/new.txt")])
    assert [str(one.location) for one in problems] == ["taken/new.txt"]
    assert not good.exists()
    assert write_files([(good, b"x", "new.txt")]) == ()
    assert good.read_bytes() == b"x"


def test_removed_files_take_empty_folders_with_them(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for name in ("a/one", "b/one", "b/two"):
        (tmp_path / name).write_text("x")
    assert remove_files([tmp_path / "a/one", tmp_path / "b/one", tmp_path / "b/gone"], "x") == ()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["b", "two"]


def test_what_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (problem,) = remove_files([tmp_path], "examples/demo")
    assert str(problem) == "examples/demo: cannot-write: cannot write: Is a directory"
