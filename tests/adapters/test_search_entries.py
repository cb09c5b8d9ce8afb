"""The search has the same file as without us, byte for byte, and its parsers are not asked."""

import re
import types
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import material.plugins.search.plugin as material_search
import mkdocs.contrib.search.search_index as mkdocs_search
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_builder.adapters.search_entries import digest_of_classes, is_known

MARKDOWN = """
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight: {linenums: LINENUMS, anchor_linenums: true, line_spans: __span}
  - pymdownx.inlinehilite
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""
PAGES = {
    "index.md": (
        "---\ntags: [alpha, 1, '']\nsearch:\n  boost: 2\n---\n# Über `uns` & <b>mehr</b>\n\na\n"
    ),
    "gone.md": "---\nsearch:\n  exclude: true\n---\n# Gone\n\nNot found.\n",
    "none.md": "Only words, and a title from the file.\n",
    "titled.md": "---\ntitle: Titled\n---\n\nwords\n\n## Second\n\nwords\n",
    "parts.md": (
        "# Parts\n\n## Left out {data-search-exclude}\n\ngone\n\n## Kept *here* `x`\n\n"
        "A paragraph that is left out.\n{data-search-exclude}\n\nTwo  spaces\nand a line.\n\n"
        "### 中文标题\n\n中文内容,和更多的文字。\n\n#### H<sub>2</sub>O\n\n- a\n- b\n\n  c\n"
    ),
    "code.md": (
        "# Code\n\n```python\ndef f(a: int) -> str:\n    return '<p>' + \"&amp;\"\n\n\nf(1)\n"
        "```\n\n`#!python a < 1`\n\n    plain <b>\n\n```\nno language\n```\n"
    ),
    "blocks.md": (
        '# Blocks\n\n!!! note "A title"\n    in it\n\n    ## Inside\n\n    more\n\n'
        '??? tip\n    x\n\n=== "One"\n\n    first\n\n'
        '=== "Two"\n\n    ```sh\n    ls & wait\n    ```\n\n'
        "A word[^1] and HTML.\n\n[^1]: A footnote.\n\n*[HTML]: A language\n\n"
        "| a | b |\n| - | - |\n| 1 | 2 |\n\nTerm\n:   What it means\n"
    ),
    "html.md": (
        '# HTML\n\n<div markdown="1" class="x">\n## In a block\n\ntext\n</div>\n\nafter\n\n'
        "<!-- <p>a comment</p> -->\n\n<p title=unquoted>b</p>\n\n"
        "<script>if (a < b) { c(); }</script>\n\n"
        "<h2>No anchor</h2>\n\n<svg viewBox='0 0 1 1'><title>A & B</title><path d='M0'/></svg>\n"
    ),
}
THEMES = {
    "material": "theme: {name: material, font: false}\n",
    "mkdocs": "theme: mkdocs\n",
}


def _project(root: Path, pages: Mapping[str, str], settings: str) -> Path:
    for name, text in pages.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"site_name: S\n{settings}", encoding="utf-8")
    return root


def _index(root: Path, plugins: str) -> bytes:
    """Build with some plugins; return the file of the search."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8").split("plugins:")[0]
    (root / "mkdocs.yml").write_text(f"{text}plugins: {plugins}\n", encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.run_event("startup", command="build", dirty=False)
    build(config)
    config.plugins.run_event("shutdown")
    return (root / "site" / "search" / "search_index.json").read_bytes()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the parsers of the plugins are asked to read."""
    texts: list[str] = []
    feed_of_python = HTMLParser.feed

    def feed(self: HTMLParser, data: str) -> None:
        if isinstance(self, material_search.Parser | mkdocs_search.ContentParser):
            texts.append(data)
        feed_of_python(self, data)

    # The classes of the plugins stay as they are.
    monkeypatch.setattr(HTMLParser, "feed", feed)
    return texts


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("search", ["search", "search: {lang: de}", "search: {separator: '[ ]'}"])
@pytest.mark.parametrize("linenums", ["false", "true"])
def test_the_file_of_the_search_is_the_same(
    tmp_path: Path, theme: str, search: str, linenums: str, asked: list[str]
) -> None:
    settings = THEMES[theme] + MARKDOWN.replace("LINENUMS", linenums)
    root = _project(tmp_path, PAGES, settings)
    plugin = f"{{{search}}}" if ":" in search else search
    expected = _index(root, f"[{plugin}]")
    count = len(asked)
    assert _index(root, f"[{plugin}, site_builder: {{style: false}}]") == expected
    # Only the page with HTML that is not sure is left to the parsers.
    left = asked[count:]
    assert len(left) == 1
    assert "unquoted" in left[0]


@pytest.mark.parametrize("theme", THEMES)
def test_what_was_read_is_kept_between_builds(tmp_path: Path, theme: str, asked: list[str]) -> None:
    root = _project(tmp_path, PAGES, THEMES[theme] + MARKDOWN.replace("LINENUMS", "false"))
    first = _index(root, "[search, site_builder]")
    asked.clear()
    assert _index(root, "[search, site_builder]") == first
    # Not even the page that is left to the parsers.
    assert asked == []
    edited = PAGES["html.md"].replace("after", "now")
    (root / "docs" / "html.md").write_text(edited, encoding="utf-8")
    second = _index(root, "[search, site_builder]")
    assert second != first
    assert len(asked) == 1
    assert second == _index(root, "[search]")


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_kept_where_that_is_not_wanted(
    tmp_path: Path, theme: str, asked: list[str]
) -> None:
    settings = THEMES[theme] + MARKDOWN.replace("LINENUMS", "false")
    root = _project(tmp_path, PAGES, settings)
    expected = _index(root, "[search]")
    for _ in range(2):
        asked.clear()
        assert _index(root, "[search, site_builder: {incremental: false}]") == expected
        assert len(asked) == 1


@pytest.mark.parametrize("indexing", ["full", "sections", "titles"])
def test_the_search_of_mkdocs_keeps_what_it_is_asked_to(tmp_path: Path, indexing: str) -> None:
    root = _project(tmp_path, PAGES, THEMES["mkdocs"] + MARKDOWN.replace("LINENUMS", "false"))
    plugin = f"{{search: {{indexing: {indexing}}}}}"
    expected = _index(root, f"[{plugin}]")
    assert _index(root, f"[{plugin}, site_builder]") == expected


@pytest.mark.parametrize("order", ["[search, site_builder]", "[site_builder, search]"])
def test_the_order_of_plugins_does_not_matter(tmp_path: Path, order: str, asked: list[str]) -> None:
    root = _project(tmp_path, {"index.md": "# A\n\nb\n"}, THEMES["material"])
    _index(root, order)
    assert asked == []


def test_a_search_that_is_turned_off_stays_so(tmp_path: Path) -> None:
    root = _project(tmp_path, {"index.md": "# A\n\nb\n"}, THEMES["material"])
    with pytest.raises(FileNotFoundError):
        _index(root, "[search: {enabled: false}, site_builder]")


def test_an_index_that_somebody_changed_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(self: Any, section: Any, *_: Any) -> None:
        self.entries.append({"location": "", "title": "ours", "text": str(type(section))})

    root = _project(tmp_path, {"index.md": "# A\n\nb\n"}, THEMES["material"])
    monkeypatch.setattr(material_search.SearchIndex, "create_entry_for_section", create)
    assert b"material.plugins.search.plugin.Section" in _index(root, "[search, site_builder]")


def test_marks_are_looked_for_only_in_articles_that_hold_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def sub(pattern: str, replacement: str, text: str) -> str:
        looked.append(text)
        return re.sub(pattern, replacement, text)

    pages = {**PAGES, "marked.md": '# Marked\n\n## Part {data-search-boost="2"}\n\nwords\n'}
    root = _project(tmp_path, pages, THEMES["material"] + MARKDOWN.replace("LINENUMS", "false"))
    _index(root, "[search]")
    expected = _article(root, "marked")
    assert "data-search-boost" not in expected
    monkeypatch.setattr(material_search, "re", types.SimpleNamespace(**{**vars(re), "sub": sub}))
    _index(root, "[search, site_builder: {style: false}]")
    assert _article(root, "marked") == expected
    assert sorted("data-search-boost" in text for text in looked) == [False, True]
    assert all("data-search-" in text for text in looked)


def _article(root: Path, page: str) -> str:
    return (root / "site" / page / "index.html").read_text().partition("<article")[2]


def test_only_the_classes_of_a_known_source_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_known(material_search, material_search.SearchIndex)
    assert is_known(mkdocs_search, mkdocs_search.SearchIndex)
    assert not is_known(material_search, mkdocs_search.SearchIndex)
    assert not is_known(pytest, material_search.SearchIndex)
    changed = types.ModuleType("changed")
    assert digest_of_classes(changed, ("SearchIndex",)) == ""
    assert digest_of_classes(material_search, ("Parser", "Missing")) == ""
    monkeypatch.setattr(material_search, "void", {"br"})
    assert not is_known(material_search, material_search.SearchIndex)
