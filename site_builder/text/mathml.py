"""Make of TeX the part of MathML that browsers show."""

import re
from html import unescape
from itertools import pairwise
from unicodedata import normalize
from xml.etree import ElementTree

from latex2mathml.converter import Converter

from site_builder.text.math_letters import letters

Element = ElementTree.Element

_CHILDREN = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_LEFT_OVER = re.compile(r"\\(?:[a-zA-Z]+|.)|[&{}$#]$")
_ESCAPED = re.compile(r"\\([%_{}&#$])")
_UPRIGHT = re.compile(r"&#x000[46][0-9A-F];|&#x000[57][0-9A];")
"""A letter that stands for itself: the reader writes one so that was marked as upright."""
_WORD = re.compile(r"[A-Za-z]{2,}(?:[\u2006\u2009][a-z]+)?|Pr")
_THIN = "0.1667em"
_RULE = "1px solid currentColor"
_STRIKES = {
    "updiagonalstrike": "to bottom right",
    "downdiagonalstrike": "to top right",
    "horizontalstrike": "to bottom",
}
_LIMITED = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "det", "gcd", "Pr"})
"""Functions whose index stands below them where there is room."""
_FOREIGN = ("class", "href", "style")
"""Attributes that a formula can set: an address in it would be followed, of whatever kind."""
_DROPPED = ("rowspacing", "columnspacing", "columnalign", "columnlines", "rowlines", "notation")
"""Attributes that browsers pass over."""


class UnreadableError(ValueError):
    """A formula holds something that cannot be set; the text names it."""


def to_mathml(tex: str, macros: dict[str, tuple[list[str], int]], *, display: bool) -> Element:
    """Read a formula.

    Args:
        tex: The formula, without what marks its ends.
        macros: Commands that the page has defined; those that the formula defines are added.
        display: Whether it stands on lines of its own.

    Returns:
        A `math` element in MathML Core, the part that browsers agree on (W3C, MathML Core).

    Raises:
        UnreadableError: Something in it is not known or not complete.
    """
    reader = Converter(display="block" if display else "inline")
    reader.macros = macros
    try:
        math = reader.convert_to_element(tex)
    except Exception as error:  # the reader lets some errors of Python pass
        raise UnreadableError(_reason(error)) from error
    del math.attrib["xmlns"]
    if not display:
        del math.attrib["display"]
    for element in list(math.iter()):
        _check(element)
    for element in list(math.iter()):
        _mend(element)
    for element in list(math.iter()):
        _negate(element)
        _fence(element)
        _space(element)
    return math


def _reason(error: Exception) -> str:
    """Return what an error of the reader says in its name: ExtraLeftOrMissingRightError."""
    words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
    own = type(error).__module__.startswith("latex2mathml")
    return " ".join(words).lower() if own else "it is not complete"


def _check(element: Element) -> None:
    """Decode the characters of an element, and refuse what the reader has only passed on."""
    if len(element) != _CHILDREN.get(element.tag, len(element)):
        raise UnreadableError(f"a part of a {_PARTS.get(element.tag, 'script')} is missing")
    for name in _FOREIGN:
        element.attrib.pop(name, None)
    text = element.text or ""
    if element.tag == "mi" and _UPRIGHT.fullmatch(text):
        element.set("mathvariant", "normal")
    if element.tag == "mtext":
        left = re.search(r"\\[a-zA-Z]+|\$", _ESCAPED.sub("", text))
        text = _ESCAPED.sub(r"\1", text)
    else:
        left = _LEFT_OVER.match("" if _ESCAPED.fullmatch(text) else text)
        text = _ESCAPED.sub(r"\1", text)
    if left:
        raise UnreadableError(f"'{left[0]}' is not known here")
    if text:
        # A sign for set difference that few faces have, and one that most have.
        element.text = unescape(text).replace("\u29f5", "\u2216")


_PARTS = {"mfrac": "fraction", "mroot": "root"}


