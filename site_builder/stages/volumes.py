"""Decide which pages go into which file, and in which order they are read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from site_builder.model import NavItem, RenderedPage, Rendering, SingleFile, Split, Volume


def reading_order(rendering: Rendering, only: Sequence[str] = ()) -> tuple[RenderedPage, ...]:
    """Return the pages of a site in the order of its navigation, then the rest.

    Args:
        rendering: The site.
        only: Pages and folders below the docs folder to which it is limited; all when empty.
    """
    order = {url: at for at, url in enumerate(_urls(rendering.nav))}
    chosen = [page for page in rendering.pages if not only or _is_chosen(page, only)]
    return tuple(sorted(chosen, key=lambda page: order.get(page.url, len(order))))


def unmatched(rendering: Rendering, only: Sequence[str]) -> tuple[str, ...]:
    """Return what of a choice is no page and no folder of pages."""
    return tuple(
        one for one in only if not any(_is_chosen(page, [one]) for page in rendering.pages)
    )


def volumes_of(
    rendering: Rendering,
    wish: SingleFile,
    sizes: Mapping[str, int] | None = None,
    room: int = 0,
) -> tuple[Volume, ...]:
    """Divide a site into files.

    Args:
        rendering: The site.
        wish: What its author wants.
        sizes: Bytes that each page takes, by its source.
        room: Bytes that the pages of one file may take, where their sizes are given.

    Returns:
        The files, the first of them under the name that was asked for.
    """
    pages = reading_order(rendering, wish.only)
    title = wish.title or rendering.title
    groups = [("", pages)]
    if wish.split is Split.SECTION:
        groups = list(_by_section(rendering.nav, pages))
    if sizes:
        groups = [(name, part) for name, whole in groups for part in _by_size(whole, sizes, room)]
    return tuple(_named(groups, wish.file, title))


def _by_section(
    nav: Sequence[NavItem], pages: Sequence[RenderedPage]
) -> Iterator[tuple[str, tuple[RenderedPage, ...]]]:
    """Yield the pages that are in no section, then those of each top-level section."""
    sections = [item for item in nav if item.children]
    section = {url: at for at, item in enumerate(sections) for url in _urls([item])}
    for at in sorted({section.get(page.url, -1) for page in pages}):
        title = sections[at].title if at >= 0 else ""
        yield title, tuple(page for page in pages if section.get(page.url, -1) == at)


def _by_size(
    pages: Sequence[RenderedPage], sizes: Mapping[str, int], bound: int
) -> Iterator[tuple[RenderedPage, ...]]:
    """Yield runs of pages that stay below a size, each with one page at least."""
    part: list[RenderedPage] = []
    size = 0
    for page in pages:
        if part and size + sizes[page.source] > bound:
            yield tuple(part)
            part, size = [], 0
        part.append(page)
        size += sizes[page.source]
    yield tuple(part)


def _named(
    groups: Sequence[tuple[str, tuple[RenderedPage, ...]]], file: str, title: str
) -> Iterator[Volume]:
    path = PurePosixPath(file)
    taken: set[str] = set()
    for number, (name, pages) in enumerate(groups, start=1):
        words = "-".join(re.findall(r"\w+", name.lower()))
        stem = f"{path.stem}-{words or number}" if taken else path.stem
        # Two sections may have one title, and a section may go on in a second file.
        unique = f"{stem}-{number}" if stem in taken else stem
        taken.add(unique)
        yield Volume(f"{unique}{path.suffix}", f"{title}: {name}" if name else title, pages)


def _is_chosen(page: RenderedPage, only: Sequence[str]) -> bool:
    names = [one.strip("/") for one in only]
    return any(not one or page.source == one or page.source.startswith(f"{one}/") for one in names)


def _urls(items: Sequence[NavItem]) -> Iterator[str]:
    for item in items:
        if item.is_page:
            yield item.url
        yield from _urls(item.children)
