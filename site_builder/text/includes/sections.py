"""Find the sections that snippets cut out of files: `--8<-- [start:name]` to `[end:name]`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.includes.found import Numbered
from site_builder.text.suggest import did_you_mean, one_of

_MARK = re.compile(
    r"(?P<before>.*?)(?<!;)(?!(?<=-)-)(?P<escape>;*)-+8<-+[ \t]+"
    r"\[[ \t]*(?P<kind>start|end)[ \t]*:[ \t]*(?P<name>[a-z][-_0-9a-z]*)[ \t]*\](?P<after>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SectionMark:
    """A line that opens or closes a section."""

    name: str
    opens: bool
    before: str
    """What stands before it on its line, such as the sign of a comment."""
    after: str
    at: int = 0
    """Index of its line."""


def read_section_mark(line: str, at: int = 0) -> SectionMark | None:
    """Return the mark that a line is, if it is one; no reader sees such a line.

    Args:
        line: The line.
        at: Its index in the file.
    """
    match = _MARK.match(line) if "8<-" in line else None
    if match is None or match["escape"]:
        return None
    # The extension ignores the case of the letters of `start`, and then compares them.
    opens = match["kind"] == "start"
    return SectionMark(match["name"], opens, match["before"], match["after"], at)


def _marks(lines: Sequence[Numbered]) -> tuple[SectionMark, ...]:
    found = (read_section_mark(line, at) for at, (_, line) in enumerate(lines))
    return tuple(mark for mark in found if mark)


def cut_section(
    name: str, lines: Sequence[Numbered], target: str
) -> tuple[tuple[Numbered, ...], tuple[Fault, ...]]:
    """Cut a section out of a file the way the extension does, and say what is wrong with it.

    Args:
        name: The name of the section.
        lines: The whole file.
        target: The file as the include names it.

    Returns:
        The lines that are included, and the faults; the line of a fault is that of a mark in the
        file, or 0 when it is the include that is wrong.
    """
    marks = _marks(lines)
    own = [mark for mark in marks if mark.name == name]
    if not own:
        names = [mark.name for mark in marks if mark.opens]
        hint = did_you_mean(name, names) or (one_of(dict.fromkeys(names)) if names else "")
        hint = hint or f"mark it with '--8<-- [start:{name}]' and '--8<-- [end:{name}]'"
        return (), (Fault(Code.INCLUDE_SECTION, f"'{target}' has no section '{name}'", hint),)
    if not own[0].opens:
        message = f"the section '{name}' is closed here before it is opened"
        fault = Fault(Code.INCLUDE_SECTION, message, "", lines[own[0].at][0])
        return (), (fault,)
    faults: list[Fault] = []
    closing = next((mark for mark in own if not mark.opens), None)
    last = closing.at if closing else len(lines)
    if closing is None:
        message = f"the section '{name}' is never closed, so that all lines after it are included"
        hint = f"write '--8<-- [end:{name}]' after its last line"
        faults.append(Fault(Code.INCLUDE_UNCLOSED, message, hint, lines[own[0].at][0]))
    for again in own[1:]:
        if again.opens:
            message = f"the section '{name}' is marked a second time, and the extension includes "
            message += "the first alone"
            faults.append(
                Fault(Code.INCLUDE_DUPLICATE, message, "rename one of them", lines[again.at][0])
            )
    marked = {mark.at for mark in marks}
    inside = (at for at in range(own[0].at + 1, last) if at not in marked)
    return tuple(lines[at] for at in inside), tuple(faults)
