"""Formulas are read by the real reader; what comes out is looked at as a tree."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.finding import Finding
from site_builder.text.maths import set_maths


def page(html: str) -> tuple[LexborHTMLParser, tuple[Finding, ...]]:
    tree = LexborHTMLParser(f"<body>{html}</body>")
    return tree, set_maths(tree)


def formula(tex: str, *, display: bool = True) -> LexborHTMLParser:
    start, end, tag = (r"\[", r"\]", "div") if display else (r"\(", r"\)", "span")
    safe = tex.replace("&", "&amp;").replace("<", "&lt;")
    tree, findings = page(f'<{tag} class="arithmatex">{start}{safe}{end}</{tag}>')
    assert not findings
    return tree


def shown(tree: LexborHTMLParser) -> str:
    """Return the text of the first formula without its annotation."""
    row = tree.css("math semantics > *")[0]
    return row.text().replace("\xa0", " ").strip()


SPAN = '<span class="arithmatex">{}</span>'
DIV = '<div class="arithmatex">{}</div>'
PREVIEW = '<{0} class="MathJax_Preview">x</{0}><script type="math/tex{1}">a &lt; b</script>'


@pytest.mark.parametrize(
    ("html", "tex", "display"),
    [
        (SPAN.format(r"\(a &lt; b\)"), "a < b", False),
        (SPAN.format("$a &lt; b$"), "a < b", False),
        (SPAN.format("a &lt; b"), "a < b", False),
        (DIV.format("\\[\na &lt; b\n\\]"), "a < b", True),
        (DIV.format("$$a &lt; b$$"), "a < b", True),
        (DIV.format("a &lt; b"), "a < b", True),
        (SPAN.format(PREVIEW.format("span", "")), "a < b", False),
        (DIV.format(PREVIEW.format("div", "; mode=display")), "a < b", True),
        (f"<p>{PREVIEW.format('span', '; mode=display')}</p>", "a < b", True),
        (f"<section>{PREVIEW.format('span', '; mode=display')}</section>", "a < b", True),
        (DIV.format(SPAN.format(r"\(a &lt; b\)")), "a < b", False),
    ],
)
def test_each_way_to_mark_a_formula_is_known(html: str, tex: str, display: bool) -> None:
    tree, findings = page(html)
    assert not findings
    (math,) = tree.css("math")
    assert tree.css("annotation")[0].text() == tex
    assert shown(tree) == "a<b"
    assert (math.attributes.get("display") == "block") == display
    assert len(tree.css(".math-display > math")) == display
    assert not tree.css(".arithmatex, .MathJax_Preview, script, [id]")


def test_a_display_in_a_paragraph_is_no_division() -> None:
    tree, _ = page(f"<p>{PREVIEW.format('span', '; mode=display')}</p>")
    assert tree.css("p > span.math-display")


def test_what_nobody_marked_is_left_alone() -> None:
    html = r"<p>\(a\) costs $5 or $6 <code>$$x$$</code> <math><mi>x</mi></math></p>"
    tree, findings = page(html)
    assert not findings
    assert tree.body
    assert tree.body.inner_html == html


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\frac{1}{2}", "12"),
        (r"\begin{equation} x = y \label{a} \end{equation}", "x=y"),
        (r"\begin{aligned}[t] a &= b \\[4pt] c &= d \nonumber\end{aligned}", "a=bc=d"),
        (r"\begin{alignat}{2} a &= b \\ c &= d \end{alignat}", "a=bc=d"),
        (r"\begin{gather} a \\ b \end{gather}", "ab"),
        (r"\begin{eqnarray} a &=& b \end{eqnarray}", "a=b"),
        (r"\begin{array}[t]{c} a \end{array}", "a"),
        (r"\begin{rcases} a \\ b \end{rcases}", "ab}"),
        (r"\DeclareMathOperator{\argmax}{arg max} \argmax x", "arg maxx"),
        (r"\text{if $x>0$ \% b}", "if x>0 % b"),
        (r"\text{$x$}", "x"),
        (r"\text{<b>}", "<b>"),
        (r"5\% \{a\} \# b\_c \$", "5%{a}#b_c$"),
        (r"A \setminus B", "A∖B"),  # noqa: RUF001
        (r"\not= \not\in a \not", "≠∉a⧸"),  # noqa: RUF001
        (r"\mathbf{x+1}\ \mathbf{Aa1}", "𝐱+𝟏 𝐀𝐚𝟏"),  # noqa: RUF001
        (r"\mathbb{NPx}\ \mathit{h}", "ℕℙ𝕩 ℎ"),  # noqa: RUF001
        (r"\boldsymbol{\alpha\Omega}", "𝜶𝜴"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H2+O2→2H2O"),
        (r"a \tag{1} \\ b \tag*{x}", "a  (1)b  x"),
    ],
)
def test_a_formula_shows(tex: str, expected: str) -> None:
    assert "".join(shown(formula(tex)).split()) == "".join(expected.split())


@pytest.mark.parametrize(
    ("tex", "selector"),
    [
        (r"\mathrm{d}x", "mi[mathvariant=normal]"),
        (r"\lim_{x \to 0} x", "munder > mo[movablelimits=true]"),
        (r"\max^a_b x", "munderover > mo[movablelimits=true]"),
        (r"\operatorname*{argmin}_x", "munder > mo[movablelimits=true]"),
        (r"\overline{ab}", "mrow[style^='border-top']"),
        (r"\underline{ab}", "mrow[style^='border-bottom']"),
        (r"\boxed{a}", "mrow[style^='border']"),
        (r"\xcancel{a}", "mrow[style*='gradient']"),
        (r"A \xrightarrow{f} B", "mrow > mspace[width='0.4em']"),
        (r"\begin{align} a &= b & c &= d\end{align}", "mtd[style*='2em']"),
        (r"\begin{align} a &= b\end{align}", "mtd[style*='-webkit-right']"),
        (r"\begin{array}{c|c} a & b\end{array}", "mtd[style*='border-right']"),
        (r"\begin{array}{c} a \\ \hline b\end{array}", "mtd[style*='border-bottom']"),
        (r"\begin{pmatrix} a & b\end{pmatrix}", "mtd:not([style])"),
        (r"\begin{vmatrix} a\end{vmatrix}", "mo[form=postfix][stretchy=true]"),
        (r"2\sin x", "mo[lspace='0.1667em'][rspace='0.1667em']"),
        (r"\sin(x)", "mo[lspace='0'][rspace='0']"),
        (r"\sin^2 x", "msup > mo[rspace='0.1667em']"),
        (r"\operatorname{tr}", "mo[lspace='0'][rspace='0']"),
        (r"x \sin", "mo[rspace='0']"),
        (r"\sin\,x", "mo[rspace='0.1667em']"),
    ],
)
def test_a_formula_is_set_with_what_browsers_know(tex: str, selector: str) -> None:
    tree = formula(tex)
    assert len(tree.css(f"math {selector}")) >= 1, tree.css("math")[0].html
    assert not tree.css("menclose, [columnalign], [rowlines], [columnlines], [xmlns]")


def test_a_number_stands_beside_its_formula_and_is_what_others_refer_to() -> None:
    tree, findings = page(
        DIV.format(r"\[a = b \label{eq:a} \tag{2.1}\]")
        + SPAN.format(r"\(\eqref{eq:a}, \ref{eq:a}\)")
        + DIV.format(r"\[c \tag*{&lt;i&gt;}\]")
    )
    assert not findings
    assert [one.text() for one in tree.css(".math-display > .math-tag")] == ["(2.1)", "<i>"]
    assert "(2.1),2.1" in tree.css("math")[1].text()


def test_what_one_formula_defines_the_next_may_use() -> None:
    tree, findings = page(
        SPAN.format(r"\(\newcommand{\RR}{\mathbb{R}}\RR\)") + SPAN.format(r"\(\RR\)")
    )
    assert not findings
    assert len(tree.css("math")) == 2


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\unknown{x}", r"'\unknown'"),
        (r"\begin{tikzcd} a \end{tikzcd}", r"'\begin{tikzcd}'"),
        (r"\eqref{gone}", r"'\eqref{gone}'"),
        (r"\text{\alpha}", r"'\alpha'"),
        (r"\frac{1}", "a part of a fraction is missing"),
        (r"\sqrt[3]", "no available tokens"),
        (r"x & y", "'&'"),
        (r"x }", "'}'"),
        (r"x^", "missing super script or subscript"),
        (r"\left( x", "extra left or missing right"),
        (r"\newcommand{\a}{\a\a}\a", "it is not complete"),
        ("x + " * 30 + r"\unknown", "x +…'"),
    ],
)
def test_what_cannot_be_set_stays_as_it_was_written(tex: str, reason: str) -> None:
    safe = tex.replace("&", "&amp;")
    tree, (finding,) = page(SPAN.format(rf"\({safe}\)") + DIV.format(r"\[a\]"))
    assert finding.code is Code.MATH_UNREADABLE
    assert finding.trace == tex.strip()
    assert reason in finding.message
    assert tree.css("code.tex")[0].text() == tex.strip()
    assert len(tree.css("math")) == 1


def test_a_formula_brings_no_addresses_and_no_styles() -> None:
    tree = formula(r"\href{javascript:x}{a} \style{color: red}{b} \class{c}{d}")
    assert shown(tree) == "abd"
    assert not tree.css("[href], [style], [class]:not(.math-display)")


def test_setting_twice_changes_nothing_more() -> None:
    tree = formula(r"\sum_{i=1}^n \frac{x_i}{\sqrt{2}}")
    before = tree.html
    assert not set_maths(tree)
    assert tree.html == before
