"""Take the notes out of code: remarks for readers of a page, marked where they belong.

A comment that begins with `(note)` is a note. Behind code it is about its line, as in
`wait = base * 2 ** attempt  # (note) Doubles each time.` On a line of its own it is about the
code below, and comments below it whose text is indented continue it:

    # (note) Doubles each time,
    #   up to a minute.
    wait = min(base * 2 ** attempt, 60)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.model import Code, Line, Note
from site_builder.text.fault import Fault
from site_builder.text.languages import Language, comments_of

_MARK = "(note)"
_INDENT = re.compile(r"[ \t]{2,}\S")


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Notes that are about the next line of code."""
    faults: list[Fault] = field(default_factory=list)

    def keep(self, line: Line, note: str | None = None) -> None:
        """Keep a line of code, with the notes about it."""
        self.lines.append(line)
        if line.text.strip():
            texts = [*self.waiting, *([note] if note else [])]
            self.notes += (Note(len(self.lines), text) for text in texts)
            self.waiting.clear()


def take_notes(
    lines: Sequence[Line], language: Language
) -> tuple[tuple[Line, ...], tuple[Note, ...]] | list[Fault]:
    """Part the notes in some lines from their code.

    Args:
        lines: The lines, without shared indentation.
        language: Their language, which says how comments are written.

    Returns:
        The lines without notes, and the notes in order; or what is wrong, each with its line in
        the file.
    """
    reading = _Reading()
    for line in lines:
        code, note = _part(line.text, language)
        if note is None:
            if reading.waiting and (more := _continued(line.text, language)):
                reading.waiting[-1] += f" {more}"
            else:
                reading.keep(line)
        elif not note:
            message = "a note holds no text"
            hint = f"write it after '{_MARK}', or remove the mark"
            reading.faults.append(Fault(Code.NOTE_INVALID, message, hint, line.number))
        elif code.strip():
            reading.keep(Line(line.number, code.rstrip()), note)
        else:
            reading.waiting.append(note)
    if reading.waiting:
        message = "a note stands above no code of the sample"
        hint = "put it above the line that it is about, or behind it"
        reading.faults.append(Fault(Code.NOTE_INVALID, message, hint, lines[-1].number))
    return reading.faults or (tuple(reading.lines), tuple(reading.notes))


def _part(line: str, language: Language) -> tuple[str, str | None]:
    """Return the code of a line and the note behind it, nothing if there is none."""
    if _MARK not in line:
        return line, None
    for opening, closing in language.comments:
        # What is inside a word or a text has no white space before it, or no end after it.
        pattern = rf"(?P<code>.*?)(?<!\S){re.escape(opening)}[ \t]*{re.escape(_MARK)}(?P<note>.*)"
        match = re.fullmatch(pattern, line.rstrip())
        if match and match["note"].endswith(closing):
            return match["code"], match["note"].removesuffix(closing).strip()
    return line, None


def _continued(line: str, language: Language) -> str:
    """Return what a comment adds to the note above it, empty if it is not indented."""
    stripped = line.strip()
    for opening, closing in language.comments:
        if stripped.startswith(opening) and stripped.endswith(closing):
            inside = stripped.removeprefix(opening).removesuffix(closing)
            if _INDENT.match(inside):
                return inside.strip()
    return ""


def marked(lines: Sequence[str], notes: Sequence[Note], language: str, *, bare: bool) -> str:
    """Return code with the numbers of its notes in comments at the ends of their lines.

    Args:
        lines: The lines of the code.
        notes: The notes on them.
        language: Name of its language.
        bare: Whether the host shows a number in place of the comment that holds it.
    """
    opening, closing = (*comments_of(language), ("#", ""))[0]
    end = f" {closing}" if closing else ""
    texts = list(lines)
    places = sorted({note.line for note in notes})
    for place in places:
        line = texts[place - 1]
        marks = [f"({n})" for n, note in enumerate(notes, start=1) if note.line == place]
        # A bare number takes the place of all its comment: of what else it says, too.
        sign = "!" if bare and len(marks) == 1 and f" {opening}" not in line else ""
        texts[place - 1] = f"{line}  {opening.rstrip()} {' '.join(marks)}{sign}{end}"
    return "\n".join(texts)
