"""Check that a page has the sections that its kind requires, in their order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from site_builder.model import Code, Location, Page, Problem
from site_builder.text.headings import Heading, find_headings
from site_builder.text.lines import split_lines
from site_builder.text.placeholders import find_placeholder
from site_builder.text.suggest import did_you_mean


def required_sections(template: str) -> tuple[str, ...]:
    """Return the sections that a page kind requires: the second-level headings of its template."""
    titles = (heading.title for heading in find_headings(template) if heading.level == 2)
    return tuple(title for title in titles if not find_placeholder(title))


def check_sections(page: Page, kind: str, required: Sequence[str]) -> Iterator[Problem]:
    """Yield what a page lacks of its kind.

    Args:
        page: The page.
        kind: Name of its kind.
        required: Titles of the sections, in order; others may stand between them.
    """
    headings = [heading for heading in find_headings(page.body) if heading.level == 2]
    by_title = {heading.title: heading for heading in headings}
    for title in required:
        if title not in by_title:
            hint = did_you_mean(title, by_title) or f"add the heading '## {title}'"
            message = f"the {kind} lacks the section '{title}'"
            yield Problem(Code.SECTION_MISSING, Location(page.path), message, hint)
    present = [by_title[title] for title in required if title in by_title]
    yield from _order(present, page)
    for heading in present:
        if heading.empty:
            message = f"the section '{heading.title}' is empty"
            hint = "write it, or remove the page until it is ready"
            yield Problem(Code.SECTION_EMPTY, _at(heading, page), message, hint)
    yield from _placeholders(page)


def _order(present: Sequence[Heading], page: Page) -> Iterator[Problem]:
    for before, after in pairwise(present):
        if after.line < before.line:
            message = f"the section '{before.title}' stands after '{after.title}'"
            hint = f"move '{before.title}' before it"
            yield Problem(Code.SECTION_ORDER, _at(before, page), message, hint)


def _placeholders(page: Page) -> Iterator[Problem]:
    told = page.front_matter
    for text in (told.title, told.summary, told.time, told.needs):
        yield from _placeholder(text, Location(page.path))
    for number, line in enumerate(split_lines(page.body), start=page.body_line):
        yield from _placeholder(line, Location(page.path, number))


def _placeholder(text: str, location: Location) -> Iterator[Problem]:
    placeholder = find_placeholder(text)
    if placeholder:
        message = f"the placeholder '{placeholder}' is left"
        yield Problem(Code.PLACEHOLDER_LEFT, location, message, "write what it asks for")


def _at(heading: Heading, page: Page) -> Location:
    return Location(page.path, page.body_line + heading.line - 1)
