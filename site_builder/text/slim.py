"""Make highlighted code light without changing how it looks."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

_COLOURS = {
    "k": "k kc kd kn kp kr kt ow nt",
    "s": "s s1 s2 sa sb sc dl se sh si sr ss sx l cpf gi",
    "m": "m mb mf mh mi mo il no gd gr",
    "nf": "nf fm nc ne nd nn na gh gu",
    "c": "c c1 ch cm cp cs sd",
    # A prompt looks like a comment, but is not copied with the command.
    "gp": "gp",
    "gs": "ge gs",
}
COLOUR_OF: Mapping[str, str] = {
    one: short for short, all_ in _COLOURS.items() for one in all_.split()
}
"""For each class of Pygments that the stylesheet gives a look, the class that stands for it."""
_PLAIN = "bp err esc g ges go gt ld n nb ni nl nv nx o p pm py vc vg vi vm w x"
PLAIN = frozenset(_PLAIN.split())
"""Classes of Pygments that look like the text around them."""

SHORT: Mapping[str, str] = {"k": "b", "c": "i"}
"""Elements for the classes that are by far the most; HTML has `b` for key words."""

_CODE = ".highlight pre > code, .codehilite pre > code, code.highlight, code.codehilite"
_BOXES = ".highlight pre, .codehilite pre"
_LINE_IDS = ("__codelineno", "__span", "__line")
"""How the ids begin that renderers give to lines of code."""

_MARK = ""
"""The colour of what is written as it is, so that no run of a colour swallows it."""

IsWanted = Callable[[str], bool]


def slim_code(tree: LexborHTMLParser, is_wanted: IsWanted = lambda _: False) -> None:
    """Take out of highlighted code what no reader sees.

    Pygments marks each token, each blank and each line. Of the tokens only those stay that have a
    colour, neighbours of one colour as one. The anchors of lines stay where something refers to
    them, such as a line number that can be clicked.

    Args:
        tree: An article, parsed as the body of a document.
        is_wanted: Whether a link on another page refers to an id of a line.
    """
    referred = _referred(tree)
    for box in tree.css(_BOXES):
        first = box.child
        if first is not None and first.tag == "span" and first.child is None:
            # Pygments begins each block with an empty span.
            first.remove()
    for code in tree.css(_CODE):
        if code.css_first("span, a"):
            new = "".join(_Code(lambda one: one in referred or is_wanted(one)).written(code))
            code.inner_html = new


def _referred(tree: LexborHTMLParser) -> frozenset[str]:
    """Return the ids of lines to which a link on the page leads that one can see."""
    links = tree.css("a[href^='#__']:not(:empty)")
    return frozenset((one.attributes["href"] or "")[1:] for one in links)


class _Code:
    """Writes a block of code anew, as runs of one colour between what must stay as it is."""

    def __init__(self, is_wanted: IsWanted) -> None:
        self.is_wanted = is_wanted

    def written(self, node: LexborNode, colour: str = "") -> Iterator[str]:
        """Yield the inner HTML of an element."""
        runs = _joined(list(self._runs(node, colour)))
        for shade, pieces in groupby(runs, key=lambda one: one[0]):
            text = "".join(piece for _, piece in pieces)
            yield _shaded(text, shade)

    def _runs(self, node: LexborNode, colour: str) -> Iterator[tuple[str, str]]:
        """Yield pieces of HTML with their colours; what is no token counts as plain."""
        for child in node.iter(include_text=True):
            if child.is_text_node:
                yield colour, escape(child.text_content or "", quote=False)
                continue
            own = child.attributes
            if child.tag == "a" and child.child is None:
                if self.is_wanted(own.get("id") or ""):
                    yield _MARK, f'<a id="{escape(own["id"] or "")}"></a>'
            elif child.tag != "span" or set(own) - {"class", "id"}:
                yield _MARK, child.html or ""
            else:
                yield from self._span(child, own.get("class") or "", own.get("id") or "", colour)

    def _span(
        self, node: LexborNode, name: str, anchor: str, colour: str
    ) -> Iterator[tuple[str, str]]:
        if anchor and (self.is_wanted(anchor) or not anchor.startswith(_LINE_IDS)):
            inner = "".join(self.written(node, colour))
            shown = f' class="{escape(name)}"' if name else ""
            yield _MARK, f'<span id="{escape(anchor)}"{shown}>{inner}</span>'
        elif not name or name in PLAIN or name in COLOUR_OF:
            yield from self._runs(node, COLOUR_OF.get(name, colour))
        else:
            # Not of Pygments' tokens: a marked line, a line number.
            yield (
                _MARK,
                f'<span class="{escape(name)}">{"".join(self.written(node, colour))}</span>',
            )


def tighten(html: str) -> str:
    """Return serialised HTML without the quotes that HTML does not need around classes of tokens.

    The text cannot stand elsewhere: in running text `<` is escaped, and in attributes the quote is.
    """
    for name in _COLOURS:
        html = html.replace(f'<span class="{name}">', f"<span class={name}>")
    return html


def _shaded(text: str, shade: str) -> str:
    if shade in SHORT:
        return f"<{SHORT[shade]}>{text}</{SHORT[shade]}>"
    return f'<span class="{shade}">{text}</span>' if shade else text


def _joined(runs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield runs in which blanks between two pieces of one colour have that colour, too."""
    before = ""
    for at, (colour, text) in enumerate(runs):
        if text.isspace():
            after = runs[at + 1][0] if at + 1 < len(runs) else ""
            yield (before if before == after else ""), text
        else:
            before = colour
            yield colour, text
