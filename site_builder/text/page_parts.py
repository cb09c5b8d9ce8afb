"""Divide a page into the sections that its contract names."""

from dataclasses import dataclass

from site_builder.model import Contract, Page, SectionRule
from site_builder.text.headings import Heading, find_headings
from site_builder.text.placeholders import find_placeholder
from site_builder.text.readable import Markdown, mask_code_spans, read_markdown

_LEVEL = 2
"""The level of the headings of sections."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page that its contract names."""

    rule: SectionRule
    heading: Heading
    last: int
    """Its last line in the body of the page, counted from 1."""
    body: Markdown
    below: tuple[Heading, ...]
    """The headings of the next level in it."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page as its contract sees it; lines are counted from 1 in its body."""

    body: Markdown
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    """The sections that the contract names and the page has, in the order of the contract."""
    missing: tuple[SectionRule, ...]
    placeholders: tuple[tuple[int, str], ...]
    """What a template left to be written, with its line."""


def divide(page: Page, contract: Contract) -> PageParts:
    """Return the parts of a page.

    Args:
        page: The page.
        contract: The definition of its kind.
    """
    body = read_markdown(page.body)
    headings = find_headings(page.body)
    by_title = {one.title: one for one in reversed(headings) if one.level == _LEVEL}
    sections, missing = [], []
    for rule in contract.sections:
        title = next((one for one in rule.titles if one in by_title), None)
        if title is not None:
            sections.append(_section(rule, by_title[title], headings, body))
        elif rule.required:
            missing.append(rule)
    placeholders = (
        (number, find_placeholder(mask_code_spans(line))) for number, line in body.prose
    )
    left = tuple((number, text) for number, text in placeholders if text)
    return PageParts(body, headings, tuple(sections), tuple(missing), left)


def _section(
    rule: SectionRule, heading: Heading, headings: tuple[Heading, ...], body: Markdown
) -> Section:
    ends = (one.line - 1 for one in headings if one.line > heading.line and one.level <= _LEVEL)
    last = next(ends, body.prose[-1][0])
    inside = (one for one in headings if heading.line < one.line <= last)
    below = tuple(one for one in inside if one.level == _LEVEL + 1)
    return Section(rule, heading, last, body.part(heading.line + 1, last), below)
