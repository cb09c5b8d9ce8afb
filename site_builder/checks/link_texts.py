"""Check that the text of a link says where it leads."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from site_builder.model import Code, Location, Problem, RenderedPage
from site_builder.text.addresses import output_path
from site_builder.text.link_map import ArticleLink, article_links, packed_links, unpacked_links
from site_builder.text.remembered import Answers

UNTELLING = Answers("untelling_links", packed_links, unpacked_links)
"""The links of an article whose text says nothing, by it and by the texts that say nothing."""

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def check_link_texts(
    pages: Sequence[RenderedPage],
    bare_texts: Collection[str],
    place: Callable[[str, str], Location],
) -> Iterator[Problem]:
    """Yield the links whose text says nothing: a word such as "here", an address, or none at all.

    Args:
        pages: The articles of the site.
        bare_texts: Texts that say nothing, in any language.
        place: Finds the place in the author's files.
    """
    bare = frozenset(_plain(text) for text in bare_texts)
    words = sorted(bare)
    for page in pages:
        for link in UNTELLING.of(partial(_untelling, page.html, bare), page.html, *words):
            location = place(output_path(page.url), link.target)
            message = f"the link to '{link.target}' {_fault(link, bare)}"
            hint = "name what a reader finds there, as its title does"
            yield Problem(Code.LINK_BARE, location, message, hint)


def _untelling(html: str, bare: Collection[str]) -> tuple[ArticleLink, ...]:
    # Two links of the same text to the same address have one place and one remedy.
    return tuple(link for link in dict.fromkeys(article_links(html)) if _fault(link, bare))


def _fault(link: ArticleLink, bare: Collection[str]) -> str:
    if not link.text:
        return "has no text"
    if _plain(link.text) in bare:
        return f"has the text '{link.text}', which says nothing out of its context"
    is_web = link.text.startswith(("http://", "https://", "www."))
    return "shows its bare address" if is_web and " " not in link.text else ""


def _plain(text: str) -> str:
    """Return a text without what does not tell two of them apart: case, marks at its ends."""
    return _EDGES.sub("", " ".join(text.casefold().split()))
