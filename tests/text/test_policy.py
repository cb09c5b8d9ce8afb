import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.finding import Finding
from site_builder.text.policy import quieten

ACTIVE, REMOTE = Code.CONTENT_ACTIVE, Code.ASSET_REMOTE


def quietened(html: str) -> tuple[str, tuple[Finding, ...]]:
    tree = LexborHTMLParser(f"<body>{html}</body>")
    findings = quieten(tree)
    assert tree.body is not None
    return tree.body.inner_html or "", findings


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>on and on</p>", "<p>on and on</p>"),
        ('<p>say on="x"</p>', '<p>say on="x"</p>'),
        ('<p>x onclick="x"</p>', '<p>x onclick="x"</p>'),
        ("<a href='b/#c'>x</a>", '<a href="b/#c">x</a>'),
        ("<a href='data:text/csv,a'>x</a>", '<a href="data:text/csv,a">x</a>'),
        ("<img src='data:image/svg+xml,a'>", '<img src="data:image/svg+xml,a">'),
        ("<embed src='data:image/svg+xml,a'>", '<img src="data:image/svg+xml,a" alt="">'),
        ("<style>a{}</style>", "<style>a{}</style>"),
        ("<dialog open>x</dialog>", '<dialog open="">x</dialog>'),
        ("<template><b>x</b></template>", "<template><b>x</b></template>"),
        ("<svg><style>a{}</style></svg>", "<svg><style>a{}</style></svg>"),
        (
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
        ),
        ("<svg><animate attributeName='x'/></svg>",
         '<svg><animate attributeName="x"></animate></svg>'),
        ("<script type='math/tex'>x^2</script>", '<script type="math/tex">x^2</script>'),
        (
            "<script type='math/tex; mode=display'>x</script>",
            '<script type="math/tex; mode=display">x</script>',
        ),
    ],
)  # fmt: skip
def test_keeps_what_stands_still(written: str, expected: str) -> None:
    assert quietened(written) == (expected, ())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a<script type='application/json'>{}</script>b", "ab"),
        ("<script type='application/ld+json'>{}</script>", ""),
        ("<script type='text/x-handlebars-template'>{}</script>", ""),
        ("<script type='importmap'>{}</script>", ""),
        ("<script type='text/x-mathjax-config'>x</script>", ""),
        ("<p>a<noscript>b <b>c</b></noscript>d</p>", "<p>ab <b>c</b>d</p>"),
        ("a<noscript></noscript>b", "ab"),
        ("<noscript><base href='x'><meta http-equiv='refresh' content='0'></noscript>", ""),
        ("<link rel='stylesheet' href='own.css'>", ""),
        ("<link rel='preload' href='https://x.example/'>", ""),
        ("<marquee>x <blink>y</blink></marquee>", "x y"),
        ("<applet code='x'><param name='a'>x</applet>", "x"),
        ("<portal src='x'>y</portal><fencedframe></fencedframe>", "y"),
        ("<bgsound src='x'><noembed>x</noembed><noframes>y</noframes>", ""),
        ("<xmp><b>x</b></xmp>", "<pre>&lt;b&gt;x&lt;/b&gt;</pre>"),
        ("<plaintext><b>x & y", "<pre>&lt;b&gt;x &amp; y</pre>"),
        ("<input autofocus name='a'>", '<input name="a">'),
        ("<video autoplay src='a.mp4'></video>", '<video src="a.mp4" controls=""></video>'),
        ("<b autoplay>x</b>", "<b>x</b>"),
        ("<a href='x' ping='y' attributionsrc='z'>x</a>", '<a href="x">x</a>'),
        ("<table background='x.png'></table>", "<table></table>"),
        (
            "<form action='x'><button formaction='y' formmethod='get'>x</button></form>",
            '<form method="dialog"><button>x</button></form>',
        ),
        (
            "<svg><a><animate attributeName='href' values='javascript:1'/></a></svg>",
            "<svg><a></a></svg>",
        ),
        ("<svg><set attributeName='XLink:href' to='x'/></svg>", "<svg></svg>"),
        ("<svg><style><![CDATA[a<img src=x>]]></style></svg>", "<svg></svg>"),
        (
            "<div><template shadowrootmode='open'><b>x</b></template>y</div>",
            "<div><template><b>x</b></template>y</div>",
        ),
        ("<iframe name='x'></iframe><iframe src='about:blank'></iframe>", ""),
    ],
)
def test_takes_out_silently_what_nobody_misses(written: str, expected: str) -> None:
    assert quietened(written) == (expected, ())


