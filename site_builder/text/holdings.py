"""Count what a part of a page holds: samples, code, outputs, tables, pictures, lists, links."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.model import Item, Location, Sample, SampleRef, Show
from site_builder.text.directive import DIRECTIVE, parse_directive
from site_builder.text.fence_info import read_info
from site_builder.text.fences import Fence
from site_builder.text.readable import Block, Markdown, mask_code_spans
from site_builder.text.wording import count_words

_OUTPUT_LANGUAGES = {"ansi", "console", "log", "out", "output", "pytb", "shell-session", "text"}
_OUTPUT_SUFFIXES = (".txt", ".out", ".log", ".ansi")
_PICTURE_LANGUAGES = {"d2", "dot", "graphviz", "mermaid", "plantuml"}
_PICTURE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\(|\[)|<(?:img|svg|picture)\b", re.IGNORECASE)
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|!?\[[^\]]*\](?:\([^)]*\))?)*)\]"
    r"(?:\(\s*<?(?P<target>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^)]*\)|\[(?P<name>[^\]]*)\])"
)
_AUTOLINK = re.compile(r"<(?P<target>https?://[^>\s]+)>")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>(?!\^)[^\]]+)\]:\s*<?(?P<target>[^\s>]+)")
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link in the prose of a page."""

    text: str
    target: str
    line: int
    """Line of the text, counted from 1."""
    explained: bool
    """Whether a few words stand beside it, in its sentence, entry or row."""


def sample_refs(fence: Fence) -> tuple[SampleRef, ...]:
    """Return what a block asks for if it is a sample directive without mistakes."""
    if fence.language != DIRECTIVE:
        return ()
    parsed = parse_directive(fence, Location("", fence.first))
    return parsed if isinstance(parsed, tuple) else ()


def is_sample(fence: Fence) -> bool:
    """Return whether a block is a sample directive."""
    return fence.language == DIRECTIVE


def shows_output(fence: Fence) -> bool:
    """Return whether a block shows what a program printed."""
    if not is_sample(fence):
        return language_of(fence) in _OUTPUT_LANGUAGES
    return any(
        one.show in {Show.OUTPUT, Show.BOTH} or one.target.endswith(_OUTPUT_SUFFIXES)
        for one in sample_refs(fence)
    )


def shows_code(fence: Fence) -> bool:
    """Return whether a block shows code."""
    if not is_sample(fence):
        return language_of(fence) not in _OUTPUT_LANGUAGES | _PICTURE_LANGUAGES
    refs = sample_refs(fence)
    return any(
        one.show is not Show.OUTPUT and not one.target.endswith(_OUTPUT_SUFFIXES) for one in refs
    )


def language_of(fence: Fence) -> str:
    """Return the language that a block names, in any of the ways to write it; empty if none."""
    return read_info(fence.info).language.lower()


def count_of(item: Item, markdown: Markdown) -> int:
    """Return how many of something stand in a text.

    Args:
        item: What to count.
        markdown: The text.
    """
    match item:
        case Item.SAMPLES:
            return sum(map(is_sample, markdown.fences))
        case Item.CODE_BLOCKS:
            return sum(map(shows_code, markdown.fences))
        case Item.OUTPUTS:
            return sum(map(shows_output, markdown.fences))
        case Item.TABLES:
            return _count_tables(markdown)
        case Item.PICTURES:
            drawn = sum(map(_shows_picture, markdown.fences))
            lines = (mask_code_spans(line) for _, line in markdown.prose)
            return drawn + sum(len(_IMAGE.findall(line)) for line in lines)
        case _:
            return sum(block.is_item for block in markdown.blocks())


def count_code_lines(markdown: Markdown, of_samples: Mapping[int, int]) -> int:
    """Return how many lines of code a text shows.

    Args:
        markdown: The text.
        of_samples: Lines of code of its samples, by the lines of their directives.
    """
    typed = (one for one in markdown.fences if shows_code(one) and not is_sample(one))
    samples = (of_samples.get(one.first, 0) for one in markdown.fences if is_sample(one))
    return sum(len(one.body) for one in typed) + sum(samples)


def code_lines_of(samples: Iterable[Sample]) -> Mapping[int, int]:
    """Return how many lines of code samples show, by the lines of their directives."""
    counts: dict[int, int] = {}
    for one in samples:
        if one.ref.show is not Show.OUTPUT and not one.file.endswith(_OUTPUT_SUFFIXES):
            first = one.ref.span[0]
            counts[first] = counts.get(first, 0) + len(one.lines)
    return counts


def definitions_of(markdown: Markdown) -> Mapping[str, str]:
    """Return the targets of the links that a text defines by name."""
    matches = (_DEFINITION.match(line) for _, line in markdown.prose)
    return {match["name"].casefold(): match["target"] for match in matches if match}


def links_of(markdown: Markdown, definitions: Mapping[str, str]) -> Iterator[FoundLink]:
    """Yield the links of a text in their order, images apart.

    Args:
        markdown: The text.
        definitions: Targets of the links that the page defines by name, in lower case.
    """
    for block in markdown.blocks():
        yield from _links_in(block, definitions)


def _links_in(block: Block, definitions: Mapping[str, str]) -> Iterator[FoundLink]:
    text = "\n".join(mask_code_spans(line) for line in block.text.split("\n"))
    others = count_words(_AUTOLINK.sub(" ", _LINK.sub(" ", block.text)))
    explained = others >= _FEW_WORDS
    for match in _LINK.finditer(text):
        name = (match["name"] or match["text"]).casefold()
        target = match["target"] if match["name"] is None else definitions.get(name, "")
        if target:
            shown = " ".join(block.text[match.start("text") : match.end("text")].split())
            yield FoundLink(shown, target, block.line_at(match.start()), explained)
    for match in _AUTOLINK.finditer(text):
        yield FoundLink(match["target"], match["target"], block.line_at(match.start()), explained)


def _count_tables(markdown: Markdown) -> int:
    lines = [line for _, line in markdown.prose]
    drawn = sum(
        # A table has a head with more than one column, a rule, and at least one row.
        "|" in lines[at - 1] and "|" in lines[at] and "|" in lines[at + 1]
        for at in range(1, len(lines) - 1)
        if _RULE.match(lines[at]) and "-" in lines[at]
    )
    return drawn + sum("<table" in mask_code_spans(line).lower() for line in lines)


def _shows_picture(fence: Fence) -> bool:
    if not is_sample(fence):
        return language_of(fence) in _PICTURE_LANGUAGES
    return any((one.file or one.target).endswith(_PICTURE_SUFFIXES) for one in sample_refs(fence))
