"""Put samples in the places of includes that stand for code, once their files lie in examples.

A caller finds the file of each of `fenced_includes(body, ways)`, sees that it lies in an example,
and hands over where: `adopt_includes` makes the new text of the page, `with_regions` that of a file
whose sections become regions. A file whose marks change must be adopted on all its pages at once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import LineRanges, NamedSection, SourceFile, WholeFile
from site_builder.model.adoption import Directive
from site_builder.text.fence_info import read_info
from site_builder.text.highlighting import text_for_lines
from site_builder.text.includes.fenced import FencedInclude
from site_builder.text.includes.found import Numbered
from site_builder.text.includes.parts import cut_part
from site_builder.text.includes.sections import read_section_mark
from site_builder.text.languages import language_of
from site_builder.text.regions import find_regions

_KEPT = {"title", "hl_lines"}
"""Options of a fence that a sample has like it."""


@dataclass(frozen=True, slots=True)
class Landed:
    """Where the file of an include lies among the examples."""

    address: str
    """Address of a sample of the whole file, `category/name/file.py`."""
    text: str
    """What the file holds, with the marks of its sections as they were."""


@dataclass(frozen=True, slots=True)
class AdoptedIncludes:
    """What becomes of the includes of a page."""

    body: str
    """The text of the page, with samples in the places of includes."""
    samples: tuple[tuple[int, Directive], ...]
    """Lines of the old text on which blocks began, and what stands there now."""
    left: tuple[tuple[int, str], ...]
    """Lines of blocks that stay, and why."""
    lost: tuple[tuple[int, str], ...]
    """Lines of blocks, and what a sample does not have of them."""


def adopt_includes(
    body: str, found: Sequence[FencedInclude], landed: Mapping[str, Landed | str]
) -> AdoptedIncludes:
    """Put samples in the places of includes.

    Args:
        body: The text of a page without front matter.
        found: The blocks of it that an include fills.
        landed: Where files lie among the examples, by the paths that includes have for them, or
            why an include of one must stay; that of another file stays as well.
    """
    lines = body.split("\n")
    samples: list[tuple[int, Directive]] = []
    left: list[tuple[int, str]] = []
    lost: list[tuple[int, str]] = []
    for one in reversed(found):
        file = landed.get(one.include.target, f"'{one.include.target}' lies in no example")
        sample = file if isinstance(file, str) else _sample(one, file)
        if isinstance(sample, str):
            left.append((one.first, sample))
            continue
        samples.append((one.first, sample))
        lost += [(one.first, words) for words in _lost(one, sample)]
        end = "\r" if lines[one.first - 1].endswith("\r") else ""
        new = [f"{one.prefix}{line}{end}" for line in sample.lines()]
        lines[one.first - 1 : one.last] = new
    return AdoptedIncludes(
        "\n".join(lines),
        tuple(sorted(samples, key=_line)),
        tuple(sorted(left)),
        tuple(sorted(lost)),
    )


def _line(sample: tuple[int, Directive]) -> int:
    return sample[0]


def _sample(one: FencedInclude, file: Landed) -> Directive | str:
    """Return the sample that shows what an include shows, or why there is none."""
    cut = cut_part(one.include, file.text)
    if cut.faults:
        return cut.faults[0].message
    text = with_regions(SourceFile(file.address, file.address, file.text))
    if not text:
        return f"a mark of a section in '{one.include.target}' shares its line with something"
    match one.include.part:
        case WholeFile():
            address = file.address
        case NamedSection(name):
            if find_regions(text, language_of(file.address))[1]:
                return f"the sections of '{one.include.target}' cannot all become regions"
            address = f"{file.address}#{name}"
        case LineRanges((_,)):
            first, last = cut.lines[0][0], cut.lines[-1][0]
            if first > last:
                return "a sample shows no lines in reverse"
            held = len(file.text.removesuffix("\n").split("\n"))
            address = f"{file.address}:{first}-{min(last, held)}"
        case _:
            return "a sample shows one piece of a file, which a name or its lines tell"
    return Directive(address, _options(one, cut.lines))


def _options(one: FencedInclude, lines: tuple[Numbered, ...]) -> tuple[tuple[str, str], ...]:
    info = read_info(one.info)
    title = info.option("title")
    code = "\n".join(line for _, line in lines)
    marked = text_for_lines(code, _marked(one, lines))
    given = (("title", "" if {'"', "'"} <= set(title) else title), ("highlight", marked))
    return tuple((name, value) for name, value in given if value)


def _marked(one: FencedInclude, lines: tuple[Numbered, ...]) -> set[int]:
    """Return the lines that are highlighted, counted from 1 in what is shown."""
    spans = re.findall(r"(\d+)(?:-(\d+))?", read_info(one.info).option("hl_lines"))
    shown = {at for first, last in spans for at in range(int(first), int(last or first) + 1)}
    ranges = [(marked.first or 1, marked.last or 1) for marked in one.include.marked]
    own = {number for first, last in ranges for number in range(first, last + 1)}
    return shown | {at for at, (number, _) in enumerate(lines, start=1) if number in own}


def _lost(one: FencedInclude, sample: Directive) -> list[str]:
    """Return in words what a sample does not have of a block."""
    info = read_info(one.info)
    names = [name for name, _ in info.options if name not in _KEPT]
    names += [f".{name}" for name in info.classes]
    words = [f"the option '{name}' is gone, because a sample has none" for name in names]
    if (info.option("hl_lines") or one.include.marked) and "highlight" not in dict(sample.options):
        words.append("no line is marked any more, because no text stands in just those lines")
    return words


def with_regions(file: SourceFile) -> str:
    """Return a file with the sections of snippets as regions, line by line.

    Args:
        file: The file, with the name that says its language.

    Returns:
        Its text; empty where a mark shares its line with something, so that it cannot become one.
    """
    comments = language_of(file.name).comments
    lines: list[str] = []
    for line in file.text.split("\n"):
        mark = read_section_mark(line)
        if mark is None:
            lines.append(line)
            continue
        before, after = mark.before.strip(), mark.after.strip()
        if (before, after) not in comments:
            return ""
        indent = line[: len(line) - len(line.lstrip())]
        word = "region" if mark.opens else "endregion"
        lines.append(f"{indent}{before} {word} {mark.name}{f' {after}' if after else ''}")
    return "\n".join(lines)
