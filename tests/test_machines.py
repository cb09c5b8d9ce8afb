"""What a site offers to programs, made by a real build of a small project."""

import gzip
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder import machines
from site_builder.stages.card import draw_card
from site_builder.text import twins
from site_builder.text.article_markdown import article_markdown
from tests.command import run_here

CONFIG = """
site_name: Small
site_description: A small site.
{url}
nav: [index.md, Guides: [guides/one.md]]
not_in_nav: notes.md
plugins:
  - site_builder:
      machines: {{{machines}}}
"""
FILES = {
    "docs/index.md": "# Home\n\nSee [one](guides/one.md#steps), [notes](notes.md).\n",
    "docs/guides/one.md": (
        "---\ntitle: One\nsummary: A guide.\n---\n\n# One\n\n## Steps\n\n"
        "```sample\ndemo/run/run.py::hello\n```\n\nBack [home](../index.md).\n"
    ),
    "docs/notes.md": "# Notes\n\n[The list](llms.txt)\n",
    "examples/demo/run/example.toml": 'title = "Run"\nsummary = "A program."\n',
    "examples/demo/run/run.py": 'def hello() -> str:\n    return "hello"\n',
    "examples/demo/run/README.md": "# Run\n",
}
ALL = "markdown: true, llms: true, sitemap: true, feed: true, cards: true"
URL = "https://e.example/s/"


@dataclass(frozen=True, slots=True)
class Made:
    root: Path
    said: str
    code: int

    def read(self, name: str) -> str:
        return (self.root / "site" / name).read_text(encoding="utf-8")

    def has(self, name: str) -> bool:
        return (self.root / "site" / name).is_file()


def make(
    root: Path, machines: str, *, url: str = URL, files: Mapping[str, str] = FILES, git: bool = True
) -> Made:
    config = CONFIG.format(url=f"site_url: {url}" if url else "", machines=machines)
    for name, text in {**files, "mkdocs.yml": config}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if git:
        who = ("-c", "user.name=a", "-c", "user.email=a@e.example")
        for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "x")):
            subprocess.run(["git", *arguments], cwd=root, check=True)
    ran = run_here(root, "build")
    return Made(root, ran.stderr + ran.stdout, ran.returncode)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("machines").resolve(), ALL)


def test_the_build_says_nothing_of_it(made: Made) -> None:
    assert (made.code, made.said.count("\n")) == (0, 1)


def test_each_page_has_a_twin_where_its_source_lies_with_its_samples(made: Made) -> None:
    twin = made.read("guides/one.md")
    assert twin.startswith("# One\n")
    assert '```python\ndef hello() -> str:\n    return "hello"\n```' in twin
    assert "[home](../index.md)" in twin
    assert "[one](guides/one.md#steps)" in made.read("index.md")


def test_the_lists_name_every_page_once(made: Made) -> None:
    listed = made.read("llms.txt")
    assert listed.startswith("# Small\n\n> A small site.\n")
    assert f"## Guides\n\n- [One]({URL}guides/one.md): A guide.\n" in listed
    assert f"## Optional\n\n- [Examples]({URL}examples/index.md)\n" in listed
    sources = [line for line in made.read("llms-full.txt").split("\n") if line.startswith("Source")]
    assert len(sources) == len(set(sources)) == listed.count("\n- [")
    assert f"[one]({URL}guides/one.md#steps)" in made.read("llms-full.txt")


