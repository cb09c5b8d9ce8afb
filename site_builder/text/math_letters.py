"""Write letters of another face with the characters that Unicode has for them.

Browsers do not change the face of a formula's letters by an attribute; a bold x is a character.
"""

_LATIN = {
    # Where the capital A of each face stands, and the small a 26 after it (Unicode, block
    # Mathematical Alphanumeric Symbols).
    "bold": 0x1D400,
    "italic": 0x1D434,
    "bold-italic": 0x1D468,
    "script": 0x1D49C,
    "fraktur": 0x1D504,
    "double-struck": 0x1D538,
    "sans-serif": 0x1D5A0,
    "sans-serif-italic": 0x1D608,
    "monospace": 0x1D670,
}
_GREEK = {"bold": 0x1D6A8, "italic": 0x1D6E2, "bold-italic": 0x1D71C}
_DIGITS = {"bold": 0x1D7CE, "double-struck": 0x1D7D8, "sans-serif": 0x1D7E2, "monospace": 0x1D7F6}
_ELSEWHERE = {
    # Letters that Unicode had before it had the block, whose places there are empty.
    "italic": {"h": "\u210e"},
    "script": dict(
        zip(
            "BEFHILMRego",
            "\u212c\u2130\u2131\u210b\u2110\u2112\u2133\u211b\u212f\u210a\u2134",
            strict=True,
        )
    ),
    "fraktur": dict(zip("CHIRZ", "\u212d\u210c\u2111\u211c\u2128", strict=True)),
    "double-struck": dict(
        zip("CHNPQRZ", "\u2102\u210d\u2115\u2119\u211a\u211d\u2124", strict=True)
    ),
}


def letters(text: str, face: str) -> str:
    """Return a text in a face, such as `bold`; a character that the face has not stays."""
    return "".join(_letter(one, face) for one in text)


def _letter(one: str, face: str) -> str:
    other = _ELSEWHERE.get(face, {}).get(one)
    if other:
        return other
    for first, last, starts, offset in (
        ("A", "Z", _LATIN, 0),
        ("a", "z", _LATIN, 26),
        ("0", "9", _DIGITS, 0),
        ("Α", "Ω", _GREEK, 0),  # noqa: RUF001 - Greek is meant
        ("α", "ω", _GREEK, 26),  # noqa: RUF001
    ):
        if first <= one <= last and face in starts:
            return chr(starts[face] + offset + ord(one) - ord(first))
    return one
