"""Split a text into lines the way editors, Python and Markdown count them."""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, without their ends.

    `str.splitlines` also breaks at form feeds, U+2028 and the like, which would shift every line
    number after them.
    """
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]
