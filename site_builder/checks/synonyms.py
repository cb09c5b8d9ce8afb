"""Check that synonyms lead a search to one page, and to one that it would not find without them."""

import re
from collections.abc import Iterator, Sequence

from site_builder.model import Code, Location, Page, Problem

_WORD = re.compile(r"\w+")


def check_synonyms(pages: Sequence[Page]) -> Iterator[Problem]:
    """Yield the synonyms that two pages have, and those that are in the title already.

    Args:
        pages: All pages, whose front matter may have `synonyms`.
    """
    first: dict[tuple[str, ...], Page] = {}
    for page in pages:
        place = Location(page.path, page.front_matter.line_of("synonyms"))
        title = _words(page.title)
        for synonym in dict.fromkeys(page.front_matter.synonyms):
            words = _words(synonym)
            other = first.setdefault(words, page)
            if _stands_in(words, title):
                message = f"the synonym '{synonym}' is in the title already"
                yield Problem(Code.SYNONYM_TAKEN, place, message, "remove it")
            elif other is not page:
                message = f"the synonym '{synonym}' is one of {other.path} as well"
                hint = "leave it with the page that a reader who searches for it wants"
                yield Problem(Code.SYNONYM_TAKEN, place, message, hint)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _stands_in(words: Sequence[str], title: Sequence[str]) -> bool:
    ends = range(len(title) - len(words) + 1)
    return any(tuple(title[at : at + len(words)]) == tuple(words) for at in ends)
