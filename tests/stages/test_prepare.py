import pytest

from site_builder.model import RenderedPage
from site_builder.stages.prepare import diagrams_in, prepare

LINE = '<div class="highlight"><pre><code><span id="__span-0-1">x\n</span></code></pre></div>'


def page(source: str, html: str) -> RenderedPage:
    stem = source.removesuffix(".md")
    return RenderedPage(source, f"docs/{source}", f"{stem}/", stem, html, "2026-01-02")


def prepared(*pages: RenderedPage, annotated_code: bool = False) -> list[str]:
    """Return the articles, with which nothing was wrong."""
    made = prepare(pages, {}, annotated_code=annotated_code)
    assert [one.page.source for one in made] == [one.source for one in pages]
    assert [one.findings for one in made] == [()] * len(pages)
    return [one.page.html for one in made]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>x</p>", "<h1>a</h1><p>x</p>"),
        ("<h1>A</h1>", "<h1>A</h1>"),
        (f"<h1>A</h1>{LINE}",
         '<h1>A</h1><div class="highlight"><pre><code>x\n</code></pre></div>'),
        ('<h1>A</h1><a href="https://x.example">https://x.example</a>',
         '<h1>A</h1><a href="https://x.example" class="bare">https://x.example</a>'),
    ],
)  # fmt: skip
def test_an_article_is_made_whole_and_light(written: str, expected: str) -> None:
    assert prepared(page("a.md", written)) == [expected]


@pytest.mark.parametrize("target", ["../a/#__span-0-1", "a.html#__span-0-1"])
def test_a_line_of_code_to_which_another_page_links_keeps_its_anchor(target: str) -> None:
    first, _ = prepared(page("a.md", LINE), page("b.md", f'<a href="{target}">x</a>'))
    assert 'id="__span-0-1"' in first
    first, _ = prepared(page("a.md", LINE), page("b.md", '<a href="../a/">x</a>'))
    assert "id=" not in first


def test_what_is_left_out_is_told() -> None:
    (made,) = prepare([page("a.md", "<script>1</script>")], {}, annotated_code=False)
    assert made.page.html == "<h1>a</h1>"
    assert made.page.updated == "2026-01-02"
    (finding,) = made.findings
    assert finding.code.slug == "content-active"


@pytest.mark.parametrize("annotated", [True, False])
def test_notes_of_code_are_linked_where_the_theme_has_them(annotated: bool) -> None:
    code = '<div class="highlight"><pre><code>x <span class="c1"># (1)!</span></code></pre></div>'
    written = f"<h1>A</h1>{code}<ol><li>A note.</li></ol>"
    (html,) = prepared(page("a.md", written), annotated_code=annotated)
    assert ('class="annotation"' in html) == annotated


MERMAID = '<h1>A</h1><pre class="mermaid"><code>graph TD</code></pre>'


def test_diagrams_are_found_and_drawn() -> None:
    written = page("a.md", MERMAID)
    assert diagrams_in(written) == ("graph TD",)
    assert diagrams_in(page("b.md", "<p>x</p>")) == ()
    (made,) = prepare([written], {"graph TD": "<svg></svg>"}, annotated_code=False)
    assert "<svg" in made.page.html
    assert "mermaid-source" not in made.page.html
    assert "mermaid-source" in prepared(written)[0]


def test_a_formula_is_set_and_one_that_cannot_be_read_is_told() -> None:
    written = '<h1>A</h1><span class="arithmatex">\\({}\\)</span>'
    assert "<math" in prepared(page("a.md", written.format("x^2")))[0]
    (made,) = prepare([page("a.md", written.format(r"\nosuch"))], {}, annotated_code=False)
    assert [one.code.slug for one in made.findings] == ["math-unreadable"]
