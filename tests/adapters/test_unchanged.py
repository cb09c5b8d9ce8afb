"""A build is spared when another one would make the same, and only then."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping

import pytest

from tests.small import Small

SPARED = "Nothing has changed since the last build."
ASK = "from site_builder.adapters.main import _unchanged_site; print(_unchanged_site())"
PAGE = "docs/guides/lists.md"
CODE = "examples/text/slugify_titles/slugify_titles.py"


@pytest.fixture
def built(small: Small) -> Small:
    """Return the small project as a command has built it."""
    small.write("docs/more.txt", "More.\n")
    # A build that begins in the moment of an edit does not trust what it has read.
    time.sleep(0.05)
    assert small.run("site-builder", "build").returncode == 0
    return small


def _is_spared(small: Small, **changes: str) -> bool:
    return small.run("python", "-c", ASK, **changes).stdout == f"{small.site}\n"


def _files(small: Small) -> Mapping[str, tuple[int, bytes]]:
    return {
        path.relative_to(small.site).as_posix(): (path.stat().st_ino, path.read_bytes())
        for path in sorted(small.site.rglob("*"))
        if path.is_file()
    }


def test_both_commands_spare_what_has_not_changed(built: Small) -> None:
    before = _files(built)
    assert _is_spared(built)
    assert built.run("site-builder", "build", "--strict").stdout == "Site: site/\n"
    assert SPARED in built.run("mkdocs", "build", "--strict").stderr
    assert _files(built) == before
    assert list(built.root.glob(".site*")) == []


def _edit_in_secret(small: Small) -> None:
    path = small.root / PAGE
    before = path.stat()
    text = small.read(PAGE)
    small.write(PAGE, text.replace("a", "e", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _append(name: str) -> Callable[[Small], None]:
    return lambda small: small.write(name, f"{small.read(name)}\n")


def _remove(name: str) -> Callable[[Small], None]:
    return lambda small: (small.root / name).unlink()


def _make(name: str) -> Callable[[Small], None]:
    return lambda small: small.write(name, "# New\n")


CHANGES: Mapping[str, Callable[[Small], None]] = {
    "a page": _append(PAGE),
    "a page that keeps its size and its time": _edit_in_secret,
    "a new page": _make("docs/guides/new.md"),
    "a page that is gone": _remove(PAGE),
    "a file beside the pages": _append("docs/more.txt"),
    "a new file beside the pages": _make("docs/guides/new.txt"),
    "code of an example": _append(CODE),
    "an output of an example": _append("examples/text/slugify_titles/expected.txt"),
    "a new example": _make("examples/text/new_one/example.toml"),
    "a README of the repository": _make("README.md"),
    "the configuration": _append("mkdocs.yml"),
    "a page of the site": _append("site/index.html"),
    "a new file of the site": _make("site/new.html"),
    "a file of the site that is gone": _remove("site/404.html"),
    "the site that is gone": lambda small: shutil.rmtree(small.site),
    "what is kept that is gone": lambda small: shutil.rmtree(small.root / ".cache/site-builder"),
    "a repository around it": lambda small: _run_git(small, "init", "-q"),
}


def _run_git(small: Small, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=small.root, check=True, capture_output=True)


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_whatever_changes_is_seen(built: Small, change: Callable[[Small], None]) -> None:
    assert _is_spared(built)
    change(built)
    assert not _is_spared(built)


def test_the_environment_counts(built: Small) -> None:
    assert _is_spared(built, SHLVL="7")
    assert not _is_spared(built, SOURCE_DATE_EPOCH="1700000000")


def test_what_git_says_counts(small: Small) -> None:
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    _run_git(small, "init", "-q")
    time.sleep(0.05)
    assert small.run("site-builder", "build").returncode == 0
    assert _is_spared(small)
    small.write("notes/README.md", "# Notes\n\n[Gone](gone.md)\n")
    assert not _is_spared(small)


def test_git_is_git_whether_or_not_it_is_named_with_its_folder(small: Small) -> None:
    _run_git(small, "init", "-q")
    small.write(
        "hook.py",
        "import subprocess\n\n"
        "def on_files(files, **_):\n"
        "    subprocess.run(['git', 'rev-parse', '--show-toplevel'], check=True)\n",
    )
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook.py]")
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    time.sleep(0.05)
    assert small.run("site-builder", "build").returncode == 0
    assert _is_spared(small)
    (small.root / ".git").rename(small.root / "elsewhere")
    assert not _is_spared(small)


def test_a_configuration_that_is_inherited_counts(small: Small) -> None:
    (small.root / "mkdocs.yml").rename(small.root / "base.yml")
    small.write("mkdocs.yml", "INHERIT: base.yml\nsite_name: Heir\n")
    time.sleep(0.05)
    assert small.run("site-builder", "build").returncode == 0
    assert _is_spared(small)
    small.write("base.yml", f"{small.read('base.yml')}copyright: Nobody\n")
    assert not _is_spared(small)


@pytest.mark.parametrize(
    "options",
    [("--site-dir", "other"), ("--strict", "-t", "readthedocs"), ("--use-directory-urls",)],
    ids=["another folder", "another theme", "the same said twice"],
)
def test_options_of_mkdocs_count(built: Small, options: tuple[str, ...]) -> None:
    done = built.run("mkdocs", "build", *options)
    assert done.returncode == 0, done.stderr
    assert (SPARED in done.stderr) == (options == ("--use-directory-urls",))


def test_options_of_the_command_count(built: Small) -> None:
    assert built.run("site-builder", "build", "--site-dir", "other").returncode == 0
    # That is the last build now, and of another folder.
    assert not _is_spared(built)
    assert (built.root / "other/index.html").exists()


def test_a_build_with_problems_says_them_again(built: Small) -> None:
    built.write(PAGE, f"{built.read(PAGE)}\n```sample\n{CODE[9:]}:1-2\n```\n")
    for _ in range(2):
        time.sleep(0.05)
        assert "range-used" in built.run("site-builder", "build").stderr
        assert "range-used" in built.run("mkdocs", "build").stderr


def test_what_mkdocs_says_without_a_warning_is_said_again(small: Small) -> None:
    small.write("docs/left.md", "# Left\n")
    said = "not included in the"
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      nav_complete: false")
    for _ in range(2):
        time.sleep(0.05)
        done = small.run("mkdocs", "build")
        assert said in done.stderr
    assert SPARED in done.stderr


def test_a_stranger_takes_part_in_each_build(small: Small) -> None:
    small.write("hook.py", "def on_pre_build(config):\n    print('called')\n")
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    for _ in range(2):
        time.sleep(0.05)
        assert "called" in small.run("mkdocs", "build").stdout
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook]")
    for spared in (False, True):
        time.sleep(0.05)
        assert (SPARED in small.run("mkdocs", "build").stderr) == spared
    small.write("hook.py", f"{small.read('hook.py')}\n")
    assert SPARED not in small.run("mkdocs", "build").stderr


def test_a_build_that_talks_to_others_is_not_spared(small: Small) -> None:
    small.write(
        "hook.py",
        "import subprocess, sys\n\n"
        "def on_pre_build(config):\n    subprocess.run([sys.executable, '-c', ''], check=True)\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook]")
    for _ in range(3):
        time.sleep(0.05)
        assert SPARED not in small.run("mkdocs", "build").stderr


def test_what_was_looked_for_in_vain_counts(small: Small) -> None:
    small.write(
        "hook.py",
        "from pathlib import Path\n\n"
        "def on_pre_build(config):\n    Path(config.docs_dir, '../aside/told').exists()\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook]")
    for spared in (False, True):
        time.sleep(0.05)
        assert (SPARED in small.run("mkdocs", "build").stderr) == spared
    small.write("aside/told", "")
    assert SPARED not in small.run("mkdocs", "build").stderr


@pytest.mark.parametrize(
    "change",
    [
        "Path(config.docs_dir, 'late.md').write_text('# Late')",
        "Path(config.docs_dir, 'more.txt').unlink(missing_ok=True)",
        "Path(config.docs_dir, 'more.txt').write_text('Late')",
    ],
    ids=["added", "removed", "written"],
)
def test_what_changes_while_a_build_runs_is_seen_by_the_next(small: Small, change: str) -> None:
    small.write("docs/more.txt", "More.\n")
    small.write(
        "hook.py",
        "import os\nfrom pathlib import Path\n\n"
        f"def on_post_build(config):\n    if os.environ['ONCE'] == '1':\n        {change}\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    small.write(".gitignore", ".cache\nsite\n__pycache__\n")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook]")
    time.sleep(0.05)
    assert small.run("mkdocs", "build", ONCE="1").returncode == 0
    time.sleep(0.05)
    assert SPARED not in small.run("mkdocs", "build", ONCE="1").stderr
