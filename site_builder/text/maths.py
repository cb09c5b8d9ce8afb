"""Set the formulas of a page, which a script would have set, as MathML."""

from dataclasses import dataclass
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import Code
from site_builder.text.chemistry import chemical
from site_builder.text.finding import Finding
from site_builder.text.mathml import UnreadableError, serialised, to_mathml
from site_builder.text.tex import labels, readable, split_tag

_BOUNDS = ((r"\(", r"\)", False), (r"\[", r"\]", True), ("$$", "$$", True), ("$", "$", False))
"""What stands around a formula, and whether it then stands on lines of its own."""
_SCRIPT = "script[type^='math/tex']"
_HINT = "write it with other commands; the page shows its TeX"


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    display: bool
    node: LexborNode


def set_maths(tree: LexborHTMLParser) -> tuple[Finding, ...]:
    """Replace the formulas of a parsed page by MathML that holds their TeX as an annotation.

    Formulas are what the extension arithmatex has marked, for MathJax with or without a preview
    or for another script, and elements `script` of the type `math/tex`.

    Args:
        tree: The page, parsed as the body of a document; it is changed.

    Returns:
        The formulas that cannot be set. Their TeX stays, as code.
    """
    for preview in tree.css(".MathJax_Preview"):
        preview.remove()
    formulas = [_formula(node) for node in tree.css(f".arithmatex, {_SCRIPT}") if _is_own(node)]
    numbers = {name: tag for one in formulas for name, tag in labels(one.tex).items()}
    macros: dict[str, tuple[list[str], int]] = {}
    findings: list[Finding] = []
    for one in formulas:
        bare, tag = split_tag(one.tex) if one.display else (one.tex, "")
        tex, unknown = readable(chemical(bare), numbers)
        try:
            if unknown:
                raise UnreadableError(f"'{unknown}' is not known here")
            html = serialised(to_mathml(tex, macros, display=one.display), one.tex)
        except UnreadableError as error:
            message = f"the formula '{_short(one.tex)}' cannot be set: {error}"
            findings.append(Finding(Code.MATH_UNREADABLE, one.tex, message, _HINT))
            html, tag = f'<code class="tex">{escape(one.tex)}</code>', ""
        _put(one, html, tag)
    return tuple(findings)


def _is_own(node: LexborNode) -> bool:
    """Return whether an element is a formula itself, and not what holds or repeats one."""
    at = node.parent
    while at is not None:
        if "arithmatex" in (at.attributes.get("class") or "").split():
            return False
        at = at.parent
    return True


def _formula(node: LexborNode) -> _Formula:
    script = node if node.tag == "script" else node.css_first(_SCRIPT)
    if script is not None:
        # A parser decodes nothing inside a script, though some renderers have encoded it.
        tex = unescape(script.text()).strip()
        return _Formula(tex, "mode=display" in (script.attributes["type"] or ""), node)
    text = node.text().strip()
    for start, end, display in _BOUNDS:
        if text.startswith(start) and text.endswith(end) and len(text) >= len(start + end):
            return _Formula(text[len(start) : -len(end)].strip(), display, node)
    return _Formula(text, node.tag == "div", node)


def _put(formula: _Formula, html: str, tag: str) -> None:
    if formula.display:
        number = f'<span class="math-tag">{escape(tag)}</span>' if tag else ""
        # A paragraph must not hold a division.
        box = "div" if formula.node.tag == "div" or not _is_in_text(formula.node) else "span"
        html = f'<{box} class="math-display">{html}{number}</{box}>'
    new = LexborHTMLParser(f"<body>{html}</body>").css("body > *")[0]
    formula.node.replace_with(new)


def _is_in_text(node: LexborNode) -> bool:
    at = node.parent
    while at is not None and at.tag not in _TEXT:
        at = at.parent
    return at is not None


_TEXT = frozenset({"a", "em", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "strong"})


def _short(tex: str) -> str:
    words = " ".join(tex.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
