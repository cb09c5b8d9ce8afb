"""Make a page a chapter of a document, or take what was made of it before."""

import hashlib
import json
import re
from collections.abc import Collection
from functools import partial

from site_builder.model import RenderedPage
from site_builder.text.chapter import Binding, Bound, bind
from site_builder.text.finding import Finding
from site_builder.text.kept_chapters import BOUND
from site_builder.text.library import Library
from site_builder.text.targets import Targets

_TAKES_IN = re.compile(r"<(?:style|img|source|video|audio|track|input|image|use)\b|url\(", re.I)
"""What an article does not hold into which nothing is put, unless it links to a file."""


def bind_kept(page: RenderedPage, binding: Binding, surroundings: str) -> Bound:
    """Give the article of a page the ids and addresses that it has in a larger document.

    Args:
        page: The page, without anything that a single file cannot show.
        binding: The document.
        surroundings: What `surroundings_of` says of the document.

    Returns:
        The article. One is kept if nothing is put into it, such as a picture: then it is made of
        nothing but its text and of where addresses lead.
    """
    if _TAKES_IN.search(page.html):
        return bind(page, binding)
    known = (page.html, page.source, page.url, binding.file, surroundings)
    kept = BOUND.of(partial(_alone, page, binding), *known)
    return Bound(kept[0], "", kept[1], kept[2]) if kept else bind(page, binding)


def surroundings_of(
    targets: Targets, library: Library, made: Collection[str], fetched: Collection[str]
) -> str:
    """Return a digest of where the addresses of a document lead; see `Binding`."""
    told = json.dumps([targets.state(), library.state(), sorted(made), sorted(fetched)])
    return hashlib.sha256(told.encode()).hexdigest()


def _alone(
    page: RenderedPage, binding: Binding
) -> tuple[str, tuple[Finding, ...], tuple[str, ...]] | None:
    bound = bind(page, binding)
    is_alone = not bound.style and not bound.takes_in
    return (bound.html, bound.findings, bound.remote) if is_alone else None
