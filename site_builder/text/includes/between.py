"""Cut the text between two strings, as include-markdown does."""

from collections.abc import Iterator

from site_builder.model import Between, Code
from site_builder.text.fault import Fault
from site_builder.text.includes.found import Numbered


def cut_between(
    part: Between, text: str, target: str
) -> tuple[tuple[Numbered, ...], tuple[Fault, ...]]:
    """Cut what stands between two strings out of a file; each pair of them is taken.

    Args:
        part: The strings; an empty one stands for the beginning or the end of the file.
        text: The whole file.
        target: The file as the include names it.

    Returns:
        The lines that are included, and what is wrong with the strings.
    """
    start, end = _unescaped(part.start), _unescaped(part.end)
    faults = [
        Fault(Code.INCLUDE_SECTION, f"the {name} '{written}' is nowhere in '{target}'")
        for name, written, wanted in (("start", part.start, start), ("end", part.end, end))
        if wanted and wanted not in text
    ]
    if faults:
        return (), tuple(faults)
    spans = tuple(_spans(text, start, end))
    taken: list[Numbered] = []
    for first, last in spans:
        number = text.count("\n", 0, first) + 1
        taken += enumerate(text[first:last].split("\n"), start=number)
    if start and end and text.find(end, spans[-1][0]) < 0:
        message = f"the end '{part.end}' does not come after the start, so that all the rest of the"
        message += " file is included"
        line = text.count("\n", 0, spans[-1][0]) + 1
        return tuple(taken), (Fault(Code.INCLUDE_UNCLOSED, message, "", line),)
    return tuple(taken), ()


def _spans(text: str, start: str, end: str) -> Iterator[tuple[int, int]]:
    """Yield where each part begins and ends."""
    if not start:
        yield 0, text.find(end) if end else len(text)
        return
    at = text.find(start)
    while at >= 0:
        first = at + len(start)
        again = text.find(start, first) if end else -1
        last = text.find(end, first) if end else -1
        if last < 0 or 0 <= again < last:
            last = again if again >= 0 else len(text)
        yield first, last
        at = again


def _unescaped(written: str) -> str:
    r"""Return a string with `\n` and the like as what they stand for."""
    try:
        return written.encode("latin-1", "backslashreplace").decode("unicode_escape")
    except UnicodeDecodeError:
        return written
