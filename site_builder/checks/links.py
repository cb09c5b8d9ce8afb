"""Check every address in a finished site: exactly, in process, each page parsed once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from site_builder.model import Code, Location, Problem
from site_builder.text.addresses import Followed, Outcome, SiteIndex
from site_builder.text.html import Link
from site_builder.text.suggest import did_you_mean

Place = Callable[[str, str], Location]
"""Given the path of a finished document and an address in it, says where its author wrote it."""

_CODES = {
    Outcome.SLASH: (Code.LINK_SLASH, "lacks the slash at its end"),
    Outcome.CASE: (Code.LINK_CASE, "differs from the file's name in upper and lower case"),
    Outcome.DEAD: (Code.LINK_DEAD, "points to nothing in the site"),
    Outcome.OUTSIDE: (Code.LINK_OUTSIDE, "leaves the site"),
    Outcome.UNUSABLE: (Code.LINK_UNUSABLE, "cannot be read as an address"),
}


def check_links(index: SiteIndex, place: Place) -> Iterator[Problem]:
    """Yield a problem for each address that does not lead where it says.

    Args:
        index: The finished site.
        place: Finds the place in the author's files.
    """
    seen: set[tuple[Code, Location, str]] = set()
    for path, document in index.documents.items():
        for link in document.links:
            followed = index.follow(path, link.target)
            problem = _judge(link, followed, index, lambda t, p=path: place(p, t))  # type: ignore[misc]
            if problem is None:
                continue
            # A link of the theme or of a shared footer stands on every page: once is enough.
            key = (problem.code, problem.location, link.target)
            if key not in seen:
                seen.add(key)
                yield problem


def _judge(
    link: Link, followed: Followed, index: SiteIndex, place: Callable[[str], Location]
) -> Problem | None:
    what = "link" if link.element in {"a", "area", "form", "meta"} else link.element
    if followed.outcome in _CODES:
        code, says = _CODES[followed.outcome]
        hint = ""
        if followed.outcome is Outcome.CASE:
            hint = f"did you mean '{followed.path}'?"
        elif followed.outcome is Outcome.DEAD:
            hint = did_you_mean(followed.path, _candidates(followed.path, index))
        return Problem(code, place(link.target), f"the {what} '{link.target}' {says}", hint)
    if followed.outcome is Outcome.EXTERNAL or followed.fragment in {"", "top"}:
        return None
    document = index.documents.get(followed.path)
    if document is None or followed.fragment in document.ids:
        return None
    hint = did_you_mean(followed.fragment, document.ids)
    message = f"the link '{link.target}' points to an anchor that '{followed.path}' does not have"
    return Problem(Code.ANCHOR_DEAD, place(link.target), message, hint)


def _candidates(path: str, index: SiteIndex) -> list[str]:
    """Return what a dead address may have meant, as its author would write it."""
    addresses = [one.removesuffix("index.html").rstrip("/") for one in index.documents]
    if not path.endswith(".md"):
        return addresses
    # MkDocs leaves the name of a page that it does not find as it is.
    return [f"{one.removesuffix('.html') or 'index'}.md" for one in addresses]


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


def external_links(index: SiteIndex, place: Place) -> Mapping[str, Location]:
    """Return the addresses of other sites, each with the first place where it is written.

    Args:
        index: The finished site.
        place: Finds the place in the author's files.
    """
    found: dict[str, Location] = {}
    for path, document in index.documents.items():
        for link in document.links:
            is_web = link.target.startswith(("http://", "https://"))
            if is_web and index.follow(path, link.target).outcome is Outcome.EXTERNAL:
                found.setdefault(link.target, place(path, link.target))
    return found
