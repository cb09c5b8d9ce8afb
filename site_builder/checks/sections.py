"""Check that a page has the sections that its kind requires, in their order, and all written."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from site_builder.model import Code, Contract, Location, Page, Problem
from site_builder.text.headings import Heading
from site_builder.text.page_parts import PageParts
from site_builder.text.placeholders import find_placeholder
from site_builder.text.suggest import did_you_mean


def check_sections(page: Page, contract: Contract, parts: PageParts) -> Iterator[Problem]:
    """Yield what a page lacks of its kind.

    Args:
        page: The page.
        contract: The definition of its kind.
        parts: The page, divided.
    """
    titles = {one.title for one in parts.headings}
    for rule in parts.missing:
        hint = did_you_mean(rule.title, titles) or f"add the heading '## {rule.title}'"
        message = f"the {contract.title} lacks the section '{rule.title}'"
        yield Problem(Code.SECTION_MISSING, Location(page.path), message, hint)
    yield from _order([one.heading for one in parts.sections], page)
    for section in parts.sections:
        if section.body.is_empty:
            message = f"the section '{section.heading.title}' is empty"
            hint = "write it, or remove the page until it is ready"
            yield Problem(Code.SECTION_EMPTY, _at(section.heading, page), message, hint)


def check_placeholders(page: Page, parts: PageParts) -> Iterator[Problem]:
    """Yield what a skeleton left to be written.

    Args:
        page: The page.
        parts: The page, divided.
    """
    for number, line in enumerate(page.front_text.split("\n"), start=2):
        placeholder = find_placeholder(line)
        if placeholder:
            yield _left(placeholder, Location(page.path, number))
    for number, placeholder in parts.placeholders:
        yield _left(placeholder, Location(page.path, page.body_line + number - 1))


def _order(present: Sequence[Heading], page: Page) -> Iterator[Problem]:
    for before, after in pairwise(present):
        if after.line < before.line:
            message = f"the section '{before.title}' stands after '{after.title}'"
            hint = f"move '{before.title}' before it"
            yield Problem(Code.SECTION_ORDER, _at(before, page), message, hint)


def _left(placeholder: str, location: Location) -> Problem:
    message = f"the placeholder '{placeholder}' is left"
    return Problem(Code.PLACEHOLDER_LEFT, location, message, "write what it asks for")


def _at(heading: Heading, page: Page) -> Location:
    return Location(page.path, page.body_line + heading.line - 1)
