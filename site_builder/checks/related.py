"""Check that pages that are named as related name each other."""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import Code, Location, Page, Problem
from site_builder.text.headings import Heading, find_headings
from site_builder.text.markdown_links import link_targets


@dataclass(frozen=True, slots=True)
class _Card:
    """What a page with a related section says of others."""

    page: Page
    heading: Heading
    named: Mapping[str, int]
    """Pages that the section names, each with its line of the file."""
    linked: Collection[str]
    """All pages that the page links to."""


def check_related(pages: Sequence[Page], headings: Sequence[str]) -> Iterator[Problem]:
    """Yield the pages that another page names in its related section and that do not name it.

    A page takes part if it has such a section. Any link to the other page counts as a way back, for
    a link in the text leads there as well.

    Args:
        pages: The pages that authors wrote.
        headings: Titles of the sections.
    """
    cards = {page.source: card for page in pages if (card := _read(page, headings))}
    for source, card in cards.items():
        for target, line in card.named.items():
            other = cards.get(target)
            if other and target != source and source not in other.linked:
                yield _one_way(card.page, line, other)


def _one_way(page: Page, line: int, other: _Card) -> Problem:
    way = posixpath.relpath(page.source, other.page.folder or ".")
    message = (
        f"'{page.title}' names this page as related ({page.path}:{line}), and is not named here"
    )
    hint = f"add '- [{page.title}]({way}): …' under '{other.heading.title}'"
    place = Location(other.page.path, other.page.body_line + other.heading.line - 1)
    return Problem(Code.RELATED_ONE_WAY, place, message, hint)


def _read(page: Page, titles: Sequence[str]) -> _Card | None:
    found = find_headings(page.body)
    wanted = {title.casefold() for title in titles}
    at = next((at for at, one in enumerate(found) if one.title.casefold() in wanted), None)
    if at is None:
        return None
    heading = found[at]
    end = next((one.line for one in found[at + 1 :] if one.level <= heading.level), None)
    lines: dict[str, list[int]] = defaultdict(list)
    for target, line in link_targets(page.body):
        lines[_source(target, page)].append(line)
    named = {
        source: inside[0] + page.body_line - 1
        for source, every in lines.items()
        if (inside := [line for line in every if line > heading.line and (not end or line < end)])
    }
    return _Card(page, heading, named, frozenset(lines))


def _source(target: str, page: Page) -> str:
    """Return the path below the docs folder that a link means, if it means a page."""
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(page.folder, path)) if path else page.source
