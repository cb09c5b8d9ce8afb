"""Read the addresses and ids of a stylesheet, and put others in their place.

Everything works on the tokens of the sheet, so that what is not touched stays as it was, broken
parts included; a browser drops the same of them before and after. Comments go, but for those that
begin with `/*!`, which by custom hold licences.

Rules, at-rules and declarations are told apart as https://www.w3.org/TR/css-syntax-3/ says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import tinycss2
from tinycss2.ast import LiteralToken, Node

from site_builder.text.style_tokens import (
    Piece,
    addressed,
    declarations,
    pieces,
    set_address,
    split_at_commas,
    text_of,
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


Replace = Callable[[Address], str]
Rename = Callable[[str], str]


def read_stylesheet(css: str) -> Stylesheet:
    """Return the addresses of a stylesheet in their order, the and the ids in its selectors."""
    addresses: list[Address] = []
    ids: dict[str, None] = {}

    def see(address: Address) -> str:
        addresses.append(address)
        return address.target

    def meet(name: str) -> str:
        ids[name] = None
        return name

    rewrite_stylesheet(css, see, meet)
    return Stylesheet(tuple(addresses), tuple(ids))


def holds_rules(css: str) -> bool:
    """Return whether a text is a stylesheet: it has a rule, or nothing but comments."""
    found = list(pieces(tokens_of(css), top=True))
    return any(one.is_rule for one in found) or not any(one.prelude for one in found)


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
    return text_of(writer.block(tokens_of(css), top=True))


def rewrite_declarations(css: str, replace: Replace, rename: Rename | None = None) -> str:
    """Return declarations, or a single value, with other addresses; see `rewrite_stylesheet`."""
    writer = _Rewriter(replace, rename)
    return text_of(writer.block(tokens_of(css), top=False))


def characters_of_stylesheet(css: str) -> frozenset[str]:
    """Return the characters that a stylesheet puts into the page, such as icons of a font.

    They stand in the strings of declarations: of `content` itself, of `quotes` and list symbols,
    and of variables that are used there. Names of fonts are left out.
    """
    found: set[str] = set()
    for one in declarations(tokens_of(css)):
        if one.name not in {"src", "font", "font-family"}:
            for token in walk(one.value):
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
            return self._import(piece)
        if piece.keyword in {"charset", "namespace"}:
            return piece.tokens
        if not piece.is_rule:
            return piece.tokens if self._values(piece.tokens, Use.IMAGE) else ()
        if self._rename and piece.keyword in {"", "scope"}:
            self._selectors(piece.prelude, self._rename)
        elif self._rename and piece.keyword == "supports":
            for token in walk(piece.prelude):
                if token.type == "function" and token.lower_name == "selector":
                    self._selectors(token.arguments, self._rename)
        if piece.block is not None:
            # Groups at the top hold rules, as the sheet itself; those in a rule declarations, too.
            piece.set_content(self.block(piece.content, top=piece.holds_rules))
        return piece.tokens

    def _values(self, tokens: Sequence[Node], use: Use, about: "_Font | None" = None) -> bool:
        """Replace the addresses among tokens; return whether all of them stay."""
        return all(self._set(token, use, about) for token in addressed(tokens))

    def _set(self, token: Node, use: Use, about: "_Font | None" = None) -> bool:
        target = token.value.strip()
        if target.lower().startswith("data:"):
            return True
        if target.startswith("#"):
            new = f"#{self._rename(target[1:])}" if self._rename else target
        else:
            line = token.source_line
            font = about or _Font()
            new = self._replace(Address(target, use, line, font.face, font.form, font.ranges))
        if new and new != target:
            set_address(token, new)
        return bool(new)

    def _import(self, piece: Piece) -> Sequence[Node]:
        token = piece.imported
        return piece.tokens if token is not None and self._set(token, Use.IMPORT) else ()

    def _selectors(self, tokens: Sequence[Node], rename: Rename) -> None:
        for token in walk(tokens):
            if token.type == "hash" and token.is_identifier:
                token.value = rename(token.value)

    def _font_face(self, piece: Piece) -> Sequence[Node]:
        self._faces += 1
        values = {one.name: one.value for one in declarations(piece.content, top=False)}
        ranges = tinycss2.serialize(values.get("unicode-range", ())).strip()
        kept: list[Node] = []
        has_source = False
        for part in pieces(piece.content, top=False):
            tokens = self._sources(part, ranges) if part.name == "src" else part.tokens
            has_source = has_source or (part.name == "src" and bool(tokens))
            kept += tokens
        if not has_source:
            return ()
        piece.set_content(kept)
        return piece.tokens

    def _sources(self, part: Piece, ranges: str) -> Sequence[Node]:
        """Return the sources of a font without those that are to go."""
        kept: list[Node] = []
        for source in split_at_commas(part.value):
            if self._values(source, Use.FONT, _Font(self._faces, _form(source), ranges)):
                kept += [*([LiteralToken(0, 0, ",")] if kept else []), *source]
        return part.with_value(kept) if kept else ()


@dataclass(frozen=True, slots=True)
class _Font:
    face: int = 0
    form: str = ""
    ranges: str = ""


def _form(source: Sequence[Node]) -> str:
    """Return what `format()` says of a source of a font."""
    for token in source:
        if token.type == "function" and token.lower_name == "format":
            return next((str(one.value) for one in token.arguments if hasattr(one, "value")), "")
    return ""
