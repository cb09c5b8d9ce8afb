import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.text.mermaid import find_mermaid, put_mermaid

SOURCE = "flowchart LR\n  a --> b"
CODE = "flowchart LR\n  a --&gt; b\n"
FORMS = [
    f'<pre class="mermaid"><code>{CODE}</code></pre>',
    f'<pre class="mermaid"><code class="language-mermaid">{CODE}</code></pre>',
    f'<pre class="mermaid">{CODE}</pre>',
    f'<div class="mermaid">{CODE}</div>',
    f'<pre><code class="language-mermaid">{CODE}</code></pre>',
    f'<div class="highlight"><pre><code class="language-mermaid">{CODE}</code></pre></div>',
]
SVG = '<svg role="img" aria-labelledby="d-t"><title id="d-t">x</title><a fill="url(#d-t)"/></svg>\n'


def page(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(f"<body>{html}</body>")


@pytest.mark.parametrize("form", FORMS)
def test_a_diagram_is_found_and_replaced_by_its_drawing(form: str) -> None:
    tree = page(f"<p>a</p>{form}<p>b</p>")
    assert find_mermaid(tree) == (SOURCE,)
    put_mermaid(tree, {SOURCE: SVG})
    assert tree.body
    (figure,) = tree.css("body > figure.diagram-figure")
    assert [one.tag for one in tree.body.iter()] == ["p", "figure", "p"]
    assert figure.css_first("svg > title#d-t")
    assert not tree.css(".mermaid, .language-mermaid, .highlight")


def test_diagrams_come_in_their_order() -> None:
    html = '<pre class="mermaid"><code>a</code></pre><div class="mermaid">b</div>' * 2
    assert find_mermaid(page(html)) == ("a", "b", "a", "b")


@pytest.mark.parametrize(
    "html", ["<p>mermaid</p>", '<div class="mermaid"><svg></svg></div>', "<pre>graph TD</pre>"]
)
def test_what_is_no_source_stays(html: str) -> None:
    tree = page(html)
    assert find_mermaid(tree) == ()
    put_mermaid(tree, {"mermaid": SVG})
    assert tree.body
    assert tree.body.inner_html == html


def test_each_occurrence_has_ids_of_its_own() -> None:
    tree = page(f'<i id="d-t-2"></i>{FORMS[0] * 3}')
    put_mermaid(tree, {SOURCE: SVG})
    assert [one.id for one in tree.css("title")] == ["d-t", "d-t-3", "d-t-4"]
    assert [one.attributes["aria-labelledby"] for one in tree.css("svg")] == [
        "d-t",
        "d-t-3",
        "d-t-4",
    ]
    assert tree.css("a")[1].attributes["fill"] == "url(#d-t-3)"


def test_without_a_drawing_the_source_is_shown() -> None:
    tree = page('<div class="mermaid" id="x">pie\n "&lt;b&gt;": 1</div>')
    put_mermaid(tree, {})
    figure = tree.css("figure.diagram-figure#x")[0]
    assert figure.css("pre.mermaid-source > code")[0].text() == 'pie\n "<b>": 1'
    assert figure.css("figcaption")[0].text() == "Diagram, as its source"
    # It is not taken for a diagram again.
    assert find_mermaid(tree) == ()
