"""Check that a page and its sections hold what the kind of the page promises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.checks.front_matter import check_front_matter
from site_builder.checks.lengths import Subject, check_bounds
from site_builder.checks.links_owed import LinkTargets, check_links_owed
from site_builder.checks.sections import check_placeholders, check_sections
from site_builder.checks.steps import check_questions, check_steps
from site_builder.model import Code, Contract, Holds, Item, Location, Page, Problem
from site_builder.text.holdings import count_of, definitions_of
from site_builder.text.page_parts import PageParts, Section, divide

_OWED: Mapping[Item, tuple[Code, str, str, str]] = {
    Item.SAMPLES: (
        Code.LACKS_SAMPLE,
        *("sample", "samples"),
        "show code of an example with a `sample` block",
    ),
    Item.CODE_BLOCKS: (
        Code.LACKS_CODE,
        *("block of code", "blocks of code"),
        "show what one types or runs",
    ),
    Item.OUTPUTS: (
        Code.LACKS_OUTPUT,
        *("output", "outputs"),
        'show what is printed, with `show="both"` in a sample or as a block of `text`',
    ),
    Item.TABLES: (Code.LACKS_TABLE, *("table", "tables"), "set out as a table what one compares"),
    Item.PICTURES: (
        Code.LACKS_PICTURE,
        *("picture", "pictures"),
        "add an image or a diagram, with words for those who cannot see it",
    ),
    Item.LIST_ITEMS: (
        Code.LACKS_LIST,
        *("entry of a list", "entries of lists"),
        "write one entry for each thing",
    ),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a check of a page must know of the project."""

    targets: LinkTargets
    code_lines: Mapping[str, Mapping[int, int]]
    """For each page the lines of code of its samples, by the line of the directive in its body."""


def check_contract(page: Page, contract: Contract, around: Surroundings) -> Iterator[Problem]:
    """Yield where a page does not keep the contract of its kind.

    Args:
        page: The page.
        contract: The definition of its kind.
        around: What is known of the other pages and of the samples.
    """
    parts = divide(page, contract)
    yield from check_front_matter(page, contract)
    yield from check_sections(page, contract, parts)
    yield from check_placeholders(page, parts)
    code_lines = around.code_lines.get(page.source, {})
    for section in parts.sections:
        unfinished = any(
            section.heading.line <= number <= section.last for number, _ in parts.placeholders
        )
        # What is empty or holds a placeholder has been told as such; it owes the rest as well.
        if not unfinished and not section.body.is_empty:
            yield from _check_section(page, section, parts, around, code_lines)
    if not parts.placeholders and not parts.missing:
        top = parts.headings[0].line if parts.headings else 1
        whole = Subject("page", Location(page.path, page.body_line + top - 1), parts.body)
        yield from _check_counts(contract.holds, whole)
        yield from check_bounds(contract.holds.bounds, whole, code_lines)


def _check_section(
    page: Page,
    section: Section,
    parts: PageParts,
    around: Surroundings,
    code_lines: Mapping[int, int],
) -> Iterator[Problem]:
    holds = section.rule.holds
    place = Location(page.path, page.body_line + section.heading.line - 1)
    subject = Subject(f"section '{section.heading.title}'", place, section.body)
    yield from _check_counts(holds, subject)
    yield from check_bounds(holds.bounds, subject, code_lines)
    yield from check_steps(section, page)
    yield from check_questions(section, page)
    definitions = definitions_of(parts.body)
    yield from check_links_owed(section, page, around.targets, definitions)


def _check_counts(holds: Holds, subject: Subject) -> Iterator[Problem]:
    for item, least in holds.counts:
        count = count_of(item, subject.body)
        if count < least:
            code, one, many, hint = _OWED[item]
            message = f"the {subject.name} holds {count or 'no'} {many if count > 1 else one}"
            message += f", {least} are asked for" if least > 1 else ""
            yield Problem(code, subject.place, message, hint)
