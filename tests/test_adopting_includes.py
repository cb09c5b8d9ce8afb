"""Includes of files that lie in examples become samples that show the same."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.adapters.build import examine_site, open_project
from site_builder.adopting_includes import MovedIncludes, move_includes
from tests.command import site_builder

CONFIG = """\
site_name: Moving
plugins: [site_builder]
markdown_extensions:
  - pymdownx.superfences
  - pymdownx.snippets:
      base_path: [examples]
"""
CODE = """\
# --8<-- [start:retry]
def retry():
    return 1
# --8<-- [end:retry]


print(retry())
"""
PAGE = """\
---
title: Retries
---
# Retries

```python title="A function"
--8<-- "web/client/client.py:retry"
```

- In a list:

    ```python hl_lines="5"
    --8<-- "web/client/client.py"
    ```

```text
--8<-- "notes.txt"
```
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that shows a file of an example by snippets, and work in its folder."""
    files = {
        "mkdocs.yml": CONFIG,
        "docs/index.md": PAGE,
        "examples/notes.txt": "some notes\n",
        "examples/web/client/example.toml": 'title = "Client"\nsummary = "A client."\n',
        "examples/web/client/client.py": CODE,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _moved(*names: str) -> MovedIncludes:
    project = open_project("")
    return move_includes([one for one in project.site.pages if one.source in names], project)


def _code() -> list[str]:
    built = examine_site("", contents_only=True)
    assert not [one for one in built.problems if one.code.slug != "range-used"]
    tree = LexborHTMLParser(
        next(one.html for one in built.renderings[0].pages if one.source == "index.md")
    )
    return [re.sub(r"\s+\n", "\n", one.text().strip()) for one in tree.css("pre")]


def test_the_page_shows_the_same_code_as_before(root: Path) -> None:
    before = _code()
    moved = _moved("index.md")
    for file in moved.files:
        (root / file.path).write_bytes(file.data)
    (root / "docs/index.md").write_text(moved.pages[0].text)
    assert _code() == before
    assert "# region retry" in (root / "examples/web/client/client.py").read_text()


def test_the_rest_of_the_page_stays_as_it_is(root: Path) -> None:
    (page,) = _moved("index.md").pages
    assert page.text == (
        PAGE.replace('```python title="A function"\n--8<-- "web/client/client.py:retry"',
                     '```sample title="A function"\nweb/client/client.py#retry')
        .replace('```python hl_lines="5"\n    --8<-- "web/client/client.py"',
                 '```sample highlight="print"\n    web/client/client.py')
    )  # fmt: skip
    assert page.adopted.left == ((13, "'notes.txt' lies in no example"),)
    assert (root / "docs/index.md").read_text() == PAGE


def test_the_ends_of_lines_stay_as_they_are(root: Path) -> None:
    (root / "docs/index.md").write_bytes(PAGE.replace("\n", "\r\n").encode())
    (page,) = _moved("index.md").pages
    assert "\n" not in page.text.replace("\r\n", "")


def test_a_page_without_such_includes_stays_as_it_is(root: Path) -> None:
    (root / "docs/other.md").write_text("# Other\n\nText\n")
    moved = _moved("other.md")
    assert [one.text for one in moved.pages] == ["# Other\n\nText\n"]
    assert not moved.files


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ('--8<-- "web/client/client.py:retry"\n', True),
        ('```python\n--8<-- "web/client/client.py"\nx = 1\n```\n', True),
        ('--8<-- "notes.txt"\n--8<-- "gone.txt"\n', False),
    ],
)
def test_marks_that_another_page_needs_stay(root: Path, text: str, *, stays: bool) -> None:
    (root / "docs/other.md").write_text(text)
    moved = _moved("index.md")
    assert bool(moved.files) is not stays
    assert ("would lose the marks" in moved.pages[0].adopted.left[0][1]) is stays


def test_marks_that_nobody_has_written_hold_nothing(root: Path) -> None:
    (root / "examples/web/client/client.py").write_text("a = 1\n")
    (root / "docs/other.md").write_text('--8<-- "web/client/client.py"\n')
    (root / "docs/index.md").write_text('```python\n--8<-- "web/client/client.py"\n```\n')
    moved = _moved("index.md")
    assert moved.pages[0].text == "```sample\nweb/client/client.py\n```\n"
    assert not moved.files


def test_the_command_moves_includes_and_tells_what_became_of_each(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = site_builder(root, "adopt", "docs/index.md", "--includes", "--dry-run")
    assert (ran.returncode, ran.stdout.splitlines()) == (
        0,
        [
            "docs/index.md: 2 includes would become samples",
            "    docs/index.md:16: left, because 'notes.txt' lies in no example",
            "examples/web/client/client.py: the sections would become regions",
        ],
    )
    assert {path: path.read_bytes() for path in before} == before
    page = "docs/other.md"
    (root / page).write_text('```python linenums="1"\n--8<-- "web/client/example.toml"\n```\n')
    ran = site_builder(root, "adopt", "docs/index.md", page, "--includes")
    assert ran.returncode == 0
    assert "docs/other.md: 1 include became a sample" in ran.stdout
    assert "docs/other.md:1: the option 'linenums' is gone, because a sample has none" in ran.stdout
    assert "web/client/client.py#retry" in (root / "docs/index.md").read_text()
    ran = site_builder(root, "adopt", page, "--includes")
    assert ran.stdout == "docs/other.md: no include to move\n"
