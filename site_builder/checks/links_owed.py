"""Check that a section leads on: links to pages of some kind, each with the reason to follow it."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from site_builder.model import Code, Links, Location, Page, Problem
from site_builder.text.contract import TARGETS
from site_builder.text.holdings import FoundLink, links_of
from site_builder.text.page_parts import Section

ANY, PAGE, EXAMPLE, EXTERNAL = TARGETS


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """What a link can lead to, by paths relative to the project's root."""

    kinds: Mapping[str, str]
    """The kind of each page, `page` for one of no kind, `example` for examples and their pages."""

    def kind_of(self, target: str, page: Page) -> str:
        """Return what a link leads to: a kind, `page`, `example`, `external`; empty if unknown.

        Args:
            target: The address as written.
            page: The page on which it stands.
        """
        path = unquote(target.partition("#")[0].partition("?")[0])
        if "://" in target or target.startswith("//"):
            return EXTERNAL
        if not path or path.startswith("/") or ":" in path:
            return ""
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        if wanted == page.path:
            return ""
        ends = ("", ".md", "/index.md", "/README.md")
        return next((self.kinds[wanted + end] for end in ends if wanted + end in self.kinds), "")


def check_links_owed(
    section: Section, page: Page, targets: LinkTargets, definitions: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what a section lacks of the links that its contract asks for.

    Args:
        section: The section.
        page: Its page.
        targets: What links can lead to.
        definitions: The targets of links that the page defines by name.
    """
    asked = section.rule.holds.links
    if not asked:
        return
    links = [
        (link, targets.kind_of(link.target, page)) for link in links_of(section.body, definitions)
    ]
    unexplained: dict[tuple[int, str], FoundLink] = {}
    for one in asked:
        fitting = [link for link, kind in links if _fits(kind, one)]
        if len(fitting) < one.least:
            yield _too_few(section, page, one, len(fitting))
        bare = (link for link in fitting if one.sentence and not link.explained)
        unexplained.update({(link.line, link.target): link for link in bare})
    for link in unexplained.values():
        message = f"the link '{link.text}' does not say why one should follow it"
        place = Location(page.path, page.body_line + link.line - 1)
        hint = "write a few words beside it: what it adds, or when to go there"
        yield Problem(Code.LINK_UNEXPLAINED, place, message, hint)


def _fits(kind: str, asked: Links) -> bool:
    if not kind:
        return False
    return kind in asked.to or ANY in asked.to or (PAGE in asked.to and kind != EXTERNAL)


def _too_few(section: Section, page: Page, asked: Links, count: int) -> Problem:
    names = " or ".join("another page" if one in {ANY, PAGE} else one for one in asked.to)
    where = "another site" if names == EXTERNAL else names
    message = f"the section '{section.heading.title}' holds {count or 'no'} link"
    message += f"{'s' if count > 1 else ''} to {where}"
    message += f", {asked.least} are asked for" if asked.least > 1 else ""
    place = Location(page.path, page.body_line + section.heading.line - 1)
    hint = "name what to read next, and why"
    return Problem(Code.LACKS_LINK, place, message, hint)
