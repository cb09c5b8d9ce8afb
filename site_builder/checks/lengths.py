"""Check how long a page and its sections are, in words, sentences, lines of code and minutes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import Bounds, Code, Location, Measure, Problem
from site_builder.text.holdings import count_code_lines
from site_builder.text.readable import Markdown
from site_builder.text.wording import reading_minutes, sentences_of, words_of

_UNITS: Mapping[Measure, tuple[str, str]] = {
    Measure.WORDS: ("word", "words"),
    Measure.SENTENCES: ("sentence", "sentences"),
    Measure.CODE_LINES: ("line of code", "lines of code"),
    Measure.READING_MINUTES: ("minute", "minutes"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A page or a section of it."""

    name: str
    """What messages call it after "the"."""
    place: Location
    body: Markdown

    @property
    def is_page(self) -> bool:
        """Return whether it is the page as a whole."""
        return self.name == "page"


def check_bounds(
    bounds: Sequence[Bounds], subject: Subject, code_lines: Mapping[int, int]
) -> Iterator[Problem]:
    """Yield where a page or a section is shorter or longer than its kind allows.

    Args:
        bounds: What is allowed.
        subject: The page or the section.
        code_lines: Lines of code of its samples, by the lines of their directives.
    """
    for one in bounds:
        measured = _measure(one.measure, subject.body, code_lines)
        if one.measure is Measure.READING_MINUTES:
            yield from _check_time(one, measured, subject, code_lines)
        elif measured < one.least:
            counted = _counted(one.measure, measured)
            message = f"the {subject.name} has {counted}, at least {one.least:,} are asked for"
            hint = "write what a reader still needs"
            yield Problem(_code(one.measure, subject, short=True), subject.place, message, hint)
        elif one.most and measured > one.most:
            counted = _counted(one.measure, measured)
            message = f"the {subject.name} has {counted}, {_allowed(one.most)}"
            hint = "divide it, or leave out what another page says"
            yield Problem(_code(one.measure, subject, short=False), subject.place, message, hint)


def _measure(measure: Measure, body: Markdown, code_lines: Mapping[int, int]) -> int:
    match measure:
        case Measure.WORDS:
            return words_of(body)
        case Measure.SENTENCES:
            return sentences_of(body)
        case Measure.CODE_LINES:
            return count_code_lines(body, code_lines)
        case _:
            return reading_minutes(words_of(body), count_code_lines(body, code_lines))


def _check_time(
    bounds: Bounds, minutes: int, subject: Subject, code_lines: Mapping[int, int]
) -> Iterator[Problem]:
    if bounds.least <= minutes <= (bounds.most or minutes):
        return
    least = f"at least {bounds.least:,} are asked for"
    wanted = least if minutes < bounds.least else _allowed(bounds.most)
    words = _counted(Measure.WORDS, words_of(subject.body))
    lines = _counted(Measure.CODE_LINES, count_code_lines(subject.body, code_lines))
    time = _counted(Measure.READING_MINUTES, minutes)
    message = f"a reader needs about {time} ({words}, {lines}), {wanted}"
    hint = "say more" if minutes < bounds.least else "divide the page"
    yield Problem(Code.READING_TIME, subject.place, message, hint)


def _allowed(most: int) -> str:
    return f"{most:,} {'is' if most == 1 else 'are'} allowed"


def _counted(measure: Measure, count: int) -> str:
    one, many = _UNITS[measure]
    return f"{count:,} {one if count == 1 else many}"


def _code(measure: Measure, subject: Subject, *, short: bool) -> Code:
    if measure is Measure.CODE_LINES:
        return Code.CODE_TOO_SHORT if short else Code.CODE_TOO_LONG
    if subject.is_page:
        return Code.PAGE_TOO_SHORT if short else Code.PAGE_TOO_LONG
    return Code.SECTION_TOO_SHORT if short else Code.SECTION_TOO_LONG
