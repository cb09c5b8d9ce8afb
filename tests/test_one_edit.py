"""After one edit, a single file is made of what is kept of all other pages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from site_builder.model import RenderedPage
from site_builder.stages import prepare
from site_builder.text import bound_chapters
from tests.command import run_here

CONFIG = """
site_name: Small
site_url: https://e.example/
plugins:
  - site_builder:
      standalone: {file: all.html}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="1"><path d="M0 0"/></svg>'
PAGES: Mapping[str, str] = {
    "docs/index.md": "# Home\n\n[One](one.md#part), [two](two.md) and [three](three.md).\n",
    "docs/one.md": "# One\n\n## Part\n\nSee [the notes](notes.txt).\n",
    "docs/two.md": "# Two\n\n![A line](line.svg)\n",
    "docs/three.md": "# Three\n\n[One](one.md#part), [home](index.md).\n",
    "docs/notes.txt": "Notes.\n",
    "docs/line.svg": PICTURE.format(size=1),
}


class Site:
    """A project whose single file is made again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.prepared: list[str] = []
        self.bound: list[str] = []
        self.made("mkdocs.yml", CONFIG)
        for name, text in PAGES.items():
            self.made(name, text)

    def made(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self) -> str:
        """Return the single file."""
        self.prepared.clear()
        self.bound.clear()
        ran = run_here(self.root, "build", "--strict")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return (self.root / "site/all.html").read_text(encoding="utf-8")

    def build_anew(self) -> str:
        """Return the single file of a build that is given nothing."""
        (self.root / ".cache").rename(self.root / "before")
        made = self.build()
        (self.root / ".cache").rename(self.root / "anew")
        (self.root / "before").rename(self.root / ".cache")
        return made


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = Site(tmp_path)

    def noted(names: list[str], make: Callable[..., Any]) -> Callable[..., Any]:
        def note(page: RenderedPage, *others: Any, **told: Any) -> Any:
            names.append(page.source)
            return make(page, *others, **told)

        return note

    monkeypatch.setattr(prepare, "_prepared", noted(site.prepared, prepare._prepared))
    monkeypatch.setattr(bound_chapters, "bind", noted(site.bound, bound_chapters.bind))
    return site


EDITS: Mapping[str, tuple[str, str, set[str], set[str]]] = {
    "nothing that pages show": ("README.md", "# Small\n", set(), set()),
    "words": ("docs/three.md", "# Three\n\nWords.\n", {"three.md"}, {"three.md"}),
    "a heading that others link to": (
        "docs/one.md",
        "# One\n\n## Part\n\n## Further\n\nSee [the notes](notes.txt).\n",
        {"one.md"},
        {"index.md", "one.md", "three.md"},
    ),
    "a file that a page links to": ("docs/notes.txt", "Other notes.\n", set(), set()),
    "a picture": ("docs/line.svg", PICTURE.format(size=2), set(), set()),
    "a further page": (
        "docs/four.md",
        "# Four\n",
        {"four.md"},
        {"index.md", "four.md", "three.md", "one.md"},
    ),
}
PUT_IN = {"one.md", "two.md"}
"""Pages that hold a file, and are bound in each build."""


@pytest.mark.parametrize(("name", "text", "prepared", "bound"), EDITS.values(), ids=list(EDITS))
def test_only_the_edited_page_is_made_again(
    site: Site, name: str, text: str, prepared: set[str], bound: set[str]
) -> None:
    first = site.build()
    assert set(site.prepared) == {"index.md", "one.md", "two.md", "three.md"}
    site.made(name, text)
    second = site.build()
    assert (set(site.prepared), set(site.bound)) == (prepared, bound | PUT_IN)
    assert (second == first) == (not bound and name == "README.md")
    assert second == site.build_anew()
