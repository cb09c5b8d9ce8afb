"""Read the addresses and ids of a stylesheet, and put others in their place.

Everything works on the tokens of the sheet, so that what is not touched stays as it was, broken
parts included; a browser drops the same of them before and after. Comments go, but for those that
begin with `/*!`, which by custom hold licences.

Rules, at-rules and declarations are told apart as https://www.w3.org/TR/css-syntax-3/ says.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import tinycss2
from tinycss2.ast import Node

from site_builder.text.style_tokens import (
    Piece,
    Text,
    address_of,
    declarations,
    mended,
    pieces,
    set_address,
    tokens_of,
    walk,
)


class Use(StrEnum):
    """What an address in a stylesheet is for."""

    IMPORT = "import"
    FONT = "font"
    IMAGE = "image"
    """A picture, a cursor, a filter: all that a declaration shows."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a stylesheet."""

    target: str
    use: Use
    line: int
    """Line of the sheet, counted from 1."""
    face: int = 0
    """For a font: number of the `@font-face` rule, whose addresses are all of the same font."""
    form: str = ""
    """For a font: the format that the sheet says, such as `woff2`."""
    ranges: str = ""
    """For a font: the `unicode-range` of its rule."""


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """What a stylesheet refers to."""

    addresses: tuple[Address, ...]
    ids: tuple[str, ...]
    """Ids in its selectors, each once."""
    rules: int
    """How many rules stand at its top."""


Replace = Callable[[Address], str]
Rename = Callable[[str], str]


def read_stylesheet(css: str) -> Stylesheet:
    """Return the addresses of a stylesheet in their order, the ids in its selectors, its rules."""
    addresses: list[Address] = []
    ids: dict[str, None] = {}

    def see(address: Address) -> str:
        addresses.append(address)
        return address.target

    def meet(name: str) -> str:
        ids[name] = None
        return name

    rewrite_stylesheet(css, see, meet)
    count = sum(piece.is_rule for piece in pieces(tokens_of(css), top=True))
    return Stylesheet(tuple(addresses), tuple(ids), count)


def rewrite_stylesheet(css: str, replace: Replace, rename: Rename | None = None) -> str:
    """Return a stylesheet with other addresses and ids.

    Args:
        css: The text of the sheet.
        replace: Given an address, returns the new one. An empty text takes away what holds it:
            the declaration, the `@import`, or the alternative among the sources of a font.
        rename: Given an id, returns the new one; applied to selectors and to `url(#id)`.

    Returns:
        The sheet, closed where its end was missing.
    """
    writer = _Rewriter(replace, rename)
    return tinycss2.serialize(writer.block(tokens_of(css), top=True)).strip()


def rewrite_declarations(css: str, replace: Replace, rename: Rename | None = None) -> str:
    """Return declarations, or a single value, with other addresses; see `rewrite_stylesheet`."""
    return tinycss2.serialize(_Rewriter(replace, rename).block(tokens_of(css), top=False)).strip()


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
        early = early and (piece.keyword in {"charset", "layer", ""} and not piece.has_block)
        if piece.keyword != "charset":
            kept.append(tinycss2.serialize(piece.tokens))
    return "".join(kept).strip()


def _imported(piece: Piece, load: Callable[[Address], str]) -> str:
    prelude = [one for one in piece.prelude if one.type != "whitespace"]
    target = address_of(prelude[0]) if prelude else None
    if target is None:
        return ""
    text = load(Address(target, Use.IMPORT, piece.line))
    rest = piece.prelude[piece.prelude.index(prelude[0]) + 1 :]
    return f"{_under_conditions(text, rest)}\n" if text else ""


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


def characters_of_stylesheet(css: str) -> frozenset[str]:
    """Return the characters that a stylesheet puts into the page, such as icons of a font.

    They stand in the strings of declarations: of `content` itself, of `quotes` and list symbols,
    and of variables that are used there. Names of fonts are left out.
    """
    found: set[str] = set()
    for name, value in declarations(tokens_of(css)):
        if name not in {"src", "font", "font-family"}:
            for token in walk(value):
                if token.type == "string":
                    found.update(token.value)
    return frozenset(found)


class _Rewriter:
    """One pass over the tokens of a sheet."""

    def __init__(self, replace: Replace, rename: Rename | None) -> None:
        self._replace = replace
        self._rename = rename
        self._faces = 0

    def block(self, tokens: Sequence[Node], *, top: bool) -> list[Node]:
        kept: list[Node] = []
        for piece in pieces(tokens, top=top):
            kept += self._piece(piece)
        return kept

    def _piece(self, piece: Piece) -> Sequence[Node]:
        if piece.keyword == "font-face":
            return self._font_face(piece)
        if piece.keyword == "import":
            return piece.tokens if self._values(piece.tokens, self._use(Use.IMPORT)) else ()
        if piece.keyword in {"charset", "namespace"}:
            return piece.tokens
        if not piece.is_rule:
            return piece.tokens if self._values(piece.tokens, self._use(Use.IMAGE)) else ()
        if self._rename and piece.keyword in {"", "scope", "supports"}:
            self._selectors(piece.prelude, self._rename)
        if piece.has_block:
            # Groups at the top hold rules, as the sheet itself; those in a rule declarations, too.
            piece.set_content(self.block(piece.content, top=piece.holds_rules))
        return piece.tokens

    def _use(self, use: Use) -> Callable[[str, Text], str]:
        return lambda target, token: self._replace(Address(target, use, token.source_line))

    def _values(self, tokens: Sequence[Node], new: Callable[[str, Text], str]) -> bool:
        """Replace addresses among tokens; return whether all of them are still there."""
        for token, target in _addresses(tokens):
            if target.startswith("#"):
                replaced = f"#{self._rename(target[1:])}" if self._rename else target
            else:
                replaced = target if target.lower().startswith("data:") else new(target, token)
            if not replaced:
                return False
            if replaced != target:
                set_address(token, replaced)
        return True

    def _selectors(self, tokens: Sequence[Node], rename: Rename) -> None:
        for token in walk(tokens):
            if token.type == "hash" and token.is_identifier:
                token.value = rename(token.value)

    def _font_face(self, piece: Piece) -> Sequence[Node]:
        self._faces += 1
        values = dict(declarations(piece.content))
        ranges = tinycss2.serialize(values.get("unicode-range", ())).strip()
        kept: list[Node] = []
        sources = 0
        for part in pieces(piece.content, top=False):
            if part.property == "src":
                tokens = self._sources(part, ranges)
                sources += bool(tokens)
                kept += tokens
            else:
                kept += part.tokens
        piece.set_content(kept)
        return piece.tokens if sources else ()

    def _sources(self, part: Piece, ranges: str) -> list[Node]:
        """Return the sources of a font without those that are to go."""
        kept: list[list[Node]] = []
        for alternative in part.alternatives():
            form = next((mended(one) for one in alternative if one.type == "function"
                         and one.lower_name == "format"), "")

            def new(target: str, token: Text, form: str = form) -> str:
                line = token.source_line
                return self._replace(
                    Address(target, Use.FONT, line, self._faces, form, ranges)
                )

            if self._values(alternative, new):
                kept.append(alternative)
        return part.with_alternatives(kept)


def _addresses(tokens: Sequence[Node]) -> Iterator[tuple[Text, str]]:
    raise NotImplementedError
