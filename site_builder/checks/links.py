"""Check every address in a finished site: exactly, in process, each page parsed once."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from site_builder.model import Code, Location, Problem
from site_builder.text.addresses import Followed, Outcome, SiteIndex
from site_builder.text.html import Document, Link
from site_builder.text.remembered import Answers
from site_builder.text.suggest import did_you_mean

Place = Callable[[str, str], Location]
"""Given the path of a finished document and an address in it, says where its author wrote it."""

_CODES = {
    Outcome.SLASH: (Code.LINK_SLASH, "lacks the slash at its end", "not every server adds it"),
    Outcome.CASE: (Code.LINK_CASE, "differs from the file's name in upper and lower case", ""),
    Outcome.DEAD: (Code.LINK_DEAD, "points to nothing in the site", ""),
    Outcome.OUTSIDE: (
        Code.LINK_OUTSIDE,
        "leaves the site",
        "link to a page of the site, or to a full address",
    ),
    Outcome.UNUSABLE: (Code.LINK_UNUSABLE, "cannot be read as an address", ""),
}

_TOP = frozenset({"", "top"})
"""Fragments that each document has: https://html.spec.whatwg.org/#find-a-potential-indicated-element"""

_NAMES = {"a": "link", "area": "link", "form": "link", "img": "image", "meta": "link"}
"""What to call an element in a message, where its own name would not do."""


SOUND: Answers[bool] = Answers("sound_links", pack=bool, unpack=bool)
"""Whether all links of a document lead where they say, by them and all that they can lead to."""


def check_links(index: SiteIndex, place: Place) -> Iterator[Problem]:
    """Yield a problem for each address that does not lead where it says.

    Args:
        index: The finished site.
        place: Finds the place in the author's files.
    """
    seen: set[tuple[Code, Location, str]] = set()
    for path, document in index.documents.items():
        targets = "\0".join(link.target for link in document.links)
        if SOUND.of(partial(_all_sound, path, document, index), index.goals, path, targets):
            continue
        for link in document.links:
            problem = _judge(path, link, index, place)
            if problem is None:
                continue
            # A link of the theme or of a shared footer stands on every page: once is enough.
            key = (problem.code, problem.location, link.target)
            if key not in seen:
                seen.add(key)
                yield problem


def _all_sound(path: str, document: Document, index: SiteIndex) -> bool:
    """Return whether there is nothing to say of any link, wherever its author wrote it."""
    return all(_is_sound(index.follow(path, link.target), index) for link in document.links)


def _is_sound(followed: Followed, index: SiteIndex) -> bool:
    if followed.outcome is Outcome.EXTERNAL:
        return True
    if followed.outcome is not Outcome.FOUND or followed.through:
        return False
    goal = index.documents.get(followed.path)
    return goal is None or followed.fragment in goal.anchors or followed.fragment in _TOP


def _judge(path: str, link: Link, index: SiteIndex, place: Place) -> Problem | None:
    followed = index.follow(path, link.target)
    what = _NAMES.get(link.element, link.element)
    # First, for most are found, and to look an outcome up calls a method of the enumeration.
    if followed.outcome is not Outcome.FOUND and followed.outcome in _CODES:
        outcome: Outcome = followed.outcome
        meant = f"did you mean '{followed.path}'?"
        if outcome is Outcome.DEAD:
            outcome, meant = _dead(path, link, index)
        code, says, hint = _CODES[outcome]
        hint = meant if outcome in {Outcome.CASE, Outcome.DEAD} else hint
        return Problem(code, place(path, link.target), f"the {what} '{link.target}' {says}", hint)
    # To find a place takes much longer than to follow an address.
    where = place(path, link.target) if followed.through else None
    # What no author wrote is the theme's, whose links come from the navigation.
    if where and where.line and not index.documents[path].redirect:
        # The document that sends its reader on says so in several ways, for each kind of reader.
        address = posixpath.relpath(followed.path, posixpath.dirname(path) or ".")
        address = address.removesuffix("index.html") or "./"
        mark = f"#{followed.fragment}" if followed.fragment else ""
        message = f"the {what} '{link.target}' leads to a page that only sends its reader on"
        hint = f"it is now '{address}{mark}'"
        return Problem(Code.LINK_REDIRECTED, where, message, hint)
    if followed.outcome is Outcome.EXTERNAL or followed.fragment in _TOP:
        return None
    document = index.documents.get(followed.path)
    if document is None or followed.fragment in document.anchors:
        return None
    hint = did_you_mean(followed.fragment, document.ids)
    message = f"the link '{link.target}' points to an anchor that '{followed.path}' does not have"
    return Problem(Code.ANCHOR_DEAD, place(path, link.target), message, hint)


def _dead(path: str, link: Link, index: SiteIndex) -> tuple[Outcome, str]:
    """Return what a dead address is after all, and what its author may have meant.

    MkDocs leaves an address that it cannot resolve as it stands in the source, though the page
    moves into a folder of its own: the address is followed from where its author wrote it, too.
    """
    sources = _sources(index)
    moved = f"{path.removesuffix('/index.html')}.html"
    tried = [index.follow(base, link.target) for base in (moved, path)]
    for again in tried:
        written, document = sources.get(again.path.lower(), ("", again.path))
        if again.outcome is Outcome.CASE or written not in {"", again.path}:
            return Outcome.CASE, f"did you mean '{written or again.path}'?"
        if again.outcome is Outcome.FOUND or written:
            # Nobody translates an address in raw HTML.
            address = posixpath.relpath(document, posixpath.dirname(path) or ".")
            return Outcome.DEAD, f"in HTML write '{address.removesuffix('index.html') or './'}'"
    pages = [written for written, _ in sources.values()]
    files = [one.removesuffix("index.html").rstrip("/") for one in index.paths]
    hints = (
        did_you_mean(again.path, pages if again.path.endswith(".md") else files) for again in tried
    )
    return Outcome.DEAD, next(filter(None, hints), "")


def _sources(index: SiteIndex) -> Mapping[str, tuple[str, str]]:
    """Return what the pages' files may be called, each with its document, by name in lower case."""
    names: dict[str, tuple[str, str]] = {}
    for path in index.documents:
        stem = path.removesuffix(".html")
        for name in (f"{stem}.md", f"{stem.removesuffix('/index')}.md"):
            names[name.lower()] = (name, path)
    return names


def check_single_file(index: SiteIndex) -> Iterator[Problem]:
    """Yield what keeps a document from standing on its own.

    Args:
        index: A site of one file.
    """
    for path, document in index.documents.items():
        for anchor, count in Counter(document.ids).items():
            if count > 1:
                message = f"the id '{anchor}' stands {count} times"
                yield Problem(Code.ANCHOR_DUPLICATE, Location(path), message)
        for link in document.links:
            if link.loaded and not link.target.startswith(("data:", "#")):
                message = f"the {link.element} '{link.target}' would be loaded from outside"
                yield Problem(Code.REQUEST_LEAVES, Location(path), message)
    yield from check_links(index, lambda path, _: Location(path))


def external_links(index: SiteIndex, place: Place) -> Mapping[str, Sequence[Location]]:
    """Return the addresses of other sites, each with the places where it is written, each once.

    Args:
        index: The finished site.
        place: Finds the place in the author's files.
    """
    found: dict[str, dict[Location, None]] = {}
    for path, document in index.documents.items():
        for link in document.links:
            is_web = link.target.startswith(("http://", "https://"))
            if is_web and index.follow(path, link.target).outcome is Outcome.EXTERNAL:
                found.setdefault(link.target, {})[place(path, link.target)] = None
    return {url: tuple(places) for url, places in found.items()}