def _mend(element: Element) -> None:
    """Say by other means what browsers do not show."""
    variant = element.get("mathvariant")
    if variant and not (variant == "normal" and element.tag == "mi"):
        del element.attrib["mathvariant"]
        element.text = letters(element.text or "", variant)
    if element.tag in _LIMITED and _has_limits(element[0]):
        element.tag = _LIMITED[element.tag]
        element[0].tag = "mo"
        element[0].set("movablelimits", "true")
    elif element.tag in {"mover", "munder"} and element[1].text == "\u2015":
        # A rule over several letters; the character grows only with faces made for formulas.
        side = "top" if element.tag == "mover" else "bottom"
        element.set("style", f"border-{side}: {_RULE}; padding-{side}: 0.15em")
        element.remove(element[1])
        element.tag = "mrow"
    elif element.tag == "mtable":
        _rule(element)
    elif element.tag == "menclose":
        _enclose(element)
    elif element.tag == "mpadded" and (element.get("width") or "").startswith("+"):
        # Room on both sides of what stands over an arrow.
        element.attrib.clear()
        element.tag = "mrow"
        element.insert(0, Element("mspace", {"width": "0.4em"}))
        element[-1].attrib = {"width": "0.4em"}
    for name in _DROPPED:
        element.attrib.pop(name, None)


def _has_limits(element: Element) -> bool:
    return element.get("movablelimits") == "true" or element.text in _LIMITS


def _negate(parent: Element) -> None:
    """Strike what follows a `not`, of which the reader makes a character that few faces have."""
    for before, after in pairwise(list(parent)):
        if before.tag == "mpadded" and before.findtext("mtext") == "\u29f8" and after.text:
            after.text = normalize("NFC", f"{after.text}\u0338")
            parent.remove(before)


def _rule(table: Element) -> None:
    """Give the cells of a table their alignment, distances and lines."""
    gaps = table.get("columnspacing", "").split()
    columns = table.get("columnlines", "").split()
    rows = table.get("rowlines", "").split()
    for row_at, row in enumerate(table):
        for at, cell in enumerate(row):
            style = []
            if cell.get("columnalign", "center") != "center":
                side = cell.get("columnalign")
                # Chromium moves the content of a cell by its own word only.
                style.append(f"text-align: {side}; text-align: -webkit-{side}")
            if gaps:
                left = gaps[(at - 1) % len(gaps)] if at else "0"
                style.append(f"padding-left: {left}; padding-right: 0")
            if columns[at : at + 1] == ["solid"]:
                style.append(f"border-right: {_RULE}")
            if rows[row_at : row_at + 1] == ["solid"]:
                style.append(f"border-bottom: {_RULE}")
            if style:
                cell.set("style", "; ".join(style))


def _enclose(element: Element) -> None:
    kinds = (element.get("notation") or "").split()
    element.tag = "mrow"
    if kinds == ["box"]:
        element.set("style", f"border: {_RULE}; padding: 0.25em")
        return
    lines = (
        f"linear-gradient({_STRIKES[one]}, transparent calc(50% - 0.8px), currentColor "
        "calc(50% - 0.8px) calc(50% + 0.8px), transparent calc(50% + 0.8px))"
        for one in kinds
    )
    element.set("style", f"background: {', '.join(lines)}")


def _fence(parent: Element) -> None:
    """Let the bars on both sides of a table grow with it, which they do by themselves on one."""
    children = list(parent)
    for before, after in pairwise(children):
        for bar, table, form in ((before, after, "prefix"), (after, before, "postfix")):
            if bar.tag == "mo" and bar.text in {"|", "\u2016"} and table.tag == "mtable":
                bar.attrib.update({"stretchy": "true", "form": form})


def _space(parent: Element) -> None:
    """Put a thin space around names of functions, but none before a bracket (The TeXbook, 18)."""
    if parent.tag not in {"math", "mrow", "mtd", "mstyle"}:
        return
    children = list(parent)
    for at, child in enumerate(children):
        core = child
        while len(core) and core.tag in {"msub", "msup", "msubsup", "munder", "munderover"}:
            core = core[0]
        if core.tag not in {"mi", "mo"} or not _WORD.fullmatch(core.text or ""):
            continue
        core.tag = "mo"
        before = children[at - 1] if at else None
        after = children[at + 1] if at + 1 < len(children) else None
        core.set("lspace", "0" if before is None or before.tag == "mo" else _THIN)
        core.set("rspace", "0" if after is None or _opens(after) else _THIN)


def _opens(element: Element) -> bool:
    first = next((one for one in element.iter() if one.text), None)
    return first is not None and first.tag == "mo" and (first.text or "") in "([{|\u2016"


def serialised(math: Element, tex: str) -> str:
    """Return a formula as HTML, with its TeX inside for those who copy it."""
    inner = "".join(ElementTree.tostring(one, encoding="unicode") for one in math)
    annotation = Element("annotation", {"encoding": "application/x-tex"})
    annotation.text = tex
    source = ElementTree.tostring(annotation, encoding="unicode")
    given = "".join(f' {name}="{value}"' for name, value in math.attrib.items())
    return f"<math{given}><semantics>{inner}{source}</semantics></math>"
