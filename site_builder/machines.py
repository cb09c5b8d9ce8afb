"""The order of things for what a site offers to programs: twins, lists, feed, map and pictures."""

import gzip
import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urljoin

from site_builder.model import Code, Location, NavItem, OutputFile, Problem, RenderedPage, Rendering
from site_builder.project import Project
from site_builder.stages.card import CannotDrawError, card_state, draw_card
from site_builder.stages.history import LastChange, changes_below, day_of, moment_of
from site_builder.stages.store import Store
from site_builder.text.article_markdown import ConverterMissingError
from site_builder.text.feed import Changed, atom_feed, sitemap
from site_builder.text.llms_text import Entry, llms_full, llms_txt
from site_builder.text.page_head import Told
from site_builder.text.twins import placed_at, placed_beside, twin_path, twins_of

FEED = "feed.xml"
_CARDS = "assets/site-builder/cards"
_KIND = "cards"
"""What pictures of pages are called in the store."""


def make_machine_files(
    project: Project, rendering: Rendering, *, texts_only: bool = False
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Make the files of a site that are for programs, as far as the project wants them.

    Args:
        project: The project.
        rendering: Its site.
        texts_only: Whether only those are wanted that hold the text of pages.

    Returns:
        The files, and what is wrong.
    """
    maker = _Maker(project, rendering)
    files = [*maker.texts(), *(() if texts_only else maker.others())]
    return tuple(files), tuple(maker.problems)


def told_by(project: Project, page: RenderedPage, site_name: str, site_url: str) -> Told:
    """Return what a page says of itself to programs.

    Args:
        project: The project.
        page: The page.
        site_name: Title of the site.
        site_url: Where it is published, empty if that is not known.
    """
    wanted = project.settings.machines
    folder = posixpath.dirname(page.url) or "."
    source = project.site.page(page.source)
    return Told(
        title=page.title,
        site_name=site_name,
        description=source.front_matter.summary if source else "",
        address=urljoin(site_url, quote(page.url)) if site_url else "",
        twin=quote(posixpath.relpath(twin_path(page), folder)) if wanted.markdown else "",
        feed=posixpath.relpath(FEED, folder) if wanted.feed and site_url else "",
        picture=urljoin(site_url, quote(_card_path(project, page)))
        if wanted.cards and site_url
        else "",
        is_home=not page.url,
        open_graph=wanted.cards,
    )


def _card_path(project: Project, page: RenderedPage) -> str:
    """Return where the picture of a page lies; pages that the tool made share that of the site."""
    source = project.site.page(page.source)
    own = source is not None and not source.generated
    return f"{_CARDS}/{page.source.removesuffix('.md')}.png" if own else f"{_CARDS}.png"


class _Maker:
    """One run: what the files have in common, and what is found wrong on the way."""

    def __init__(self, project: Project, rendering: Rendering) -> None:
        self.project = project
        self.settings = project.settings
        self.wanted = project.settings.machines
        self.rendering = rendering
        self.url = rendering.site_url
        self.problems: list[Problem] = []
        font = self.wanted.card_font
        self._font = self.settings.root / font if font else None
        self._store = Store(self.settings.cache_folder, self.settings.cache_bytes)
        self.sections = dict(_sections(rendering.nav))
        order = {url: at for at, url in enumerate(self.sections)}
        self.pages = sorted(
            rendering.pages, key=lambda one: (order.get(one.url, len(order)), one.url)
        )

    def others(self) -> Iterator[OutputFile]:
        """Yield map, feed and pictures; `problems` is whole when all have been taken."""
        wanted = self.wanted
        if not (wanted.sitemap or wanted.feed or wanted.cards):
            return
        if not self.url:
            names = [name for name in ("sitemap", "feed", "cards") if getattr(wanted, name)]
            message = f"whole addresses are needed for what 'machines' asks for: {', '.join(names)}"
            hint = "set 'site_url'; without it they are left out"
            place = Location(self.settings.config_path)
            self.problems.append(Problem(Code.ADDRESS_UNKNOWN, place, message, hint))
            return
        changes = changes_below(self.settings.root, self.settings.docs_dir)
        if wanted.sitemap:
            yield from self._sitemap(changes)
        if wanted.feed:
            yield from self._feed(changes)
        if wanted.cards:
            yield from self._cards()

    def texts(self) -> Iterator[OutputFile]:
        """Yield twins and lists; `problems` is whole when all have been taken."""
        if not (self.wanted.markdown or self.wanted.llms):
            return
        try:
            texts = twins_of(self.pages)
        except ConverterMissingError:
            message = "pages cannot be written as Markdown, because html-to-markdown is missing"
            place = Location(self.settings.config_path)
            hint = 'run: pip install "site-builder[machines]"'
            self.problems.append(Problem(Code.MACHINES_TOOL_MISSING, place, message, hint))
            return
        if self.wanted.markdown:
            for page in self.pages:
                path = twin_path(page)
                text = placed_beside(texts[page.source], path)
                yield OutputFile(path, text.encode())
        if self.wanted.llms:
            title, about = self.rendering.title, self.rendering.description
            entries = [self._entry(page) for page in self.pages]
            yield OutputFile("llms.txt", llms_txt(title, about, entries).encode())
            whole = (
                (one, placed_at(texts[page.source], self.url))
                for one, page in zip(entries, self.pages, strict=True)
            )
            yield OutputFile("llms-full.txt", llms_full(title, about, whole).encode())

    def _entry(self, page: RenderedPage) -> Entry:
        path = twin_path(page) if self.wanted.markdown else page.url or "index.html"
        return Entry(
            page.title,
            urljoin(self.url, quote(path)),
            self._summary(page),
            self.sections.get(page.url, ""),
        )

    def _summary(self, page: RenderedPage) -> str:
        source = self.project.site.page(page.source)
        return source.front_matter.summary if source else ""

    def _address(self, page: RenderedPage) -> str:
        return urljoin(self.url, quote(page.url))

    def _sitemap(self, changes: Mapping[str, LastChange]) -> Iterator[OutputFile]:
        days = {path: day_of(one.seconds) for path, one in changes.items()}
        data = sitemap((self._address(one), days.get(one.path, "")) for one in self.pages)
        yield OutputFile("sitemap.xml", data)
        # MkDocs writes both; no time, so that the same pages give the same bytes.
        yield OutputFile("sitemap.xml.gz", gzip.compress(data, mtime=0))

    def _feed(self, changes: Mapping[str, LastChange]) -> Iterator[OutputFile]:
        pages = {page.path: page for page in self.pages}
        latest = sorted(
            ((one.seconds, path) for path, one in changes.items() if path in pages),
            key=lambda pair: (-pair[0], pair[1]),
        )
        entries = [
            Changed(
                pages[path].title,
                self._address(pages[path]),
                moment_of(seconds),
                is_new=changes[path].is_new,
                summary=self._summary(pages[path]),
            )
            for seconds, path in latest[: self.wanted.feed_entries]
        ]
        if entries:
            address = urljoin(self.url, FEED)
            yield OutputFile(FEED, atom_feed(self.rendering.title, address, entries))
        else:
            message = "no feed of changes can be made, because git knows no change of any page"
            hint = "commit the pages, and build in a clone that has its history"
            place = Location(self.settings.config_path)
            self.problems.append(Problem(Code.HISTORY_MISSING, place, message, hint))

    def _cards(self) -> Iterator[OutputFile]:
        state, name = card_state(self._font), self.rendering.title
        wanted = {_card_path(self.project, page): page for page in self.pages}
        for path, page in wanted.items():
            shared = path == f"{_CARDS}.png"
            title = name if shared else page.title
            summary = self.rendering.description if shared else self._summary(page)
            try:
                data = self._card(state, title, "" if shared else name, summary)
            except CannotDrawError as error:
                message = f"the picture of this page cannot be drawn: {error}"
                place = Location(page.path)
                self.problems.append(Problem(Code.CARD_UNDRAWN, place, message))
            else:
                yield OutputFile(path, data)

    def _card(self, state: str, title: str, site_name: str, summary: str) -> bytes:
        """Return the picture of a page, drawn if no build before has drawn the same."""
        key = json.dumps([state, title, site_name, summary])
        data = self._store.get(_KIND, key) if state else None
        if data is None:
            data = draw_card(title, site_name, summary, self._font)
            if state:
                self._store.put(_KIND, key, data)
        return data


def _sections(nav: Sequence[NavItem], section: str = "") -> Iterator[tuple[str, str]]:
    """Yield the address of each page of a navigation, with the top entry that it stands under."""
    for item in nav:
        if item.is_page:
            yield item.url, section or item.title
        yield from _sections(item.children, section or item.title)
