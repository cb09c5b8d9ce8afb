"""Find numbered steps, and questions with their answers, in a section of a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Questions
from site_builder.text.headings import Heading
from site_builder.text.holdings import is_sample, sample_refs, shows_output
from site_builder.text.readable import Markdown

_NUMBERED = re.compile(r"^(?:step\s+)?(?P<number>\d{1,3})(?:[.):]|\s|$)", re.IGNORECASE)
_ENTRY = re.compile(r"^(?P<number>\d{1,3})[.)]\s")
_FOLDED = re.compile(r"^(?:\?\?\?\+?|!!!)\s+question\b")
_OUTPUT_TITLE = "What you'll see"
"""What stands above the output of a sample that is given no title."""


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step."""

    number: int
    title: str
    line: int
    body: Markdown
    counted: bool
    """Whether its author wrote the number, as in a heading; a list counts by itself."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a section."""

    text: str
    line: int
    answered: bool


def steps_of(section: Markdown, headings: Sequence[Heading], last: int) -> tuple[Step, ...]:
    """Return the numbered steps of a section: its numbered sub-headings, else its numbered list.

    Args:
        section: What stands in it.
        headings: The headings right below its own.
        last: Its last line.
    """
    ends = [*(heading.line - 1 for heading in headings[1:]), last]
    found = [
        Step(int(match["number"]), heading.title, heading.line, part, counted=True)
        for heading, end in zip(headings, ends, strict=bool(headings))
        if (match := _NUMBERED.match(heading.title))
        for part in (section.part(heading.line, end),)
    ]
    return tuple(found) or tuple(_entries(section, last))


def has_label(step: Step, names: Sequence[str]) -> bool:
    """Return whether a label stands in a step: at the beginning of a line, bold, or as a title.

    Args:
        step: The step.
        names: The label, and other names that will do.
    """
    words = "|".join(re.escape(_straight(name)) for name in names)
    label = re.compile(rf"(?:^[\s>#*_+-]*|[\"'*_])(?:{words})")
    lines = [line for _, line in step.body.prose]
    for fence in step.body.fences:
        lines.append(fence.info)
        lines += fence.body if is_sample(fence) else ()
        untitled = any(not one.title for one in sample_refs(fence))
        if _OUTPUT_TITLE in names and shows_output(fence) and untitled:
            return True
    return any(label.search(_straight(line)) for line in lines)


def questions_of(
    section: Markdown, headings: Sequence[Heading], asked: Questions
) -> tuple[Question, ...]:
    """Return the questions of a section, by any of the ways to write one.

    Args:
        section: What stands in it.
        headings: The headings right below its own.
        asked: How questions and answers begin.
    """
    by_heading = [
        Question(heading.title, heading.line, not heading.empty)
        for heading in headings
        if heading.title.endswith("?")
    ]
    found = [*by_heading, *_marked(section, asked), *_folded(section)]
    return tuple(sorted(found, key=lambda one: one.line))


def _entries(section: Markdown, last: int) -> Iterator[Step]:
    entries = [
        (number, match, line) for number, line in section.prose if (match := _ENTRY.match(line))
    ]
    ends = [*(number - 1 for number, _, _ in entries[1:]), last]
    for (number, match, line), end in zip(entries, ends, strict=bool(entries)):
        title = line[match.end() :].strip()
        part = section.part(number, end)
        yield Step(int(match["number"]), title, number, part, counted=False)


def _marked(section: Markdown, asked: Questions) -> Iterator[Question]:
    """Yield the paragraphs that begin as a question does; the answer comes before the next."""
    waiting: Question | None = None
    for block in section.blocks():
        bare = block.text.strip().lstrip("#>*_ ")
        if bare.startswith(asked.question):
            if waiting:
                yield waiting
            text = bare.partition("\n")[0].removeprefix(asked.question).strip("*_ ")
            waiting = Question(text, block.lines[0][0], answered=False)
        if waiting and _begins(asked.answer, block.text):
            yield Question(waiting.text, waiting.line, answered=True)
            waiting = None
    if waiting:
        yield waiting


def _begins(mark: str, text: str) -> bool:
    """Return whether one of the lines of a paragraph begins with a mark and has more than it."""
    bare = (line.strip().lstrip(">*_ ") for line in text.split("\n"))
    return any(
        line.startswith(mark) and bool(line.removeprefix(mark).strip("*_ ")) for line in bare
    )


def _folded(section: Markdown) -> Iterator[Question]:
    """Yield the admonitions that are questions; what is indented below answers."""
    lines = section.prose
    for at, (number, line) in enumerate(lines):
        if _FOLDED.match(line):
            inside = []
            for _, below in lines[at + 1 :]:
                if below.strip() and not below.startswith((" ", "\t")):
                    break
                inside.append(below)
            title = line.partition('"')[2].rstrip('" ')
            yield Question(title, number, answered=any(below.strip() for below in inside))


def _straight(text: str) -> str:
    return text.replace("\u2019", "'")
