"""Put files of the site inside: pictures, fonts and stylesheets with all that they load."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from urllib.parse import urlsplit

from site_builder.model import Code
from site_builder.text.assets import Assets, Embedded, EmbeddedStyle, Found
from site_builder.text.data_address import data_address, drawing_address, readable_size
from site_builder.text.fault import Fault
from site_builder.text.finding import Finding
from site_builder.text.imports import inline_imports
from site_builder.text.locate import is_remote, locate
from site_builder.text.pictures import dimensions, media_type, sniff
from site_builder.text.stylesheets import (
    Address,
    Use,
    characters_of_stylesheet,
    holds_rules,
    read_stylesheet,
    rewrite_declarations,
    rewrite_stylesheet,
)
from site_builder.text.unicode_ranges import within
from site_builder.text.vector import NotSvgError, read_svg, tidy_svg

_UNREAD_FORMS = frozenset({"embedded-opentype", "svg"})
"""Formats of fonts that no browser reads any more."""


def embed_file(path: str, assets: Assets, written: str = "", page: str = "") -> Embedded:
    """Return the `data:` address of a file.

    Args:
        path: Its path below the site's folder, or its full address if it was fetched.
        assets: All files.
        written: The address as its author wrote it, for messages.
        page: File of the site in which it is written; the file itself when left out.

    Returns:
        The address, nothing for a file that is missing, too large, or not what its name says.
    """
    work = _Embedding(assets)
    address = work.file(path, _Place(page or path, 0, written or path), ())
    file = assets.files.get(path)
    size = dimensions(file.data) if address and file else None
    return Embedded(address, size, tuple(work.found), tuple(work.remote))


def embed_stylesheets(paths: Sequence[str], assets: Assets) -> EmbeddedStyle:
    """Return one stylesheet that holds others, with all that they load.

    Args:
        paths: The stylesheets, in the order in which they apply.
        assets: All files.
    """
    work = _Embedding(assets)
    work.note_characters(paths)
    parts = [work.sheet(path, _Place(path, 0, path), ()) for path in paths]
    return work.style("\n".join(filter(None, parts)))


def embed_style(css: str, page: str, assets: Assets) -> EmbeddedStyle:
    """Return the text of a `style` element of a page with all that it loads.

    Args:
        css: The text.
        page: Path of the page's file, from which its addresses are followed.
        assets: All files.
    """
    work = _Embedding(assets)
    return work.style(work.rules(css, (page,)))


def embed_declarations(css: str, page: str, assets: Assets) -> EmbeddedStyle:
    """Return the text of a `style` attribute of a page with all that it loads."""
    work = _Embedding(assets)
    return work.style(rewrite_declarations(css, lambda one: work.follow(one, (page,))))


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    line: int
    written: str


class _Embedding:
    """One piece of work, which notes what it finds on its way."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._characters = set(assets.characters)
        self.found: list[Found] = []
        self.remote: list[str] = []

    def note_characters(self, paths: Sequence[str]) -> None:
        """Note what stylesheets put into the page: a font may lie in another one than its use."""
        seen: set[str] = set()
        todo = list(paths)
        while todo:
            path = todo.pop()
            file = self._assets.files.get(path)
            if file is None or path in seen:
                continue
            seen.add(path)
            css = file.data.decode("utf-8-sig", "replace")
            self._characters |= characters_of_stylesheet(css)
            imports = [one for one in read_stylesheet(css).addresses if one.use is Use.IMPORT]
            todo += [locate(path, one.target, self._assets.site_url)[0] for one in imports]

    def style(self, css: str) -> EmbeddedStyle:
        # The end tag would end the element also within a string.
        return EmbeddedStyle(css.replace("</", "<\\/"), tuple(self.found), tuple(self.remote))

    def report(self, code: Code, place: _Place, message: str, hint: str = "") -> str:
        self.found.append(
            Found(place.path, place.line, Finding(code, place.written, message, hint))
        )
        return ""

    def load(self, path: str, place: _Place, trail: Sequence[str]) -> bytes:
        """Return the bytes of a file; none, with a finding, if it cannot be had."""
        file = self._assets.files.get(path)
        if path in trail:
            self.report(Code.ASSET_UNREADABLE, place, f"'{place.written}' loads itself")
        elif file is None and is_remote(path):
            self.remote.append(path)
            self.report(Code.ASSET_REMOTE, place, f"'{path}' lies on another site")
        elif file is None:
            self.report(Code.LINK_DEAD, place, f"'{place.written}' is not in the site")
        elif not file.data:
            self.report(Code.ASSET_UNREADABLE, place, f"'{place.written}' is empty")
        else:
            return file.data
        return b""

    def bounded(self, data: bytes, place: _Place) -> bytes:
        limit = self._assets.asset_bytes
        if len(data) <= limit:
            return data
        sizes = f"{readable_size(len(data), limit)}, the limit is {readable_size(limit, limit)}"
        self.report(Code.ASSET_TOO_LARGE, place, f"'{place.written}' has {sizes}")
        return b""

    def file(self, path: str, place: _Place, trail: Sequence[str]) -> str:
        data = self.load(path, place, trail)
        data = self.bounded(data, place) if data else data
        if not data:
            return ""
        named = media_type(urlsplit(path).path)
        kind = sniff(data) if named.startswith("image/") or named.endswith("stream") else named
        if kind == "image/svg+xml" or (not kind and named == "image/svg+xml"):
            return self._drawing(data, place, (*trail, path))
        if not kind and named.startswith("image/"):
            start = data[:15].decode("ascii", "replace")
            message = f"'{place.written}' is not an image; it begins with {start!r}"
            return self.report(Code.ASSET_UNREADABLE, place, message)
        return data_address(data, kind or named)

    def _drawing(self, data: bytes, place: _Place, trail: Sequence[str]) -> str:
        try:
            root = read_svg(data)
        except NotSvgError as error:
            message = f"'{place.written}' is not a drawing that can be shown: {error}"
            return self.report(Code.ASSET_UNREADABLE, place, message)
        text = tidy_svg(root, lambda one: self.follow(one, trail))
        return drawing_address(text)

    def follow(self, address: Address, trail: Sequence[str]) -> str:
        """Return what stands for an address of the last file of a trail."""
        place = _Place(trail[-1], address.line, address.target)
        path, fragment = locate(trail[-1], address.target, self._assets.site_url)
        if not path:
            message = f"'{address.target}' cannot be brought inside"
            return self.report(Code.ASSET_UNREADABLE, place, message)
        new = self.file(path, place, trail)
        return f"{new}#{fragment}" if new and fragment else new

    def sheet(self, path: str, place: _Place, trail: Sequence[str]) -> str:
        data = self.load(path, place, trail)
        data = self.bounded(data, place) if data else data
        if not data:
            return ""
        try:
            css = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            message = f"'{place.written}' is not UTF-8 text"
            return self.report(Code.ASSET_UNREADABLE, place, message)
        is_page = css.lstrip()[:9].lower().startswith(("<!doctype", "<html"))
        if is_page or (css.strip() and not holds_rules(css)):
            message = f"'{place.written}' holds no rule of a stylesheet"
            return self.report(Code.ASSET_UNREADABLE, place, message)
        return self.rules(css, (*trail, path))

    def rules(self, css: str, trail: Sequence[str]) -> str:
        """Return the text of a stylesheet, the last of a trail, with all that it loads."""
        imports = {
            one.target: _Place(trail[-1], one.line, one.target)
            for one in read_stylesheet(css).addresses
            if one.use is Use.IMPORT
        }

        def imported(address: Address) -> str:
            path, _ = locate(trail[-1], address.target, self._assets.site_url)
            return self.sheet(path, imports[address.target], trail)

        faces: set[int] = set()
        shown = self._characters | characters_of_stylesheet(css)

        def replace(address: Address) -> str:
            if address.use is Use.IMPORT:
                return address.target
            if address.use is not Use.FONT:
                return self.follow(address, trail)
            wanted = within(address.ranges, shown)
            if address.face in faces or not wanted or address.form in _UNREAD_FORMS:
                return ""
            new = self._font(address, wanted, trail)
            faces.update({address.face} if new else ())
            return new

        # The imported ones follow their addresses from where they lie, so they come last.
        return inline_imports(rewrite_stylesheet(css, replace), imported)

    def _font(self, address: Address, characters: Set[str], trail: Sequence[str]) -> str:
        place = _Place(trail[-1], address.line, address.target)
        path, _ = locate(trail[-1], address.target, self._assets.site_url)
        if urlsplit(path).path.lower().endswith(".eot"):
            return ""
        data = self.load(path, place, trail)
        part = self._assets.subset(data, characters) if data else b""
        if isinstance(part, Fault):
            message = f"the font '{address.target}' cannot be put inside: {part.message}"
            return self.report(part.code, place, message, part.hint)
        part = self.bounded(part, place)
        return data_address(part, "font/woff2") if part else ""
