"""Read from a page which commands it tells its reader to run, and what it says they print."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.model import Location, SampleRef, SelectorKind, Show
from site_builder.text.comments import visible_fences
from site_builder.text.directive import DIRECTIVE, parse_directive
from site_builder.text.fences import Fence
from site_builder.text.front_matter import split_front_matter
from site_builder.text.headings import find_headings
from site_builder.text.outputs import STDERR, STDOUT

SHELL = frozenset({"sh", "bash", "shell"})
"""Languages of blocks whose lines a reader runs."""
PRINTED = frozenset({"text", "console", "output"})
"""Languages of typed blocks that hold what a program printed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page says that commands print."""

    line: int
    """Line of the page, counted from 1."""
    file: str = ""
    """The recorded file, below the folder of examples; empty if the text was typed."""
    text: str = ""
    """The typed text."""
    errors: bool = False
    """Whether it is what was printed on standard error."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of commands, with what the page shows of their output."""

    line: int
    """Line of its first command on the page, counted from 1."""
    commands: tuple[str, ...]
    """Each command with its line continuations, as the reader would paste it."""
    printed: Printed | None
    """What they print together; nothing if the page does not show it."""


def blocks_of(source: str) -> tuple[Block, ...]:
    """Return the blocks of commands of a page, in order.

    What a page shows of their output is the first output below them that stands before the next
    command and before the next heading.

    Args:
        source: The text of the page, with its front matter.
    """
    page = split_front_matter(source)
    shift = page.body_line - 1
    fences = visible_fences(page.body)
    headings = [heading.line for heading in find_headings(page.body)]
    return tuple(
        Block(
            fence.first + 1 + shift,
            commands,
            _printed_below(fences[at + 1 :], _next(headings, fence.last), shift),
        )
        for at, fence in enumerate(fences)
        if fence.language in SHELL and (commands := tuple(_commands(fence.body)))
    )


def _commands(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield the commands of a block; a comment is none."""
    whole = ""
    for line in lines:
        whole += line
        if line.endswith("\\"):
            whole += "\n"
        elif whole.strip() and not whole.lstrip().startswith("#"):
            yield whole.strip()
            whole = ""
        else:
            whole = ""


def _next(headings: list[int], line: int) -> int:
    """Return the line of the first heading after a line; a large number if there is none."""
    return next((one for one in headings if one > line), 10**9)


def _printed_below(fences: tuple[Fence, ...], end: int, shift: int) -> Printed | None:
    """Return the first output among some blocks that stands before the next command."""
    for fence in fences:
        if fence.first > end or fence.language in SHELL:
            return None
        if printed := _printed_in(fence, fence.first + shift):
            return printed
    return None


def _printed_in(fence: Fence, line: int) -> Printed | None:
    """Return what a block says that a program printed."""
    if fence.language in PRINTED:
        return Printed(line, text="\n".join(fence.body))
    if fence.language != DIRECTIVE:
        return None
    found = parse_directive(fence, Location("", line))
    # What is wrong with a directive is told by `check`.
    return _recorded(found[0], line) if found and isinstance(found[0], SampleRef) else None


def _recorded(sample: SampleRef, line: int) -> Printed | None:
    """Return the recorded output that a sample shows."""
    if sample.show in {Show.OUTPUT, Show.BOTH}:
        if sample.file:
            return None
        name = STDERR if sample.stream == "stderr" else STDOUT
        return Printed(line, f"{_example(sample.target)}/{name}", errors=name == STDERR)
    whole = sample.show is Show.CODE and sample.selector.kind is SelectorKind.WHOLE
    is_text = Path(sample.target).suffix == ".txt"
    return Printed(line, sample.target) if whole and is_text else None


def _example(target: str) -> str:
    """Return the example of an address, `category/name`, without the file."""
    return "/".join(target.split("/")[:2])
