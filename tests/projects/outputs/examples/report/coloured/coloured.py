"""Print in colours, as programs do that look at what they are asked for."""

import os

COLOURED = "FORCE_COLOR" in os.environ and "NO_COLOR" not in os.environ


def paint(text: str, code: str) -> str:
    """Return a text in a colour, where colours are wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if COLOURED else text


print(paint("passed", "1;32"), "3 of 4")
print(paint("failed", "31"), "1 of 4")
