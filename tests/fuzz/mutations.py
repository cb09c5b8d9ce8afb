"""Change texts the way that hurried hands, broken editors and bad luck do."""

import random
from collections.abc import Sequence

_MARKDOWN = r"""
``` ```` ~~~ ```sample ` --- # > - | === !!!note {{ {% $(x) %s :: : / .. \ " ' = , [ ] { } ( )
"""
_DIRECTIVES = """
title=" show=" show="diff" show="test" show="both" show="output" highlight= body docstring test="x"
demo/chat demo/chat/chat.py ::answer #limits :3-4 region endregion (note) <!-- --> /* */ //
"""
_TOML = """
[run] [[run.normalisers]] [checkers] [needs] title summary pattern normalise timeout = true -1 1e999
999999999999999999999 (a+)+$ .* \\1 \"\"\" [] {}
"""
_BYTES = (
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\x0c",
    b"\r\n",
    b"\n",
    b"\n\n",
    b"\t",
    b"    ",
)
_LETTERS = ("\u00e9", "\u6f22", "\U0001f600", "\u202e", "\u2028", "\u0000", "\u00a0")
_PIECES = (
    *(word.encode() for text in (_MARKDOWN, _DIRECTIVES, _TOML) for word in text.split()),
    *_BYTES,
    *(letter.encode() for letter in _LETTERS),
)


def mutated(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a text with some changes.

    Args:
        text: A text.
        others: Texts from which pieces are taken over.
        chance: What decides, the same way each time for the same seed.
    """
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        text = chance.choice(_CHANGES)(text, others, chance)[:20_000]
    return text


def _span(text: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randint(0, len(text))
    return first, min(len(text), first + chance.choice((1, 1, 2, 5, 20, 200)))


def _insert(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(_PIECES) + chance.choice((b"", b" ", b"\n")) + text[at:]


def _delete(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    first, last = _span(text, chance)
    return text[:first] + text[last:]


def _double(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    first, last = _span(text, chance)
    return text[:last] + text[first:last] * chance.choice((1, 2, 40)) + text[last:]


def _flip(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    if not text:
        return text
    at = chance.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << chance.randrange(8))]) + text[at + 1 :]


def _cut_off(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    return text[: chance.randint(0, len(text))]


def _shuffle(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    lines = text.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _indent(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    lines = text.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"    ", b"\t", b"> ", b"- ")) + lines[at]
    return b"\n".join(lines)


def _take_over(text: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    first, last = _span(other, chance)
    at = chance.randint(0, len(text))
    return text[:at] + other[first:last] + text[at:]


_CHANGES = (_insert, _insert, _delete, _double, _flip, _cut_off, _shuffle, _indent, _take_over)
