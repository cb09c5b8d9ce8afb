"""What a single file takes inside: files of the site, stylesheets, and what was fetched."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code, OutputFile, RenderedPage, Rendering, SingleFile
from site_builder.stages.embed import (
    embed_declarations,
    embed_file,
    embed_style,
    embed_stylesheets,
)
from site_builder.stages.fonts import subset_font
from site_builder.stages.reencode import missing_library, reencode
from site_builder.text.assets import Assets, Embedded, EmbeddedStyle, Found
from site_builder.text.fault import Fault
from site_builder.text.finding import Finding
from site_builder.text.style_scope import layer_stylesheet, scope_stylesheet


class Inside:
    """The files of a site as a single file holds them, each prepared once.

    Args:
        rendering: The site.
        pages: The pages of the single file, whose characters its fonts must have.
        wish: What its author wants.
        asset_bytes: Size of what may be taken in.
    """

    def __init__(
        self,
        rendering: Rendering,
        pages: Iterable[RenderedPage],
        wish: SingleFile,
        asset_bytes: int,
    ) -> None:
        self._rendering = rendering
        self._wish = wish
        wants_smaller = wish.reencode or wish.image_width > 0
        self.fault = missing_library() if wants_smaller else None
        """What keeps pictures from being encoded anew."""
        self._smaller = wants_smaller and self.fault is None
        self._files = {file.path: file for file in rendering.files}
        self._assets = Assets(
            files=self._files,
            asset_bytes=asset_bytes,
            subset=subset_font,
            characters=_characters(pages) if rendering.stylesheets else frozenset(),
            site_url=rendering.site_url,
        )
        self._embedded: dict[str, Embedded] = {}
        self._wanted: dict[str, None] = {}
        self._failed: dict[str, str] = {}
        self.fetched: dict[str, OutputFile] = {}

    def embed(self, file: OutputFile) -> Embedded:
        """Return a file as an address that holds it."""
        if file.path not in self._embedded:
            self._embedded[file.path] = self._encoded(file)
        return self._embedded[file.path]

    def _encoded(self, file: OutputFile) -> Embedded:
        if not self._smaller:
            return embed_file(file.path, self._assets)
        data = reencode(file.data, self._wish.image_width)
        if isinstance(data, Fault):
            finding = Finding(data.code, file.path, data.message, data.hint)
            return Embedded("", found=(Found(file.path, 0, finding),))
        self._files[file.path] = OutputFile(file.path, data)
        return embed_file(file.path, self._assets)

    def icon(self) -> str:
        """Return the icon of the site as an address that holds it, empty if there is none."""
        file = self._files.get(self._rendering.icon)
        return self.embed(file).address if file else ""

    def stylesheets(self) -> EmbeddedStyle:
        """Return the project's own stylesheets, kept to the articles.

        They may give a look to what the project's pages hold. The rules of the file come before
        theirs, so that they cannot make its own parts unusable.
        """
        style = embed_stylesheets(self._rendering.stylesheets, self._assets)
        self.want(style.remote)
        css = layer_stylesheet(scope_stylesheet(style.css, "#content"), "project")
        return replace(style, css=css)

    def rules(self, css: str, page: str) -> EmbeddedStyle:
        """Return a stylesheet that stands in a page, with all that it loads."""
        return embed_style(css, page, self._assets)

    def declarations(self, css: str, page: str) -> EmbeddedStyle:
        """Return the style of one element, with all that it loads."""
        return embed_declarations(css, page, self._assets)

    def want(self, addresses: Sequence[str]) -> None:
        """Note what would be needed from other sites."""
        self._wanted |= dict.fromkeys(addresses)

    def unfetched(self) -> tuple[str, ...]:
        """Return what is needed and has not been asked for yet."""
        return tuple(
            one for one in self._wanted if one not in self.fetched and one not in self._failed
        )

    def add(self, address: str, data: bytes, reason: str) -> None:
        """Take in what came from another site, or note why nothing came."""
        if reason:
            self._failed[address] = reason
        else:
            self._files[address] = self.fetched[address] = OutputFile(address, data)

    def judged(self, finding: Finding) -> Finding:
        """Return a finding as it is after what could be fetched has been."""
        address = finding.trace
        full = f"https:{address}" if address.startswith("//") else address
        if finding.code is not Code.ASSET_REMOTE or full not in self._failed:
            return finding
        message = f"'{address}' could not be fetched: {self._failed[full]}"
        return Finding(Code.FETCH_FAILED, address, message)


def _characters(pages: Iterable[RenderedPage]) -> frozenset[str]:
    trees = (LexborHTMLParser(page.html) for page in pages)
    return frozenset().union(*(tree.body.text() for tree in trees if tree.body))
