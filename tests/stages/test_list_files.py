import subprocess
from pathlib import Path

import pytest

from site_builder.stages.list_files import list_files
from site_builder.text.repository import Repository
from tests.command import write

FILES = {".gitignore": "out/\n", "a.md": "", "sub/b.md": "", "out/c.md": "", "gone.md": ""}


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path.resolve(), FILES)


def test_what_git_keeps_or_would_keep_counts(root: Path) -> None:
    git(root, "init")
    git(root, "add", "a.md", "gone.md")
    (root / "gone.md").unlink()
    kept = frozenset({".gitignore", "a.md", "sub/b.md"})
    assert list_files(root) == Repository(kept, "", tracked=True)
    assert list_files(root / "sub") == Repository(kept, "sub", tracked=True)


def test_without_git_it_is_what_lies_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {".hidden/x.md": "", "node_modules/y.md": ""})
    everything = frozenset(FILES)
    assert list_files(root) == Repository(everything, "", tracked=False)
    monkeypatch.setenv("PATH", "")
    assert list_files(root) == Repository(everything, "", tracked=False)
