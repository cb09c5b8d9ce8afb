"""The Markdown twin of a page: where it lies, and where its links lead."""

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from site_builder.model import RenderedPage
from site_builder.text.article_markdown import article_markdown
from site_builder.text.markdown_links import replace_link_targets
from site_builder.text.remembered import Answers

TWINS = Answers[str]("twins", pack=str, unpack=str)
"""The texts of pages as Markdown, by their articles and by where all pages lie."""
_SITE = "site:/"
"""Begins the target of a link within the site, until it is known from where it leads."""


def twin_path(page: RenderedPage) -> str:
    """Return where the twin of a page lies in the site: where its source lies in the docs folder.

    A link that an author wrote from one source to another thus holds between the twins as well.
    """
    return page.source


def twins_of(pages: Iterable[RenderedPage]) -> Mapping[str, str]:
    """Return the text of each page as Markdown, by its source, its links not yet placed.

    Args:
        pages: All pages of the site.

    Raises:
        ConverterMissingError: The library that writes Markdown is not installed.
    """
    pages = tuple(pages)
    paths = {posixpath.normpath(page.url or "."): twin_path(page) for page in pages}
    places = hashlib.sha256("\n".join(f"{a} {b}" for a, b in paths.items()).encode()).hexdigest()
    return {
        page.source: TWINS.of(partial(_twin_of, page, paths), page.html, page.url, places)
        for page in pages
    }


def _twin_of(page: RenderedPage, paths: Mapping[str, str]) -> str:
    return article_markdown(page.html, _follow_from(page, paths))


def placed_beside(text: str, path: str) -> str:
    """Return a twin whose links lead from a file of the site to others.

    Args:
        text: The text, its links not yet placed.
        path: The file of the site that will hold it.
    """
    folder = posixpath.dirname(path) or "."

    def place(target: str, _: int) -> str:
        if not target.startswith(_SITE):
            return target
        wanted, mark, fragment = target.removeprefix(_SITE).partition("#")
        return quote(posixpath.relpath(unquote(wanted), folder)) + mark + fragment

    return replace_link_targets(text, place)


def placed_at(text: str, site_url: str) -> str:
    """Return a twin whose links are whole addresses.

    Args:
        text: The text, its links not yet placed.
        site_url: Where the site is published; if it is empty, links lead from the site's root.
    """
    return replace_link_targets(
        text,
        lambda target, _: (
            urljoin(site_url, target.removeprefix(_SITE)) if target.startswith(_SITE) else target
        ),
    )


def _follow_from(page: RenderedPage, paths: Mapping[str, str]) -> Callable[[str], str]:
    """Return what makes a target on a page one from the site's root: a twin where there is one."""
    folder = page.url if page.url.endswith("/") else posixpath.dirname(page.url)

    def follow(target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return target
        wanted = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if wanted.startswith(".."):
            return target
        path = quote(paths.get(wanted.removesuffix("/index.html"), wanted))
        return urlunsplit(("", "", f"{_SITE}{path}", parts.query, parts.fragment))

    return follow
