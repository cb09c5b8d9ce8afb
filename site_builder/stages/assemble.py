"""Put the pages of a site into one HTML file that needs nothing beside it."""

import base64
import hashlib
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

import jinja2

from site_builder.model import NavItem, OutputFile, RenderedPage, Rendering
from site_builder.text.addresses import Outcome, SiteIndex, output_path
from site_builder.text.html import Link, read_document
from site_builder.text.rewrite import rewrite_fragment

_SAFE = "/:.,;!()*'~_-+=@$"
"""What may stand in an anchor as it is, so that an address stays readable."""


@dataclass(frozen=True, slots=True)
class Face:
    """How the single file looks and behaves."""

    style: str
    script: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    title: str
    href: str
    children: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page inside the file."""

    id: str
    title: str
    html: str
    source: str


class Targets:
    """Where each page, and each id on it, is found in the single file.

    An id keeps its name behind the address of its page, as in `guides/streaming/what-youll-see`, so
    it is readable and does not change when another page does.
    """

    def __init__(self, pages: Sequence[RenderedPage]) -> None:
        self.page_ids: dict[str, str] = {}
        self._ids: dict[str, Mapping[str, str]] = {}
        taken = {"content", "contents", "top", "theme"}
        for page in pages:
            slug = page.url.removesuffix(".html").strip("/") or "index"
            self.page_ids[page.source] = _unique(slug, taken)
        for page in pages:
            prefix = self.page_ids[page.source]
            ids = dict.fromkeys(read_document(page.html).ids)
            self._ids[page.source] = {one: _unique(f"{prefix}/{one}", taken) for one in ids}

    def of(self, page: RenderedPage, anchor: str = "") -> str:
        """Return the id for a page or for an anchor on it, whether or not the page has it."""
        if not anchor:
            return self.page_ids[page.source]
        known = self._ids[page.source].get(anchor)
        return known or f"{self.page_ids[page.source]}/{anchor}"


class Library:
    """What the addresses on a page may lead to: pages of the file, and files of the site."""

    def __init__(self, rendering: Rendering, pages: Sequence[RenderedPage]) -> None:
        self.site_url = rendering.site_url
        self.chosen = {page.source for page in pages}
        self.files = {file.path: file for file in rendering.files}
        self.pages = {output_path(page.url): page for page in rendering.pages}
        # Only the names of files matter for following an address, so pages are not parsed here.
        names = {**dict.fromkeys(self.files, b""), **dict.fromkeys(self.pages, b"")}
        files = [OutputFile(path, data) for path, data in names.items()]
        self.index = SiteIndex(files, rendering.site_url)


def assemble(
    rendering: Rendering,
    pages: Sequence[RenderedPage],
    face: Face,
    templates: jinja2.Environment,
) -> str:
    """Return the single file.

    Args:
        rendering: The whole site.
        pages: The pages that go into the file, in reading order.
        face: Style and script of the file.
        templates: Where `standalone/page.html.jinja` is found.

    Returns:
        The HTML text. Addresses that lead nowhere stay as they are, for the check to find.
    """
    targets = Targets(pages)
    library = Library(rendering, pages)
    chapters = [_chapter(page, targets, library) for page in pages]
    return templates.get_template("standalone/page.html.jinja").render(
        title=rendering.title,
        language=rendering.language,
        icon=_data(library.files[rendering.icon]) if rendering.icon in library.files else "",
        style=face.style,
        style_hash=_hash(face.style),
        script=face.script,
        script_hash=_hash(face.script),
        contents=tuple(_contents(rendering.nav, library, targets)),
        pages=chapters,
        generated=f"{rendering.title}: {len(pages)} page{'s'[: len(pages) - 1]} in one file.",
    )


def reading_order(rendering: Rendering, only: str = "") -> tuple[RenderedPage, ...]:
    """Return the pages of a site in the order of its navigation, then the rest.

    Args:
        rendering: The site.
        only: Folder below the docs folder; pages elsewhere are left out.
    """
    order = {url: at for at, url in enumerate(_urls(rendering.nav))}
    inside = f"{only.strip('/')}/".lstrip("/")
    chosen = [page for page in rendering.pages if page.source.startswith(inside)]
    return tuple(sorted(chosen, key=lambda page: order.get(page.url, len(order))))


def _urls(items: Sequence[NavItem]) -> Iterator[str]:
    for item in items:
        if item.is_page:
            yield item.url
        yield from _urls(item.children)


def _chapter(page: RenderedPage, targets: Targets, library: Library) -> Chapter:
    html = rewrite_fragment(
        page.html,
        lambda one: targets.of(page, one),
        lambda link: _address(link, page, targets, library),
    )
    return Chapter(targets.of(page), page.title, html, page.path)


def _address(link: Link, page: RenderedPage, targets: Targets, library: Library) -> str:
    """Return the address in the single file for one on a page."""
    if link.target.startswith("#"):
        return _anchor(targets.of(page, unquote(link.target[1:])))
    followed = library.index.follow(output_path(page.url), link.target)
    if followed.outcome not in {Outcome.FOUND, Outcome.SLASH}:
        return link.target
    other = library.pages.get(followed.path)
    if other and other.source in library.chosen:
        return _anchor(targets.of(other, followed.fragment))
    if other:
        # The page was left out of the file on purpose: its place on the web, or plain text.
        rest = f"#{quote(followed.fragment)}" if followed.fragment else ""
        return f"{library.site_url}{other.url}{rest}" if library.site_url else ""
    file = library.files[followed.path]
    return _data(file) + (f"#{quote(followed.fragment)}" if followed.fragment else "")


def _anchor(name: str) -> str:
    return f"#{quote(name, safe=_SAFE)}"


def _data(file: OutputFile) -> str:
    """Return a file as an address that holds it."""
    kind = mimetypes.guess_type(file.path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(file.data).decode()}"


def _contents(items: Sequence[NavItem], library: Library, targets: Targets) -> Iterator[Entry]:
    """Yield the contents; sections without a page of the file are left out."""
    for item in items:
        page = library.pages.get(output_path(item.url)) if item.is_page else None
        href = _anchor(targets.of(page)) if page and page.source in library.chosen else ""
        children = tuple(_contents(item.children, library, targets))
        if href or children:
            yield Entry(item.title, href, children)


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, and take it."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}~{number}", number + 1
    taken.add(candidate)
    return candidate


def _hash(text: str) -> str:
    """Return the hash by which a content security policy allows an inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
