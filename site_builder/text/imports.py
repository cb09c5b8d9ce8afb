"""Put imported stylesheets where they are imported."""

from collections.abc import Callable, Sequence

import tinycss2
from tinycss2.ast import Node

from site_builder.text.style_tokens import Piece, pieces, tokens_of
from site_builder.text.stylesheets import Address, Use


def inline_imports(css: str, load: Callable[[Address], str]) -> str:
    """Return a stylesheet in which the imported ones stand where they were imported.

    Args:
        css: The text of the sheet.
        load: Given an address, returns the text of that sheet; empty for none.

    Returns:
        The sheet. An imported one is wrapped in the layer, the condition and the media that its
        import names. Imports after the first rule, which browsers ignore, are gone.
    """
    kept: list[str] = []
    early = True
    for piece in pieces(tokens_of(css), top=True):
        if piece.keyword == "import":
            text = _imported(piece, load) if early else ""
            kept.append(text)
            continue
        early = early and piece.keyword in {"charset", "layer"} and piece.block is None
        if piece.keyword != "charset":
            kept.append(tinycss2.serialize(piece.tokens))
    return "".join(kept).strip()


def _imported(piece: Piece, load: Callable[[Address], str]) -> str:
    token = piece.imported
    text = load(Address(token.value.strip(), Use.IMPORT, piece.line)) if token is not None else ""
    start = next((at + 1 for at, one in enumerate(piece.prelude) if one.type != "whitespace"), 0)
    conditions = [one for one in piece.prelude[start:] if one != ";"]
    return f"{_under_conditions(text, conditions)}\n" if text else ""


def _under_conditions(text: str, conditions: Sequence[Node]) -> str:
    """See https://www.w3.org/TR/css-cascade-5/#at-import for the order of the conditions."""
    wraps: list[str] = []
    media: list[Node] = []
    for token in conditions:
        name = getattr(token, "lower_name", getattr(token, "lower_value", ""))
        if media or name not in {"layer", "supports"}:
            if media or token.type != "whitespace":
                media.append(token)
        elif name == "layer":
            inside = tinycss2.serialize(getattr(token, "arguments", ()))
            wraps.append(f"@layer {inside}" if inside else "@layer")
        else:
            wraps.append(f"@supports ({tinycss2.serialize(token.arguments)})")
    if media:
        wraps.append(f"@media {tinycss2.serialize(media).strip()}")
    for wrap in wraps:
        text = f"{wrap}{{{text}}}"
    return text
