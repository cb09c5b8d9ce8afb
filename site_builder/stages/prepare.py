"""Make of each article what a document can show that runs no script of a page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from selectolax.lexbor import LexborHTMLParser

from site_builder.model import RenderedPage
from site_builder.text.annotations import link_annotations
from site_builder.text.article import (
    ensure_heading,
    mark_bare_links,
    part_tab_sets,
    shorten_permalinks,
)
from site_builder.text.finding import Finding
from site_builder.text.kept_chapters import PREPARED
from site_builder.text.maths import set_maths
from site_builder.text.mermaid import find_mermaid, put_mermaid
from site_builder.text.policy import quieten
from site_builder.text.slim import slim_code

_LINES = ("#__codelineno", "#__span")
"""How the addresses of lines of code begin."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page, ready to become a chapter."""

    page: RenderedPage
    findings: tuple[Finding, ...]
    """What of it could not be kept."""


def diagrams_in(page: RenderedPage) -> tuple[str, ...]:
    """Return the sources of the Mermaid diagrams on a page."""
    return find_mermaid(LexborHTMLParser(page.html)) if "mermaid" in page.html else ()


def prepare(
    pages: Sequence[RenderedPage], drawings: Mapping[str, str], *, annotated_code: bool
) -> tuple[Prepared, ...]:
    """Prepare the pages of a site.

    Args:
        pages: The pages.
        drawings: SVG texts by the sources of the Mermaid diagrams that they draw.
        annotated_code: Whether numbers in the comments of any code block stand for notes.

    Returns:
        The same pages in the same order.
    """
    wanted = frozenset(one for page in pages for one in _lines_linked(page))
    for_all = json.dumps([sorted(wanted), annotated_code])
    made = []
    for page in pages:
        drawn = json.dumps([drawings.get(one) for one in diagrams_in(page)])
        find = partial(_prepared, page, wanted, drawings, annotated_code=annotated_code)
        html, findings = PREPARED.of(find, page.html, page.title, drawn, for_all)
        made.append(Prepared(replace(page, html=html), findings))
    return tuple(made)


def _lines_linked(page: RenderedPage) -> tuple[str, ...]:
    """Return the ids of lines of code on other pages to which a page links."""
    if not any(f"/{one}" in page.html or f"html{one}" in page.html for one in _LINES):
        return ()
    links = LexborHTMLParser(page.html).css("a[href*='#__']:not([href^='#'])")
    return tuple((link.attributes["href"] or "").partition("#")[2] for link in links)


def _prepared(
    page: RenderedPage,
    wanted: frozenset[str],
    drawings: Mapping[str, str],
    *,
    annotated_code: bool,
) -> tuple[str, tuple[Finding, ...]]:
    tree = LexborHTMLParser(f"<body>{page.html}</body>")
    findings = (*quieten(tree), *set_maths(tree))
    put_mermaid(tree, drawings)
    ensure_heading(tree, page.title)
    part_tab_sets(tree)
    mark_bare_links(tree)
    shorten_permalinks(tree)
    # Before the code is made lighter: notes are found by the classes of its comments.
    link_annotations(tree, code=annotated_code)
    slim_code(tree, wanted.__contains__)
    return (tree.body.inner_html or "") if tree.body else "", findings