@pytest.mark.parametrize(
    ("written", "expected", "traces"),
    [
        ("a<script>one()\ntwo()</script>b", "ab", ["one()"]),
        ("<script type='module' src=' x.js '></script>", "", ["x.js"]),
        ("<SCRIPT/src=x.js></SCRIPT>", "", ["x.js"]),
        ("<script></script>", "", [""]),
        ("<scr<script>ipt>x</script>", "<scr<script>ipt&gt;x</scr<script>", []),
        ("<noscript><script>a()</script></noscript>", "", ["a()"]),
        ("<svg><script href='x.js'/></svg>", "<svg></svg>", ["x.js"]),
        ("<svg><script type='math/tex'>x</script></svg>", "<svg></svg>", ["x"]),
        (
            "<svg><foreignObject><script>a()</script></foreignObject></svg>",
            "<svg><foreignObject></foreignObject></svg>",
            ["a()"],
        ),
        ("<math><mi><script>a()</script></mi></math>", "<math><mi></mi></math>", ["a()"]),
        (
            "<template><noscript>x</noscript><template><script>b()</script></template></template>",
            "<template>x<template></template></template>",
            ["b()"],
        ),
        ("<b/OnClick='a()'>x</b><i onclick='b()'>y</i>", "<b>x</b><i>y</i>", ["onclick"]),
        ("<svg onload=a()><path onbegin></svg>", "<svg><path></path></svg>", ["onload", "onbegin"]),
        ("<math><mi onmouseover=a()>x</mi></math>", "<math><mi>x</mi></math>", ["onmouseover"]),
        ("<img src=x onerror='a(\"on\")'>", '<img src="x">', ["onerror"]),
        ("<a href='javascript:a()'>x</a>", "<a>x</a>", ["javascript:a()"]),
        ("<a href=' JavaScript:a()'>x</a>", "<a>x</a>", [" JavaScript:a()"]),
        ("<a href='java&#9;scr&#10;ipt:a()'>x</a>", "<a>x</a>", ["java\tscr\nipt:a()"]),
        ("<a href='&#1;vbscript:a'>x</a>", "<a>x</a>", ["\x01vbscript:a"]),
        ("<p xlink:href='javascript:a'>x</p>", "<p>x</p>", ["javascript:a"]),
        (
            "<svg><a href='javascript:1' xlink:href='javascript:2'>x</a></svg>",
            "<svg><a>x</a></svg>",
            ["javascript:1", "javascript:2"],
        ),
        ("<math><mi href='vbscript:1'/></math>", "<math><mi></mi></math>", ["vbscript:1"]),
        ("<form action='javascript:1'></form>", '<form method="dialog"></form>', ["javascript:1"]),
        ("<button formaction='javascript:1'></button>", "<button></button>", ["javascript:1"]),
        ("<iframe src='javascript:1'></iframe>", "", ["javascript:1"]),
        ("<iframe srcdoc='&lt;script>'></iframe>", "", ["srcdoc"]),
        ("<object data='javascript:1'>x</object>", "x", ["javascript:1"]),
        ("<a href='data:text/html,x'>x</a>", "<a>x</a>", ["data:text/html,x"]),
        ("<area href='DATA:Text/HTML,x'>", "<area>", ["DATA:Text/HTML,x"]),
        ("<a href='data:image/svg+xml,x'>x</a>", "<a>x</a>", ["data:image/svg+xml,x"]),
        ("<iframe src='data:image/svg+xml,x'></iframe>", "", ["data:image/svg+xml,x"]),
        ("<embed src='data:text/html,x'>", "", ["data:text/html,x"]),
        (
            "<svg><use href='data:image/svg+xml,x#a'/></svg>",
            "<svg><use></use></svg>",
            ["data:image/svg+xml,x#a"],
        ),
    ],
)  # fmt: skip
def test_tells_of_what_would_have_run(written: str, expected: str, traces: list[str]) -> None:
    html, findings = quietened(written)
    assert html == expected
    assert [(one.code, one.trace) for one in findings] == [(ACTIVE, trace) for trace in traces]


def test_says_the_same_of_a_page_once_and_briefly() -> None:
    html, findings = quietened(f"<script>{'long ' * 50}</script>" * 2)
    assert html == ""
    (finding,) = findings
    assert finding.message == f"the script '{('long ' * 12)[:59]}…' is left out"
    assert finding.trace == ("long " * 50).strip()


def test_tells_of_a_stylesheet_on_another_site() -> None:
    html, (finding,) = quietened("<link rel='Stylesheet' href='//x.example/a.css'>x")
    assert html == "x"
    assert (finding.code, finding.trace) == (REMOTE, "//x.example/a.css")


def test_cleans_the_body_itself() -> None:
    tree = LexborHTMLParser("<body onload='a()' background='x'>x</body>")
    (finding,) = quieten(tree)
    assert finding.trace == "onload"
    assert tree.html == "<html><head></head><body>x</body></html>"


@pytest.mark.parametrize(
    "nasty",
    [
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;b onclick=a()>'>",
        "<svg></p><style><a id='</style><img src=1 onerror=a()>'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=a()>",
        "<noscript><p title='</noscript><img src=x onerror=a()>'>",
        "<svg><style>&lt;img src=x onerror=a()></style></svg>",
        "<math><annotation-xml encoding='text/html'><style><img title='</style><b onclick=a()>'>",
        "<table><tr><script>a()</script><td onclick=a()>x",
        "<select><template><script>a()</script></template></select>",
        "<svg><desc><template><a href='javascript:a()' onclick=b()>x</a></template></desc></svg>",
        "<xmp><script>a()</script></xmp><plaintext></plaintext><script>b()</script>",
    ],
)
def test_nothing_active_comes_back_when_the_page_is_parsed_again(nasty: str) -> None:
    html, _ = quietened(nasty)
    for _ in range(3):
        html, findings = quietened(html)
        assert findings == ()
