"""Put the chapters of a volume into one HTML file that needs nothing beside it."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import jinja2
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import NavItem, RenderedPage, Rendering, Volume
from site_builder.text.addresses import output_path
from site_builder.text.library import Library
from site_builder.text.targets import Targets

_LINE = 68
"""Characters of a line of text at the measure of the page."""
_PAGE_PIXELS, _TEXT_PIXELS, _CODE_PIXELS = 204, 34, 23
"""Height of a page without text, of a line of text, and of a line of code, in a wide window.

Fitted to the pages of the handbook and of the benchmark; 96 % are within 6 % of what they take."""
_BLOCK_PIXELS: Mapping[str, int] = {
    "p, li": 12,
    "h1, h2, h3, h4": 28,
    "pre": 32,
    "tr": 10,
    "svg.diagram": 476,
}
"""What each block takes besides its lines."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a single file looks and behaves."""

    style: str
    script: str
    head_script: str = ""
    """Runs before the first page is parsed."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What comes before the first page."""

    title: str
    subtitle: str
    image: str
    """Address of a picture that is held in it; empty for none."""
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    title: str
    href: str
    children: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page inside the file."""

    id: str
    title: str
    html: str
    source: str
    updated: str
    part: str
    """Name of the part of the navigation that it belongs to, as it can stand in a stylesheet."""
    height: int
    """About how many pixels it takes at the width of a desktop, for a browser that has not laid it
    out yet."""
    previous: Entry | None
    next: Entry | None


@dataclass(frozen=True, slots=True)
class Part:
    """A top-level entry of the navigation, which begins on a new sheet of paper."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Making:
    """All that the files of one run have in common."""

    rendering: Rendering
    library: Library
    targets: Targets
    volumes: tuple[Volume, ...]
    face: Face
    templates: jinja2.Environment
    project_style: str = ""
    """Rules of the project and of its pages, which come after the file's own."""
    icon: str = ""
    cover: Cover | None = None
    updated: str = ""


def assemble(volume: Volume, making: Making, article: Callable[[RenderedPage], str]) -> str:
    """Return one file.

    Args:
        volume: Its pages.
        making: What it has in common with the other files of the run.
        article: Returns the article of a page as it stands in this file.

    Returns:
        The HTML text. Addresses that lead nowhere stay as they are, for the check to find.
    """
    parts = tuple(_parts(making.rendering))
    chapters = tuple(_chapters(volume, making, parts, article))
    heads = making.templates.get_template("standalone/parts.css.jinja").render(
        parts=[part for part, _ in parts], title=volume.title
    )
    styles = [f"{making.face.style}\n{heads}", making.project_style]
    rendering = making.rendering
    return making.templates.get_template("standalone/page.html.jinja").render(
        title=volume.title,
        description=rendering.description,
        language=rendering.language,
        direction=rendering.direction,
        icon=making.icon,
        styles=[(style, content_hash(style)) for style in styles if style],
        script=making.face.script,
        script_hash=content_hash(making.face.script),
        head_script=making.face.head_script,
        head_script_hash=content_hash(making.face.head_script),
        cover=making.cover if volume is making.volumes[0] else None,
        contents=tuple(_contents(rendering.nav, volume, making)),
        siblings=tuple(Entry(one.title, one.file) for one in making.volumes if one is not volume),
        pages=chapters,
        built_with=rendering.built_with,
        updated=making.updated,
        generated=_count(len(volume.pages), volume.title),
    )


def _count(pages: int, title: str) -> str:
    return f"{title}: {pages} page{'' if pages == 1 else 's'} in one file."


def _chapters(
    volume: Volume,
    making: Making,
    parts: Sequence[tuple[Part, frozenset[str]]],
    article: Callable[[RenderedPage], str],
) -> Iterator[Chapter]:
    earlier = (None, *volume.pages[:-1])
    later = (*volume.pages[1:], None)
    for previous, page, following in zip(earlier, volume.pages, later, strict=True):
        html = article(page)
        part = next((one.name for one, urls in parts if page.url in urls), "other")
        yield Chapter(
            id=making.targets.id_of(page),
            title=page.title,
            html=html,
            source=page.path,
            updated=page.updated,
            part=part,
            height=_height(html),
            previous=_entry(previous, volume, making),
            next=_entry(following, volume, making),
        )


def _entry(page: RenderedPage | None, volume: Volume, making: Making) -> Entry | None:
    if page is None:
        return None
    return Entry(page.title, making.targets.address(page, "", volume.file))


def _parts(rendering: Rendering) -> Iterator[tuple[Part, frozenset[str]]]:
    for number, item in enumerate(rendering.nav, start=1):
        yield Part(f"part-{number}", item.title), frozenset(_urls(item))


def _urls(item: NavItem) -> Iterator[str]:
    if item.is_page:
        yield item.url
    for child in item.children:
        yield from _urls(child)


def _contents(items: Sequence[NavItem], volume: Volume, making: Making) -> Iterator[Entry]:
    """Yield the contents; sections without a page in any of the files are left out."""
    for item in items:
        page = making.library.pages.get(output_path(item.url)) if item.is_page else None
        inside = page is not None and page in making.targets
        href = making.targets.address(page, "", volume.file) if page and inside else ""
        children = tuple(_contents(item.children, volume, making))
        if href or children:
            yield Entry(item.title, href, children)


def _height(html: str) -> int:
    """Return about how high an article is, from its lines and blocks."""
    tree = LexborHTMLParser(html)
    code = [node.text() for node in tree.css("pre")]
    lines = sum(text.count("\n") + 1 for text in code)
    text = len(tree.body.text() if tree.body else "") - sum(map(len, code))
    blocks = sum(len(tree.css(one)) * pixels for one, pixels in _BLOCK_PIXELS.items())
    return _PAGE_PIXELS + text * _TEXT_PIXELS // _LINE + lines * _CODE_PIXELS + blocks


def content_hash(text: str) -> str:
    """Return the hash by which a content security policy allows an inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
