import sys

import pytest

from site_builder.text.article_markdown import ConverterMissingError, article_markdown

HIGHLIGHTED = (
    '<div class="language-python highlight"><span class="filename">a.py</span><pre><span></span>'
    '<code><a name="1"></a><span class="k">def</span> f(x):\n    <span class="k">return</span> '
    "x &lt; 1\n</code></pre></div>"
)
NUMBERED = (
    '<div class="highlight"><table class="highlighttable"><tr><td class="linenos"><pre>1</pre></td>'
    '<td class="code"><div><pre><code class="language-sh">ls\n</code></pre></div></td></tr>'
    "</table></div>"
)
TABS = (
    '<div class="tabbed-set"><input type="radio"><input type="radio"><div class="tabbed-labels">'
    '<label>One</label><label>Two</label></div><div class="tabbed-content">'
    '<div class="tabbed-block"><p>first</p></div><div class="tabbed-block"><p>second</p></div>'
    "</div></div>"
)
FOLDED = "<details><summary>In</summary><p>x</p></details>"
SVG = '<figure><svg aria-label="{}">{}<text>x</text></svg></figure>'


def markdown(html: str) -> str:
    return article_markdown(html, lambda target: f"to:{target}")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A<a class='headerlink' href='#a'>¶</a></h2><p>b</p>", "## A\n\nb\n"),
        (HIGHLIGHTED, "**a.py**\n\n```python\ndef f(x):\n    return x < 1\n```\n"),
        (NUMBERED, "```sh\nls\n```\n"),
        ("<pre><code>plain\n</code></pre>", "```\nplain\n```\n"),
        ("<div class='highlight'>x = 1</div>", "```\nx = 1\n```\n"),
        (TABS, "**One**\n\nfirst\n\n**Two**\n\nsecond\n"),
        (SVG.format("", "<title>A</title><desc>b  c</desc>"), "*Diagram: A b c*\n"),
        (SVG.format("label", ""), "*Diagram: label*\n"),
        (SVG.format("", ""), "\n"),
        (
            "<ul><li><input type=checkbox checked>a</li><li><input type=checkbox>b</li></ul>",
            "- [x] a\n- [ ] b\n",
        ),
        (
            "<div class='admonition'><p class='admonition-title'>Note</p><p>x</p></div>",
            "> **Note**\n>\n> x\n",
        ),
        ("<details><summary>More</summary><p>x</p></details>", "> **More**\n>\n> x\n"),
        ("<details><p>x</p></details>", "> x\n"),
        (
            f"<details><summary>Out</summary>{FOLDED}</details>",
            "> **Out**\n>\n> > **In**\n> >\n> > x\n",
        ),
        (
            "<dl><dt>a</dt><dd><p>b</p></dd><dt>c</dt><dd>d</dd></dl>",
            "- **a**\n\n  b\n\n- **c**\n\n  d\n",
        ),
        ("<dl><dd>b</dd></dl>", "- b\n"),
        ("<p><a href='x/'>x</a> <img src='y.png' alt='y'></p>", "[x](to:x/) ![y](to:y.png)\n"),
        ("<p>a<button>Copy</button><script>1</script></p>", "a\n"),
        ("<table><tr><th>a</th></tr><tr><td><code>b|c</code></td></tr></table>", None),
        ("", "\n"),
    ],
)
def test_an_article_is_written_as_markdown(html: str, expected: str | None) -> None:
    made = markdown(html)
    if expected is None:
        # A bar inside of a cell would end the cell.
        assert "`b\\|c`" in made
    else:
        assert made == expected


def test_the_proof_of_a_sample_and_that_of_a_page_are_left_out() -> None:
    html = (
        "<p>a</p><p><span class='sample-proof'>tested</span></p><span class='page-proof'>p</span>"
    )
    assert markdown(html) == "a\n"


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "html_to_markdown", None)
    with pytest.raises(ConverterMissingError):
        markdown("<p>a</p>")
