"""Tell whether a change of a file touches some lines of it."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from site_builder.model import Change, Sample, SelectorKind
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines
from site_builder.text.symbols import Symbol, find_symbol

_PEOPLE = ("CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "LICENSE", "README", "SECURITY")
_SETTINGS = ("conftest.py", "pyproject.toml", "pytest.ini", "setup.cfg", "setup.py", "tox.ini")


def touches(change: Change, sample: Sample) -> bool:
    """Return whether a change touches the lines that a sample shows.

    Args:
        change: A change of the file that the sample was cut from.
        sample: The sample, cut from the file as it is now.
    """
    if not sample.lines:
        return True
    first, last = sample.lines[0].number, sample.lines[-1].number
    if change.symbol:
        symbol = find_symbol(text_of(change.new), change.symbol, language_of(change.path).name)
        return not isinstance(symbol, Symbol) or (symbol.first <= last and first <= symbol.last)
    if not change.known or change.old is None or change.new is None:
        return True
    # What is cut by numbers shows other lines when any before them came or went.
    counted = sample.ref.selector.kind is SelectorKind.LINES
    return any(
        start <= last and (counted or first <= end)
        for start, end in _hunks(text_of(change.old), text_of(change.new))
    )


def _hunks(old: str, new: str) -> Iterator[tuple[int, int]]:
    """Yield first and last line of what differs in the new version; both sides of a gap."""
    matcher = SequenceMatcher(None, split_lines(old), split_lines(new), autojunk=False)
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "delete":
            yield start, start + 1
        elif tag != "equal":
            yield start + 1, end


def text_of(data: bytes | None) -> str:
    """Return the text of a file, empty if it is none."""
    return (data or b"").decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")


def is_for_people(path: str) -> bool:
    """Return whether a file at the top of a project is read by people only, as far as one knows."""
    return "/" not in path and (path.startswith((*_PEOPLE, ".git")))


def is_setting(path: str) -> bool:
    """Return whether a file decides how all of a project is built, installed or tested."""
    name = path.rpartition("/")[2]
    return (
        name in _SETTINGS[1:]
        or path == _SETTINGS[0]
        or name.endswith(".lock")
        or "requirements" in path
    )
