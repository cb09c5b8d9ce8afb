"""Check that the text of a link says where it leads."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from site_builder.model import Code, Location, Problem, RenderedPage
from site_builder.text.addresses import output_path
from site_builder.text.link_map import ArticleLink, article_links

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
    bare = {_plain(text) for text in bare_texts}
    for page in pages:
        # Two links of the same text to the same address have one place and one remedy.
        for link in dict.fromkeys(article_links(page.html)):
            says = _fault(link, bare)
            if says:
                location = place(output_path(page.url), link.target)
                message = f"the link to '{link.target}' {says}"
                hint = "name what a reader finds there, as its title does"
                yield Problem(Code.LINK_BARE, location, message, hint)


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
