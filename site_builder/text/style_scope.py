"""Keep the rules of one stylesheet away from what they are not meant for."""

from collections.abc import Iterator, Sequence

import tinycss2
from tinycss2.ast import IdentToken, LiteralToken, Node

from site_builder.text.style_tokens import GROUPS, Piece, pieces, split_at_commas, tokens_of

_FIRST = frozenset({"import", "namespace"})
"""At-rules that count only before all others."""
_EVERYWHERE = frozenset(
    {
        "counter-style",
        "font-face",
        "font-feature-values",
        "font-palette-values",
        "keyframes",
        "page",
        "position-try",
        "property",
        "view-transition",
    }
)
"""At-rules that give something a name, for which no scope is known."""
_SCOPE = ":scope"
_ROOTS = frozenset({"html", "body"})


def scope_stylesheet(css: str, scope: str) -> str:
    """Return a stylesheet whose rules apply within an element only.

    Args:
        css: The text of the sheet.
        scope: Selector of the element. Rules for the whole document (`:root`, `html`, `body`)
            become rules for it.

    Returns:
        The rules inside `@scope` (https://www.w3.org/TR/css-cascade-6/#scoped-styles), behind
        those that can only stand outside of it.
    """
    outside: list[str] = []
    inside = _scoped(tokens_of(css), outside)
    if not inside.strip():
        return "\n".join(outside)
    return "\n".join([*outside, f"@scope ({scope}) {{\n{inside.strip()}\n}}"])


def layer_stylesheet(css: str, name: str) -> str:
    """Return a stylesheet whose rules give way to all that stand in no layer.

    Rules with `!important` do not give way; scope them first, if they must not reach everything.

    Args:
        css: The text of the sheet.
        name: Name of the layer.

    Returns:
        The rules inside `@layer`, behind those that can only stand outside of it.
    """
    found = [one for one in pieces(tokens_of(css), top=True) if one.keyword != "charset"]
    first = [_text(one) for one in found if one.keyword in _FIRST]
    rest = "".join(
        tinycss2.serialize(one.tokens) for one in found if one.keyword not in _FIRST
    ).strip()
    return "\n".join([*first, *([f"@layer {name} {{\n{rest}\n}}"] if rest else [])])


def _text(piece: Piece) -> str:
    return str(tinycss2.serialize(piece.tokens)).strip()


def _scoped(tokens: Sequence[Node], outside: list[str], around: str = "") -> str:
    """Return what goes inside, and note what stays outside with the conditions around it."""
    kept: list[str] = []
    for piece in pieces(tokens, top=True):
        orders_layers = piece.keyword == "layer" and piece.block is None
        if orders_layers or piece.keyword in _FIRST | _EVERYWHERE:
            closing = "}" * around.count("{")
            outside.append(f"{around}{_text(piece)}{closing}")
        elif piece.keyword in GROUPS and piece.block is not None:
            head = f"@{piece.keyword}{tinycss2.serialize(piece.prelude)}{{"
            inside = _scoped(piece.content, outside, around + head).strip()
            kept += [f"{head}{inside}}}"] if inside else []
        elif piece.keyword != "charset":
            rule = not piece.keyword and piece.block is not None
            kept.append(_with_roots(piece) if rule else _text(piece))
    return "\n".join(one for one in kept if one)


def _with_roots(piece: Piece) -> str:
    """Return a rule with the element of the scope in place of the whole document.

    Of rules for the whole document only the custom properties count: its ground, its type and its
    margins are not those of the element, and would be unreadable with the colours around it.
    """
    selectors = [
        str(tinycss2.serialize(list(_rooted(one)))).strip()
        for one in split_at_commas(piece.prelude)
    ]
    inside = ", ".join(one for one in selectors if one != _SCOPE)
    rules = [f"{inside} {tinycss2.serialize([piece.block])}"] if inside else []
    if _SCOPE in selectors:
        own = "".join(
            tinycss2.serialize(one.tokens)
            for one in pieces(piece.content, top=False)
            if tinycss2.serialize(one.tokens).strip().startswith("--")
        )
        rules += [f"{_SCOPE} {{{own.strip()}}}"] if own.strip() else []
    return "\n".join(rules)


def _rooted(tokens: Sequence[Node]) -> Iterator[Node]:
    """Yield a selector with the element of the scope in place of the whole document."""
    kept: list[Node] = []
    for token in tokens:
        before = kept[-1] if kept else None
        if token.type == "function":
            token.arguments = list(_rooted(token.arguments))
        if token.type != "ident":
            kept.append(token)
            continue
        is_root = token.lower_value == "root" and before == ":"
        is_element = token.lower_value in _ROOTS and before not in (".", ":", "|")
        if not (is_root or is_element):
            kept.append(token)
            continue
        if is_root:
            kept.pop()
        _drop_ancestor(kept)
        kept += [LiteralToken(0, 0, ":"), IdentToken(0, 0, "scope")]
    yield from kept


def _drop_ancestor(kept: list[Node]) -> None:
    """Forget the `html` of `html body`, which has become the same element."""
    at = len(kept)
    while at and (kept[at - 1].type == "whitespace" or kept[at - 1] == ">"):
        at -= 1
    named = at >= 2 and kept[at - 1].type == "ident" and kept[at - 1].value == "scope"
    if at < len(kept) and named and kept[at - 2] == ":":
        del kept[at - 2 :]
