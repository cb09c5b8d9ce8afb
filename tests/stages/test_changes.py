import os
from pathlib import Path

import pytest

from site_builder.model import Change, Problem
from site_builder.stages.changes import changes_since, read_change
from tests.changing import git
from tests.command import write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder of a repository with two files."""
    root = write(tmp_path / "project", {"a.txt": "a\n", "sub/b ü.txt": "b\n"})
    write(tmp_path, {".gitignore": "ignored\n", "elsewhere.txt": "1"})
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    return root


def test_what_is_not_committed_counts_and_so_do_new_files(root: Path) -> None:
    assert changes_since("HEAD", root) == ()
    write(root, {"a.txt": "A\n", "sub/b ü.txt": "B\n", "c.txt": "c\n", "ignored": "i"})
    write(root.parent, {"elsewhere.txt": "2"})
    assert changes_since("main", root) == (
        Change("a.txt", b"a\n", b"A\n"),
        Change("c.txt", None, b"c\n"),
        Change("sub/b ü.txt", b"b\n", b"B\n"),
    )
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "two")
    assert len(changes_since("HEAD~1", root)) == 3  # type: ignore[arg-type]


def test_a_renamed_file_is_gone_and_new(root: Path) -> None:
    git(root, "mv", "a.txt", "d.txt")
    assert changes_since("HEAD", root) == (
        Change("a.txt", b"a\n", None),
        Change("d.txt", None, b"a\n"),
    )


@pytest.mark.parametrize("revision", ["nosuch", "-rf", "--help", ""])
def test_an_unknown_revision_is_a_problem(root: Path, revision: str) -> None:
    found = changes_since(revision, root)
    assert isinstance(found, Problem)
    assert f"git knows no revision '{revision}'" in found.message


def test_a_folder_without_repository_is_a_problem(tmp_path: Path) -> None:
    found = changes_since("HEAD", tmp_path)
    assert isinstance(found, Problem)
    assert "in no git repository: not a git repository" in found.message


def test_without_git_nothing_can_be_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    found = changes_since("HEAD", root)
    assert isinstance(found, Problem)
    assert "git is not installed" in found.message
    # A program that only looks like git.
    (root / "git").write_bytes(b"\0")
    (root / "git").chmod(0o755)
    assert isinstance(changes_since("HEAD", root), Problem)


def test_a_name_that_is_no_text_is_a_problem(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.txt")).write_text("x")
    found = changes_since("HEAD", root)
    assert isinstance(found, Problem)
    assert "git cannot tell what changed" in found.message


def test_a_file_that_may_change_is_read(root: Path) -> None:
    assert read_change("a.txt", "x", root) == Change("a.txt", b"a\n", b"a\n", "x", known=False)
    assert read_change("nosuch.txt", "", root) is None
