"""The corpora are what the page says they are, and the same each time."""

import ast
import gzip
import re
from pathlib import Path

from tests.benchmarks import corpus, forms

_FENCE = re.compile(r"^```python\n(.*?)\n```$", re.DOTALL | re.MULTILINE)


def test_a_corpus_is_the_same_each_time() -> None:
    assert corpus.make("pages-100") == corpus.make("pages-100")


def test_the_pages_have_what_the_record_speaks_of() -> None:
    made = corpus.make("pages-100")
    assert len(made.pages) == 100
    assert len({page.title for page in made.pages}) == 100
    for page in made.pages:
        prose = _FENCE.sub("", page.text)
        listings = _FENCE.findall(page.text)
        assert [len(one.splitlines()) for one in listings] == [15] * 5
        assert page.text.count("\n## ") == 5
        assert len(re.findall(r"\[to p\d{4}s\d\]\(@", prose)) == 10
        assert prose.count("| --- |\n") == 1


def test_the_book_has_the_size_of_the_handbook_when_it_is_complete() -> None:
    made = corpus.make("book")
    listings = [one for page in made.pages for one in _FENCE.findall(page.text)]
    prose = " ".join(_FENCE.sub("", page.text) for page in made.pages)
    words = len(re.findall(r"(?<!\S)\W?[a-z_`]{2,}", prose, re.IGNORECASE))
    assert len(listings) == 220
    assert {len(one.splitlines()) for one in listings} == {30}
    assert len({page.folder for page in made.pages}) == 12
    assert len(made.drawings) == 24
    assert sum(page.text.count("![") for page in made.pages) == 24
    assert 104_000 <= words <= 106_000


def test_listings_are_python() -> None:
    for page in corpus.make("book").pages:
        for listing in _FENCE.findall(page.text):
            ast.parse(listing)


def test_the_text_compresses_about_as_prose_does() -> None:
    prose = corpus.Writer(seed=1).prose(100_000).encode()
    assert 2.2 < len(prose) / len(gzip.compress(prose)) < 3.2


def test_links_lead_from_page_to_page_in_each_form(tmp_path: Path) -> None:
    made = corpus.make("pages-100")
    forms.write_mkdocs(made, tmp_path / "mkdocs")
    forms.write_sphinx(made, tmp_path / "sphinx")
    forms.write_pandoc(made, tmp_path / "pandoc")
    for folder, pattern in (
        ("mkdocs/docs", "**/p*.md"),
        ("sphinx", "**/p*.md"),
        ("pandoc", "*.md"),
    ):
        pages = sorted((tmp_path / folder).glob(pattern))
        assert len(pages) == 100
        for page in pages:
            text = page.read_text(encoding="utf-8")
            assert "(@" not in text
            for target in re.findall(r"\[to p\d{4}s\d\]\(([^)]+)\)", text):
                name, _, fragment = target.partition("#")
                other = (page.parent / name).read_text(encoding="utf-8")
                titles = re.findall(r"^## (.*)$", other, re.MULTILINE)
                assert not fragment or fragment in map(forms.slug, titles)


def test_the_navigation_is_nested(tmp_path: Path) -> None:
    forms.write_mkdocs(corpus.make("book"), tmp_path / "book")
    nav = (tmp_path / "book" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  - Chapter 01:\n      - chapter-01/p0001.md\n" in nav
