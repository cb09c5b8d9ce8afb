"""The file of reviews: one line for each sample whose prose was looked over, sorted.

A line depends on nothing but its own sample, so changes of two branches to different samples merge.
Where both changed the same one, both lines may stay: the sample may then have either text.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import fields
from enum import Enum

from site_builder.model import Code, Review, Sample, SampleRef, Selector, SelectorKind, Show
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines

_HEADER = "# The samples whose prose was looked over; written by `site-builder reviewed`.\n"
_LINE = re.compile(r"(?P<page>[^\t]+)\t(?P<sample>[^\t]+)\t(?P<digest>[0-9a-f]{12})")
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_APPEARANCE = frozenset({"location", "span", "prefix", "target", "selector"})
_APPEARANCE |= {"title", "highlight", "lang", "alt", "tab"}
"""Fields of a directive that change nothing of the text that it shows, or are in its address."""


def sample_name(ref: SampleRef) -> str:
    """Return what a directive asks for in one line: its address, and options that change the text.

    Args:
        ref: The directive.
    """
    options = "".join(
        _option(one.name, getattr(ref, one.name), one.default)
        for one in fields(ref)
        if one.name not in _APPEARANCE
    )
    return f"{ref.target}{_part(ref.selector)}{options}"


def _part(selector: Selector) -> str:
    match selector.kind:
        case SelectorKind.SYMBOL:
            return f"::{selector.name}"
        case SelectorKind.REGION:
            return f"#{selector.name}"
        case SelectorKind.LINES:
            return f":{selector.first}-{selector.last}"
    return ""


def _option(name: str, value: object, default: object) -> str:
    if value == default:
        return ""
    if value is True:
        return f" {name}"
    text = str(value.value if isinstance(value, Enum) else value)
    return f' {name}="{" ".join(text.split())}"'


def digest_of(sample: Sample) -> str:
    """Return a short digest of the text that a reader of a sample sees.

    Args:
        sample: The sample. Where its lines stand in their file does not count.
    """
    # A sample that shows only the output of an example was cut from its code all the same.
    shown = sample.lines if sample.ref.show is not Show.OUTPUT else ()
    notes = tuple(f"\0{note.line} {note.text}" for note in sample.notes) if shown else ()
    text = "\n".join([*(line.text for line in shown), *notes, "\0", sample.output.rstrip()])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def reviews_of(page: str, samples: Iterable[Sample]) -> tuple[Review, ...]:
    """Return what a look over a page confirms, in order, each once.

    Args:
        page: Path of the page relative to the project's root.
        samples: Its samples.
    """
    return tuple(sorted({Review(page, sample_name(one.ref), digest_of(one)) for one in samples}))


def parse_reviews(text: str) -> tuple[tuple[Review, ...], tuple[Fault, ...]]:
    """Read a file of reviews.

    Args:
        text: What it holds.

    Returns:
        The reviews, and what is wrong with the other lines.
    """
    reviews: list[Review] = []
    faults: list[Fault] = []
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match:
            reviews.append(Review(match["page"], match["sample"], match["digest"]))
            continue
        message = "the line is not a page, a sample and a digest with tabs between them"
        hint = "remove it, and run: site-builder reviewed PAGE"
        if line.startswith(_MARKS):
            message, hint = "a conflict of a merge is left", "keep the lines of both sides"
        faults.append(Fault(Code.REVIEWS_INVALID, message, hint, number))
    return tuple(reviews), tuple(faults)


def format_reviews(reviews: Iterable[Review]) -> str:
    """Return the file of reviews that holds those given, sorted, each once."""
    lines = (f"{one.page}\t{one.sample}\t{one.digest}\n" for one in sorted(set(reviews)))
    return _HEADER + "".join(lines)
