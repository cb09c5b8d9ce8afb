import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.embedded import replace_embedded
from site_builder.text.finding import Finding


def replaced(html: str) -> tuple[str, list[Finding]]:
    tree = LexborHTMLParser(f"<body>{html}</body>")
    assert tree.root is not None
    findings = list(replace_embedded(tree.root))
    assert tree.body is not None
    return tree.body.inner_html or "", findings


def link(href: str, words: str) -> str:
    return f'<a class="embedded" href="{href}">{words}</a>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<iframe src='a.html' title='A  &amp; B'></iframe>",
         f"<p>{link('a.html', 'A &amp; B')}</p>"),
        ("<iframe src=' a.html ' aria-label='A' id='i'></iframe>",
         '<p><a class="embedded" id="i" href="a.html">A</a></p>'),
        ("<ul><li><iframe src='a'></iframe></li></ul>",
         f"<ul><li><p>{link('a', 'Open the embedded page')}</p></li></ul>"),
        ("<p><iframe src='a' title='A'></iframe></p>", f"<p>{link('a', 'A')}</p>"),
        ("<a href='b'><i><iframe src='a' title='A'></iframe></i></a>",
         '<a href="b"><i><span class="embedded">A</span></i></a>'),
        ("<svg><iframe src='a'></iframe></svg>", "<svg></svg>"),
        ("<a><svg><foreignObject><iframe src='a' title='A'></iframe></foreignObject></svg></a>",
         f"<a><svg><foreignObject>{link('a', 'A')}</foreignObject></svg></a>"),
        ("<iframe srcdoc></iframe>", ""),
        ("<object data='a.svg'>A <b>plan</b></object>", '<img src="a.svg" alt="A plan">'),
        ("<object data='a' type='image/png' title='A' width='3' class='c'></object>",
         '<img src="a" alt="A" class="c" title="A" width="3">'),
        ("<object data='a.SVG?x#y'><img src='a.png' alt='A'></object>",
         '<img src="a.SVG?x#y" alt="A">'),
        ("<object data='a.png'><img src='b.png'></object>", '<img src="a.png" alt="">'),
        ("<embed src='data:image/gif;base64,x'>", '<img src="data:image/gif;base64,x" alt="">'),
        ("<svg><object data='a.svg'></object></svg>", "<svg></svg>"),
        ("<embed src='d/a%20b.pdf?x'>", f"<p>{link('d/a%20b.pdf?x', 'a b.pdf')}</p>"),
        ("<embed src='data:application/pdf,x'>",
         f"<p>{link('data:application/pdf,x', 'Open the embedded file')}</p>"),
        ("<embed src='a.png' type='application/x'>", f"<p>{link('a.png', 'a.png')}</p>"),
        ("<embed>x", "x"),
        ("<object data='a.pdf'><p>See <a href='a.pdf'>A</a>.</p></object>",
         '<p>See <a href="a.pdf">A</a>.</p>'),
        ("<object data='a.pdf'>A plan</object>", f"<p>{link('a.pdf', 'A plan')}</p>"),
        ("<object><param name='movie'><embed src='a.pdf'></object>",
         f'<param name="movie"><p>{link("a.pdf", "a.pdf")}</p>'),
        ("<p><object data='a.pdf'><object data='b.pdf'></object></object></p>",
         f"<p>{link('b.pdf', 'b.pdf')}</p>"),
    ],
)  # fmt: skip
def test_gives_way_to_a_picture_or_a_link(written: str, expected: str) -> None:
    assert replaced(written) == (expected, [])


@pytest.mark.parametrize(
    ("written", "expected", "trace"),
    [
        ("<iframe src='//x.example/v'></iframe>",
         f"<p>{link('https://x.example/v', 'Open the embedded page')}</p>", "//x.example/v"),
        ("<iframe src='https://x.example/v' title='V'></iframe>",
         f"<p>{link('https://x.example/v', 'V')}</p>", "https://x.example/v"),
        ("<embed src='HTTP://x.example/[v'>",
         f"<p>{link('HTTP://x.example/[v', '[v')}</p>", "HTTP://x.example/[v"),
        ("<object data='http://x.example/v'><a href='v'>V</a></object>",
         '<a href="v">V</a>', "http://x.example/v"),
    ],
)  # fmt: skip
def test_tells_of_what_lies_on_another_site(written: str, expected: str, trace: str) -> None:
    html, (finding,) = replaced(written)
    assert (html, finding.code, finding.trace) == (expected, Code.ASSET_REMOTE, trace)


def test_tells_of_a_page_that_was_written_into_an_attribute() -> None:
    html, (finding,) = replaced("<iframe srcdoc='x' src='about:blank'></iframe>")
    assert (html, finding.code, finding.trace) == ("", Code.CONTENT_ACTIVE, "srcdoc")


def test_reaches_into_the_content_of_a_template() -> None:
    tree = LexborHTMLParser("<template><iframe src='a' title='A'></iframe></template>")
    assert tree.root is not None
    (content,) = tree.root.template_fragments()
    assert list(replace_embedded(content)) == []
    assert content.html == f"<p>{link('a', 'A')}</p>"
