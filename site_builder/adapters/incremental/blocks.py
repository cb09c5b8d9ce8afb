"""Highlight a block of code once: equal blocks share it, on all pages and from build to build.

PyMdown lets an extension say who highlights code. What it makes of a block depends on nothing but
the block, its options and how many blocks came before it on the page; that number stands in the
addresses of lines, where it can be put in afterwards.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from markdown import Extension, Markdown

from site_builder.adapters.incremental.described import UndescribableError, describe, digest
from site_builder.adapters.incremental.reads import unwatched
from site_builder.stages.store import Store

_KIND = "blocks"
_KNOWN = "pymdownx.highlight.HighlightExtension"
_ASKED = "get_pymdownx_highlighter"
"""The method by which an extension says who highlights."""
_NUMBER = 918_273_645
"""What stands for the number of a block until that is known."""
_MANY = 8
"""Blocks of a page from which they are kept: an object for fewer takes longer than they do."""
_ROOM = 1 << 23
"""Characters of highlighted code that a process remembers."""


class Blocks:
    """The highlighted blocks of one build."""

    def __init__(self, store: Store | None, installation: str) -> None:
        """Begin a build.

        Args:
            store: Where the blocks of a page lie between builds; none if nothing is to be kept.
            installation: The versions of all that highlights.
        """
        self._store, self._installation = store, installation
        self._page = ""
        self._last: dict[str, str] | None = None
        self._now: dict[str, str] = {}

    def turn_to(self, page: str) -> None:
        """Keep the blocks of the page before, and begin with those that are kept of another.

        Args:
            page: Its path below the docs folder; nothing if there is no further one.
        """
        is_new = self._now.keys() != (self._last or {}).keys()
        if self._store and is_new and len(self._now) >= _MANY:
            self._store.put(_KIND, self._key(), json.dumps(self._now).encode())
        self._page, self._last, self._now = page, None, {}

    def highlighted(self, key: str, highlight: Callable[[], str]) -> str:
        """Return a block, from wherever it is known.

        Args:
            key: All that it depends on, as a digest.
            highlight: Makes it, if it is not known.
        """
        html = _memory().get(key) or self._kept().get(key) or highlight()
        _memory().put(key, html)
        self._now[key] = html
        return html

    def _kept(self) -> dict[str, str]:
        """Return the blocks that the page had when it was last converted."""
        if self._last is None:
            # What lies there belongs to the tool; the page is not made of it.
            with unwatched():
                kept = self._store.get(_KIND, self._key()) if self._store and self._page else None
            self._last = json.loads(kept) if kept else {}
        return self._last

    def _key(self) -> str:
        return digest(self._installation, self._page)


class SharedBlocks(Extension):
    """Lets SuperFences ask us for highlighted blocks; stands behind the extensions of a project."""

    def __init__(self, blocks: Blocks) -> None:
        super().__init__()
        self._blocks = blocks

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Take the place of the highlighter that is there, if that is the one we know."""
        for extension in md.registeredExtensions:
            name = f"{type(extension).__module__}.{type(extension).__qualname__}"
            given = vars(extension).get(_ASKED)
            if name == _KNOWN and (given is None or isinstance(given, _Way)):
                ask = getattr(type(extension), _ASKED)
                vars(extension)[_ASKED] = _Way(self._blocks, partial(ask, extension))


class _Way:
    """Says who highlights, in the place of the method of an extension that says it."""

    def __init__(self, blocks: Blocks, ask: Callable[[], Callable[..., Any]]) -> None:
        self._blocks, self._ask = blocks, ask

    def __call__(self) -> Callable[..., "_Shared"]:
        return self._highlighter

    def _highlighter(self, md: Markdown, **settings: Any) -> "_Shared":
        # Unless colours stand within the block, they are the stylesheet's.
        has_style = settings.get("noclasses") or settings.get("pygments_style") != "default"
        asked = settings if has_style else settings | {"pygments_style": _COLOURLESS}
        return _Shared(self._blocks, self._ask()(md, **asked), settings)


class _Colourless:
    """A style without colours: Pygments gathers those of a style anew for each block."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


_COLOURLESS = _Colourless()


class _Shared:
    """Highlights like the highlighter that it holds, and only what is not known."""

    def __init__(self, blocks: Blocks, own: Any, settings: dict[str, Any]) -> None:
        self._blocks, self._own, self._settings = blocks, own, settings

    def highlight(self, src: str, language: str, css_class: str = "highlight", **told: Any) -> Any:
        """Return what the highlighter returns for the same."""
        number = told.pop("code_block_count", 0)
        told |= {"src": src, "language": language, "css_class": css_class}
        try:
            state = describe([self._settings, told])
        except UndescribableError:
            state = ""
        # Code within a sentence, and titles that are HTML, go into a stash of the page.
        is_apart = told.get("inline") or self._settings.get("title_mode") == "html"
        if is_apart or not state or str(_NUMBER) in state:
            return self._own.highlight(**told, code_block_count=number)
        general = {**told, "code_block_count": _NUMBER}
        html = self._blocks.highlighted(digest(state), lambda: self._own.highlight(**general))
        return html.replace(f"-{_NUMBER}-", f"-{number}-")


class _Memory:
    """The blocks that were asked for last, by digest."""

    def __init__(self) -> None:
        self._blocks: dict[str, str] = {}
        self._size = 0

    def get(self, key: str) -> str | None:
        """Return a block, which then was asked for last."""
        html = self._blocks.pop(key, None)
        if html is not None:
            self._blocks[key] = html
        return html

    def put(self, key: str, html: str) -> None:
        """Remember a block, and forget those that nobody has asked for since the others."""
        if self.get(key) is None:
            self._blocks[key] = html
            self._size += len(html)
        while self._size > _ROOM:
            self._size -= len(self._blocks.pop(next(iter(self._blocks))))


# A server builds again and again in one process.
@cache
def _memory() -> _Memory:
    return _Memory()
