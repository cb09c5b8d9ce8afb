"""Read the `unicode-range` of a font's rule."""

from collections.abc import Set


def within(ranges: str, characters: Set[str]) -> frozenset[str]:
    """Return the characters for which a browser would use a font.

    Args:
        ranges: As in a stylesheet, such as `U+26, U+0-7F, U+4??`; empty for all.
        characters: Single characters.

    Returns:
        Those within; all if the ranges cannot be read, as in a browser, which ignores such a line.
    """
    if not ranges.strip():
        return frozenset(characters)
    spans: list[range] = []
    for one in ranges.split(","):
        first, _, last = one.strip().lower().removeprefix("u+").partition("-")
        try:
            low = int(first.replace("?", "0"), 16)
            high = int(last or first.replace("?", "f"), 16)
        except ValueError:
            return frozenset(characters)
        spans.append(range(low, high + 1))
    return frozenset(one for one in characters if any(ord(one) in span for span in spans))
