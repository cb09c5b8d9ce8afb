import subprocess
from pathlib import Path

import pytest

from site_builder.stages.history import build_day, changes_below, last_changes, moment_of


def git(root: Path, *arguments: str, day: str = "2026-01-02") -> None:
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(root),
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@x.example",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@x.example",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
    }
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True)


def commit(root: Path, name: str, text: str, day: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git(root, "add", "--all", day=day)
    git(root, "commit", "--quiet", "--message", "x", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "project/docs/a.md", "1", "2026-01-02")
    commit(tmp_path, "project/docs/größe b.md", "1", "2026-01-03")
    commit(tmp_path, "project/docs/a.md", "2", "2026-01-04")
    commit(tmp_path, "project/other.md", "1", "2026-01-05")
    return tmp_path


def test_each_file_has_the_day_of_its_last_change(repository: Path) -> None:
    root = repository / "project"
    assert last_changes(root, root / "docs") == {
        "docs/a.md": "2026-01-04",
        "docs/größe b.md": "2026-01-03",
    }


def test_a_copy_without_its_history_knows_no_day(repository: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(copy))
    root = copy / "project"
    assert (root / "docs/a.md").is_file()
    assert last_changes(root, root / "docs") == {}


def test_without_a_repository_no_day_is_known(tmp_path: Path) -> None:
    assert last_changes(tmp_path, tmp_path) == {}


def test_without_git_no_day_is_known(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert last_changes(repository, repository) == {}


@pytest.mark.parametrize(
    ("environment", "day"),
    [
        ({"SOURCE_DATE_EPOCH": "0"}, "1970-01-01"),
        ({"SOURCE_DATE_EPOCH": "1767398400"}, "2026-01-03"),
        ({"SOURCE_DATE_EPOCH": "soon"}, ""),
        ({}, ""),
    ],
)
def test_the_environment_may_set_the_day(environment: dict[str, str], day: str) -> None:
    assert build_day(environment) == day


def test_a_change_says_when_it_was_and_whether_the_file_is_new(repository: Path) -> None:
    root = repository / "project"
    found = changes_below(root, root / "docs")
    told = {path: (moment_of(one.seconds), one.is_new) for path, one in found.items()}
    assert told == {
        "docs/a.md": ("2026-01-04T12:00:00Z", False),
        "docs/größe b.md": ("2026-01-03T12:00:00Z", True),
    }