def test_the_map_has_the_day_of_each_page_and_its_packed_form_is_the_same(made: Made) -> None:
    urls = ElementTree.fromstring(made.read("sitemap.xml"))
    days = {one[0].text: len(one) for one in urls}
    assert days[f"{URL}guides/one/"] == 2
    assert days[f"{URL}examples/"] == 1, "a page that was made has no day of its own"
    packed = (made.root / "site/sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed).decode() == made.read("sitemap.xml")


def test_the_feed_tells_of_the_pages_that_are_new(made: Made) -> None:
    feed = made.read("feed.xml")
    assert feed.count("<entry>") == 3
    assert "<title>One</title>" in feed
    assert f'href="{URL}guides/one/"' in feed


def test_the_head_of_a_page_leads_to_files_that_are_there(made: Made) -> None:
    tree = LexborHTMLParser(made.read("guides/one/index.html"))
    twin, feed = tree.css("head link[rel~=alternate]")
    site = made.root / "site"
    assert (site / "guides/one" / str(twin.attributes["href"])).resolve() == site / "guides/one.md"
    assert (site / "guides/one" / str(feed.attributes["href"])).resolve() == site / "feed.xml"
    picture = tree.css("head meta[property='og:image']")[0].attributes["content"] or ""
    assert made.has(picture.removeprefix(URL))
    assert tree.css("head meta[property='og:description']")[0].attributes["content"] == "A guide."
    scripts = [one.attributes.get("src") or "" for one in tree.css("script")]
    assert any(one.endswith("assets/site-builder/copy.js") for one in scripts)


def test_the_single_file_has_nothing_of_it(made: Made) -> None:
    ran = run_here(made.root, "standalone", "-o", "one.html")
    assert ran.returncode == 0
    assert "page-copy" not in (made.root / "one.html").read_text(encoding="utf-8")


def test_nothing_is_made_unless_a_project_asks(tmp_path: Path) -> None:
    files = {**FILES, "docs/notes.md": "# Notes\n"}
    made = make(tmp_path, "", files=files, git=False)
    assert made.code == 0
    assert not any(made.has(name) for name in ("index.md", "llms.txt", "feed.xml"))
    assert "og:" not in made.read("index.html")
    assert "copy.js" not in made.read("index.html")


def test_twins_can_be_had_without_a_list(tmp_path: Path) -> None:
    files = {**FILES, "docs/notes.md": "# Notes\n"}
    made = make(tmp_path, "markdown: true", git=False, files=files)
    assert made.has("guides/one.md")
    assert not made.has("llms.txt")


def test_without_twins_the_list_leads_to_the_pages(tmp_path: Path) -> None:
    made = make(tmp_path, "llms: true", url="", git=False)
    assert "- [One](guides/one/): A guide." in made.read("llms.txt")
    assert "- [Home](index.html)" in made.read("llms.txt")
    assert not made.has("index.md")


def test_what_needs_whole_addresses_is_left_out_without_one(tmp_path: Path) -> None:
    made = make(tmp_path, ALL, url="", git=False)
    assert made.code == 0
    assert (
        "mkdocs.yml: address-unknown: whole addresses are needed for what 'machines' asks for"
        in made.said
    )
    assert "set 'site_url'" in made.said
    assert not made.has("feed.xml")
    tree = LexborHTMLParser(made.read("index.html"))
    assert [one.attributes["type"] for one in tree.css("head link[rel~=alternate]")] == [
        "text/markdown"
    ]
    assert tree.css("head meta[property='og:title']")
    assert not tree.css("head meta[property='og:image']")


def test_a_feed_without_a_history_is_told(tmp_path: Path) -> None:
    made = make(tmp_path, "feed: true", git=False, files={**FILES, "docs/notes.md": "# Notes\n"})
    assert "mkdocs.yml: history-missing: no feed of changes can be made" in made.said
    assert made.code == 0
    assert not made.has("feed.xml")


def test_the_feed_holds_no_more_than_asked_for(tmp_path: Path) -> None:
    files = {**FILES, "docs/notes.md": "# Notes\n"}
    made = make(tmp_path, "feed: true, feed_entries: 2", files=files)
    assert made.read("feed.xml").count("<entry>") == 2


def test_a_title_that_cannot_be_drawn_is_told_at_its_page(tmp_path: Path) -> None:
    files = {**FILES, "docs/notes.md": "# 日本\n"}
    made = make(tmp_path, "cards: true", git=False, files=files)
    assert made.code == 1
    assert "docs/notes.md: card-undrawn: the picture of this page cannot be drawn" in made.said
    assert "no letter '日'" in made.said


def test_a_missing_library_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "html_to_markdown", None)
    files = {**FILES, "docs/notes.md": "# Notes\n"}
    made = make(tmp_path, "markdown: true, llms: true", git=False, files=files)
    assert made.code == 1
    assert made.said.count("machines-tool-missing") == 1
    assert 'pip install "site-builder[machines]"' in made.said


def test_an_edit_draws_and_writes_only_what_it_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    written: list[str] = []

    def draw(title: str, *others: Any) -> bytes:
        drawn.append(title)
        return draw_card(title, *others)

    def write(html: str, *others: Any) -> str:
        written.append(html)
        return article_markdown(html, *others)

    monkeypatch.setattr(machines, "draw_card", draw)
    monkeypatch.setattr(twins, "article_markdown", write)
    first = make(tmp_path, "markdown: true, llms: true, cards: true", git=False)
    assert drawn == ["Home", "One", "Small", "Notes"]
    assert len(written) > len(drawn)
    drawn.clear()
    written.clear()
    files = {**FILES, "docs/notes.md": "# Notes now\n\n[The list](llms.txt)\n"}
    second = make(tmp_path, "markdown: true, llms: true, cards: true", git=False, files=files)
    assert drawn == ["Notes now"]
    assert len(written) == 1
    assert "Notes now" in written[0]
    assert second.read("guides/one.md") == first.read("guides/one.md")
    assert second.read("notes.md").startswith("# Notes now\n")
