"""What is wrong inside one HTML file: ids, anchors, and where its links really land."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINK = re.compile(r"\s*to\s+(?P<mark>p\d+s\d+)\s*")
_MARK = re.compile(r"\s*Mark\s+(?P<mark>p\d+s\d+)\.")


@dataclass(frozen=True, slots=True)
class Faults:
    """What a single file has wrong."""

    duplicate_ids: int
    """Elements whose id another element has already."""
    dangling_anchors: int
    """Links inside the file to an id that it does not have."""


@dataclass(frozen=True, slots=True)
class Landings:
    """Where the links between the pages of a corpus lead in a single file."""

    right: int
    wrong: int
    """To another place of the file than the one meant."""
    dangling: int
    """To an id that the file does not have."""
    leaving: int
    """Out of the file."""


def count_faults(html: str) -> Faults:
    """Count the ids that are not unique, and the links to ids that are not there.

    Args:
        html: The file.

    Returns:
        The counts. `#` and `#top` mean the top of a file, so they never dangle.
    """
    tree = LexborHTMLParser(html)
    ids = Counter(one for node in tree.css("[id]") if (one := node.attributes.get("id")))
    known = ids.keys() | {node.attributes.get("name") for node in tree.css("a[name]")}
    fragments = (
        (node.attributes.get("href") or "")[1:]
        for node in tree.css('a[href^="#"], area[href^="#"]')
    )
    dangling = sum(
        1 for one in fragments if one and one.lower() != "top" and not {one, unquote(one)} & known
    )
    return Faults(sum(ids.values()) - len(ids), dangling)


def count_landings(html: str) -> Landings:
    """Follow the links of a corpus to the section that a reader would see.

    A section begins with its mark, and a link names the mark that it is to lead to. A link is right
    when the first mark from its target on is that one.

    Args:
        html: The file.

    Returns:
        How many links are right, and what is the matter with the others.
    """
    following, links = _read(html)
    counts: Counter[str] = Counter()
    for wanted, href in links:
        if not href.startswith("#"):
            counts["leaving"] += 1
            continue
        found = following.get(href[1:], following.get(unquote(href[1:])))
        if found is None:
            counts["dangling"] += 1
        else:
            counts["right" if found == wanted else "wrong"] += 1
    return Landings(counts["right"], counts["wrong"], counts["dangling"], counts["leaving"])


def _read(html: str) -> tuple[Mapping[str, str], list[tuple[str, str]]]:
    """Return the mark that follows each id, and each link with the mark that it wants."""
    following: dict[str, str] = {}
    waiting: list[str] = []
    links: list[tuple[str, str]] = []
    for node in _nodes(html):
        if node.tag == "-text":
            if marked := _MARK.match(node.text_content or ""):
                following |= {one: marked["mark"] for one in waiting if one not in following}
                waiting = []
            continue
        if (own := node.attributes.get("id")) is not None:
            waiting.append(own)
        if node.tag == "a" and (wanted := _LINK.fullmatch(node.text())):
            links.append((wanted["mark"], node.attributes.get("href") or ""))
    return {**dict.fromkeys(waiting, ""), **following}, links


def _nodes(html: str) -> Iterator[LexborNode]:
    body = LexborHTMLParser(html).body
    return body.traverse(include_text=True) if body else iter(())
