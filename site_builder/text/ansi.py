"""Read the codes with which programs colour what they print, and say the same in HTML."""

import re
from collections.abc import Iterator, Mapping
from html import escape

# A colour, a movement of the cursor, a title of the window or a link, or two characters.
_CODE = re.compile(
    r"\x1b(?:\[(?P<values>[0-?]*)[ -/]*(?P<end>[@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])"
)
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_CUBE = (0, 95, 135, 175, 215, 255)
_RESET = 0
_EXTENDED = {38: "front", 48: "back"}


_Look = Mapping[str, str]
"""How text is set: its two colours, and the names of styles."""

_STYLES = ("bold", "dim", "italic", "underline", "strike")
_SWITCHES: Mapping[int, _Look] = {
    **{code: {name: name} for code, name in zip((1, 2, 3, 4), _STYLES[:4], strict=True)},
    7: {"inverse": "inverse"},
    9: {"strike": "strike"},
    21: {"underline": "underline"},
    22: {"bold": "", "dim": ""},
    23: {"italic": ""},
    24: {"underline": ""},
    27: {"inverse": ""},
    29: {"strike": ""},
    39: {"front": ""},
    49: {"back": ""},
    **{30 + n: {"front": name} for n, name in enumerate(_NAMES)},
    **{40 + n: {"back": name} for n, name in enumerate(_NAMES)},
    **{90 + n: {"front": f"bright-{name}"} for n, name in enumerate(_NAMES)},
    **{100 + n: {"back": f"bright-{name}"} for n, name in enumerate(_NAMES)},
}


def strip_ansi(text: str) -> str:
    """Return a text without the codes of a terminal."""
    return _CODE.sub("", text)


def has_colour(text: str) -> bool:
    """Return whether a text holds codes of a terminal."""
    return bool(_CODE.search(text))


def ansi_to_html(text: str) -> str:
    """Return a text as HTML, with the codes of a terminal as elements with classes.

    Args:
        text: What a program printed for a terminal.

    Returns:
        The text, escaped, with `span` elements of the classes `ansi-red`, `ansi-bright-red`,
        `ansi-on-red`, `ansi-bold` and so on. The 256 colours and the 16 million are brought to the
        nearest of the sixteen that a palette has. Codes that move the cursor are left out.
    """
    parts = []
    for piece, look in _pieces(text):
        classes = _classes(look)
        inner = escape(piece, quote=False)
        parts.append(f'<span class="{classes}">{inner}</span>' if classes else inner)
    return "".join(parts)


def _pieces(text: str) -> Iterator[tuple[str, _Look]]:
    """Yield what stands between the codes, with how it looks."""
    look: _Look = {}
    at = 0
    for code in _CODE.finditer(text):
        if code.start() > at:
            yield text[at : code.start()], look
        at = code.end()
        if code["end"] == "m":
            look = _changed(look, _numbers(code["values"]))
    if at < len(text):
        yield text[at:], look


def _classes(look: _Look) -> str:
    """Return the classes of the element that holds a text."""
    front, back = look.get("front", ""), look.get("back", "")
    if look.get("inverse"):
        front, back = back or "ground", front or "ink"
    names = [f"ansi-{front}"] if front else []
    names += [f"ansi-on-{back}"] if back else []
    return " ".join([*names, *(f"ansi-{one}" for one in _STYLES if look.get(one))])


def _numbers(values: str) -> list[int]:
    # A colon is the newer way to part the values of one colour.
    parts = values.replace(":", ";").split(";")
    return [int(one) if one.isdecimal() else _RESET for one in parts]


def _changed(look: _Look, numbers: list[int]) -> _Look:
    at = 0
    while at < len(numbers):
        number = numbers[at]
        at += 1
        if number == _RESET:
            look = {}
        elif number in _SWITCHES:
            look = {**look, **_SWITCHES[number]}
        elif number in _EXTENDED:
            colour, used = _extended(numbers[at:])
            look = {**look, _EXTENDED[number]: colour}
            at += used
    return look


def _extended(numbers: list[int]) -> tuple[str, int]:
    """Return the colour of the palette nearest to one of 256 or of 16 million, and its length."""
    match numbers:
        case [5, index, *_]:
            return _indexed(index), 2
        case [2, red, green, blue, *_]:
            return _nearest(red, green, blue), 4
    return "", len(numbers)


def _indexed(index: int) -> str:
    if index < 16:
        return f"bright-{_NAMES[index - 8]}" if index >= 8 else _NAMES[index]
    if index >= 232:
        return _nearest(*(3 * (8 + (index - 232) * 10,)))
    index -= 16
    return _nearest(_CUBE[index // 36 % 6], _CUBE[index // 6 % 6], _CUBE[index % 6])


def _nearest(red: int, green: int, blue: int) -> str:
    """Return the colour by which of its parts are strong, and how strong the strongest is."""
    most = max(red, green, blue)
    if most < 64:
        return "black"
    bits = sum(bit for bit, part in ((1, red), (2, green), (4, blue)) if part * 2 > most)
    if bits == 7 and most < 192:
        return "bright-black"
    return f"bright-{_NAMES[bits]}" if most >= 192 else _NAMES[bits]
