"""Take a stylesheet apart into rules and declarations without losing a token of it.

Where one ends and the next begins is told as in https://www.w3.org/TR/css-syntax-3/, section 5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Node
from tinycss2.serializer import serialize_string_value

GROUPS = frozenset({"container", "document", "layer", "media", "starting-style", "supports"})
"""At-rules that hold rules, wherever they stand."""
_KEYFRAMES = "keyframes"
_CUT_OFF = frozenset({"eof-in-string", "eof-in-url"})
_LICENCE = "!"
"""What comments begin with that are to be kept, by custom of all minifiers."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A rule, an at-rule or a declaration, with the white space before it."""

    tokens: tuple[Node, ...]
    """All of it."""
    keyword: str
    """Name of the at-rule, in small letters and without the prefix of a browser; else empty."""
    prelude: tuple[Node, ...]
    """What stands before the block: the selector, the condition, the whole declaration."""
    block: Node | None
    name: str = ""
    """Name of the property, when it is a declaration."""
    holds_rules: bool = False
    """Whether its block holds rules as the top of a sheet does."""

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule or an at-rule."""
        return bool(self.keyword or self.block is not None)

    @property
    def line(self) -> int:
        """Return the line on which it begins."""
        return next((one.source_line for one in self.tokens if one.type != "whitespace"), 0)

    @property
    def content(self) -> Sequence[Node]:
        """Return what stands in the block."""
        return self.block.content if self.block is not None else ()

    @property
    def value(self) -> tuple[Node, ...]:
        """Return what stands behind the colon of a declaration."""
        colon = next(at for at, one in enumerate(self.tokens) if one == ":")
        end = len(self.tokens) - (self.tokens[-1] == ";")
        return self.tokens[colon + 1 : end]

    @property
    def imported(self) -> Node | None:
        """Return the token that holds the address of an `@import`."""
        first = next((one for one in self.prelude if one.type != "whitespace"), None)
        if first is None or first.type == "string":
            return first
        return next(addressed((first,)), None)

    def set_content(self, content: Sequence[Node]) -> None:
        """Put other tokens into the block."""
        if self.block is not None:
            self.block.content = list(content)

    def with_value(self, value: Sequence[Node]) -> tuple[Node, ...]:
        """Return the tokens of the declaration with another value."""
        colon = next(at for at, one in enumerate(self.tokens) if one == ":")
        end = self.tokens[-1:] if self.tokens[-1] == ";" else ()
        return (*self.tokens[: colon + 1], *value, *end)


def tokens_of(css: str) -> list[Node]:
    """Return the tokens of a sheet without comments and with white space cut short."""
    return _slim(tinycss2.parse_component_value_list(css))


def _slim(tokens: Sequence[Node]) -> list[Node]:
    kept = [one for one in tokens if one.type != "comment" or one.value.startswith(_LICENCE)]
    for at, token in enumerate(kept):
        if token.type == "error" and token.kind in _CUT_OFF:
            # Unclosed, it would swallow what is put behind the sheet.
            set_address(kept[at - 1], kept[at - 1].value)
        elif token.type == "error" and token.kind == "bad-string":
            # It ends with its line; this is as invalid, and ends whatever is put behind it.
            token.kind = "bad-url"
        elif token.type == "whitespace":
            token.value = "\n" if "\n" in token.value else " "
        elif token.type == "function":
            token.arguments = _slim(token.arguments)
        elif token.type.endswith("block"):
            token.content = _slim(token.content)
    return [one for one in kept if one.type != "error" or one.kind not in _CUT_OFF]


def text_of(tokens: Sequence[Node]) -> str:
    """Return tokens as text without white space around; an escaped space at the end stays."""
    held = [at for at, one in enumerate(tokens) if one.type != "whitespace"]
    return str(tinycss2.serialize(tokens[held[0] : held[-1] + 1])) if held else ""


def pieces(tokens: Sequence[Node], *, top: bool) -> Iterator[Piece]:
    """Divide the tokens of a sheet or of a block.

    Args:
        tokens: The tokens.
        top: Whether they are rules only, as at the top of a sheet, where a semicolon ends nothing
            but an at-rule.
    """
    start = 0
    head: list[Node] = []
    for at, one in enumerate(tokens):
        if not head and (one.type in {"whitespace", "comment"} or one == ";"):
            continue
        head.append(one)
        at_rule = head[0].type == "at-keyword"
        if one == ";":
            ends = at_rule or not top
        else:
            ends = one.type == "{} block" and (at_rule or top or not _is_variable(head))
        if ends:
            yield _piece(tokens[start : at + 1], head, top=top)
            start, head = at + 1, []
    if start < len(tokens):
        yield _piece(tokens[start:], head, top=top)


def _is_variable(head: Sequence[Node]) -> bool:
    return bool(_property(head)) and head[0].value.startswith("--")


def _property(head: Sequence[Node]) -> str:
    named = [one for one in head[:3] if one.type != "whitespace"]
    is_declaration = len(named) > 1 and named[0].type == "ident" and named[1] == ":"
    return str(named[0].lower_value) if is_declaration else ""


def _piece(tokens: Sequence[Node], head: Sequence[Node], *, top: bool) -> Piece:
    keyword = head[0].lower_value if head and head[0].type == "at-keyword" else ""
    for prefix in ("-webkit-", "-moz-"):
        keyword = keyword.removeprefix(prefix)
    ended = bool(head) and head[-1].type == "{} block"
    block = head[-1] if ended and (keyword or top or not _is_variable(head)) else None
    prelude = head[bool(keyword) : len(head) - (block is not None)]
    name = "" if top or keyword or block is not None else _property(head)
    holds_rules = keyword == _KEYFRAMES or (top and keyword in GROUPS)
    return Piece(tuple(tokens), keyword, tuple(prelude), block, name, holds_rules)


def walk(tokens: Sequence[Node]) -> Iterator[Node]:
    """Yield tokens with all that stands in their brackets."""
    for token in tokens:
        yield token
        if token.type == "function":
            yield from walk(token.arguments)
        elif token.type.endswith("block"):
            yield from walk(token.content)


def declarations(tokens: Sequence[Node], *, top: bool = True) -> Iterator[Piece]:
    """Yield the declarations of a sheet, those in nested rules included."""
    for piece in pieces(tokens, top=top):
        if piece.name:
            yield piece
        yield from declarations(piece.content, top=piece.holds_rules)


def split_at_commas(tokens: Sequence[Node]) -> list[list[Node]]:
    """Return the parts of a value between its commas."""
    parts: list[list[Node]] = [[]]
    for one in tokens:
        if one == ",":
            parts.append([])
        else:
            parts[-1].append(one)
    return parts


def addressed(tokens: Sequence[Node]) -> Iterator[Node]:
    """Yield the tokens that hold an address: `url(x)`, or the text in `url("x")` and its kin."""
    for token in tokens:
        if token.type == "url":
            yield token
        elif token.type == "function":
            name = token.lower_name
            texts = [one for one in token.arguments if one.type == "string"]
            if name in {"url", "src"}:
                yield from texts[:1]
            elif name.endswith("image-set"):
                yield from texts
            if name not in {"url", "src"}:
                yield from addressed(token.arguments)
        elif token.type.endswith("block"):
            yield from addressed(token.content)


def set_address(token: Node, address: str) -> None:
    """Put another address into a token of `addressed`, or into a string."""
    token.value = address
    quoted = f'"{serialize_string_value(address)}"'
    token.representation = f"url({quoted})" if token.type == "url" else quoted
