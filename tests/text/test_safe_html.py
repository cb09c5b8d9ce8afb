import pytest

from site_builder.text.safe_html import safe_html


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p>a <b>c</b></p>", "<p>a <b>c</b></p>"),
        ("<script>alert(1)</script>a<style>b{}</style>", "a"),
        ("<title>t</title><iframe src=x>y</iframe><svg><text>z</text></svg>", ""),
        ('<p onclick="x()" style="x" id="a" class="b">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ('<a href="page.html">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ('<a href="data:text/html,x">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        (
            '<a href="https://x.org/" target="_blank">a</a>',
            '<a href="https://x.org/" rel="noopener noreferrer nofollow">a</a>',
        ),
        ('<img src="http://x.org/a.png" alt="a">', '<img alt="a">'),
        (
            '<img src="data:image/png;base64,AA" alt="a">',
            '<img src="data:image/png;base64,AA" alt="a">',
        ),
        ('<img src="data:text/html,AA" alt="a">', '<img alt="a">'),
        ("<form><input value=1>a</form>", "a"),
        ("<h1>a</h1><h2>b</h2><!-- c -->", "ab"),
        ('<td colspan="2">1', "1"),
        (
            '<table><tr><td colspan="2">1</table>',
            '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        ),
        ("<pre>a\n\n```\nb</pre>\r\n", "<pre>a&#10;&#10;```&#10;b</pre>"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_what_could_act_or_load_is_left_out(html: str, safe: str) -> None:
    assert safe_html(html) == safe
    assert safe_html(safe) == safe
