"""Let the search plugins of Material and of MkDocs read articles faster than with their parsers.

Only an index that is exactly theirs, of a source that is known, is given another reader of
articles; what becomes of the sections stays its own. So its file is the same, byte for byte.
"""

import functools
import hashlib
import inspect
import json
import re
import sys
from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.described import digest
from site_builder.stages.store import Store
from site_builder.text import search_texts as texts
from site_builder.text.search_sections import VOID, Section, sections_of
from site_builder.text.search_tags import Tags

_MATERIAL = "material.plugins.search.plugin"
_MKDOCS = "mkdocs.contrib.search.search_index"
_CLASSES: Mapping[str, tuple[str, ...]] = {
    # What decides on the entries of a page.
    _MATERIAL: ("SearchIndex", "Element", "Section", "Parser"),
    _MKDOCS: ("SearchIndex", "ContentSection", "ContentParser"),
}
_KNOWN = frozenset(
    {
        "7ea7f63cb63f71cce139258fcde42d8d5f656b7e1265e1b927e8a62d8661dc04",
        "f11a772c09852968618731f6f157fa9b57eba6afc93c7ea469f6db9c1ca29061",
    }
)
"""Digests of the source of those classes, as this module was written for."""
_KNOWN_HOOKS = frozenset({"3c416ae2b2d0c748665c22c8cefded0ea5b6f0eae12a0e15130e02abf698a5b5"})
"""Digests of the source of the method that takes marks out of an article, likewise."""
_MARK = "data-search-"

_KIND = "search"
_Read = Callable[[str], list[Any]]


class Kept:
    """What was read of the articles of a site, in one object of the store.

    An object for each article would be a file for each, and many small files are slow to write.
    """

    def __init__(self, store: Store, installation: str) -> None:
        """Prepare to keep what is read.

        Args:
            store: Where it lies.
            installation: All that decides on it beside the articles.
        """
        self._store = store
        self._installation = installation
        self._key = ""
        self._last: dict[str, list[Any]] = {}
        self._used: dict[str, list[Any]] = {}

    def begin(self, site: str) -> None:
        """Take what the last build of a site has kept.

        Args:
            site: What tells the site from others, such as the path of its configuration.
        """
        self._key = digest(self._installation, site)
        data = self._store.get(_KIND, self._key)
        self._last = json.loads(data) if data else {}

    def taken(self, name: str, html: str, read: Callable[[str], list[Any]]) -> list[Any]:
        """Return what is read of an article, from the last build if that has seen the same.

        Args:
            name: Who reads it.
            html: The article.
            read: What reads it.
        """
        key = digest(name, html)
        found = self._last.get(key)
        self._used[key] = read(html) if found is None else found
        return self._used[key]

    def keep(self) -> None:
        """Keep what this build has used, if that is not what there was."""
        if self._used.keys() != self._last.keys():
            self._store.put(_KIND, self._key, json.dumps(self._used).encode())


def read_faster(config: MkDocsConfig, kept: Kept | None) -> None:
    """Give the search plugins that are known a faster reader of articles, for this build.

    Args:
        config: The configuration, whose plugins have begun the build.
        kept: Where what was read lies between builds; None when nothing is to be kept.
    """
    if kept:
        kept.begin(config.config_file_path or "")
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        name = type(index).__module__
        if name in _CLASSES and is_known(sys.modules[name], type(index)) and not _changed(index):
            add, read = _READERS[name]
            reader = functools.partial(read, sys.modules[name], Tags())
            index.add_entry_from_context = functools.partial(add, index, reader, name, kept)
            _spare_unmarked(plugin, config)


def is_known(module: ModuleType, kind: type) -> bool:
    """Return whether a class is the index of a search plugin whose entries are known.

    Args:
        module: The module of the class.
        kind: The class.
    """
    names = _CLASSES.get(module.__name__, ())
    classes = [getattr(module, name, None) for name in names]
    if not classes or classes[0] is not kind or getattr(module, "void", VOID) != VOID:
        return False
    as_written = all(
        function.__module__ == module.__name__ and function.__qualname__.startswith(f"{name}.")
        for name, one in zip(names, classes, strict=True)
        for function in vars(one).values()
        if isinstance(function, FunctionType)
    )
    return as_written and digest_of_classes(module, names) in _KNOWN


def digest_of_classes(module: ModuleType, names: tuple[str, ...]) -> str:
    """Return a digest of the source of classes.

    Args:
        module: Their module.
        names: Their names.

    Returns:
        The digest; empty when the source of one cannot be found.
    """
    try:
        source = inspect.getsource(module)
    except (OSError, TypeError):
        return ""
    found = [re.search(rf"^class {name}\b.*?(?=^\S|\Z)", source, re.M | re.S) for name in names]
    texts = [match[0].rstrip() for match in found if match]
    joined = "\n".join(texts).encode()
    return hashlib.sha256(joined).hexdigest() if len(texts) == len(names) else ""


class _Marks:
    """Takes the marks for the search out of articles, where there are any.

    The plugin looks for them at each space of each article, which takes longer than to make the
    entries of a page that is known.
    """

    def __init__(self, hook: Any) -> None:
        self._hook = hook

    def take_out(self, context: Any, *, page: Page, **others: Any) -> Any:
        """Do what the plugin does when a page is about to be rendered."""
        plugin = self._hook.__self__
        if not page.content or _MARK in page.content or not plugin.config.enabled:
            return self._hook(context, page=page, **others)
        return plugin.search_index.add_entry_from_context(page)


def _spare_unmarked(plugin: Any, config: MkDocsConfig) -> None:
    """Let a plugin look for marks only in articles that hold one, if it is as we know it."""
    hooks = config.plugins.events["page_context"]
    for at, hook in enumerate(hooks):
        is_its = getattr(hook, "__self__", None) is plugin
        if is_its and _digest_of_hook(hook) in _KNOWN_HOOKS:
            hooks[at] = _Marks(hook).take_out


def _digest_of_hook(hook: Any) -> str:
    try:
        return hashlib.sha256(inspect.getsource(hook).strip().encode()).hexdigest()
    except (OSError, TypeError):
        return ""


def _changed(index: Any) -> bool:
    """Return whether somebody has given an index methods of its own."""
    return any(callable(value) for value in vars(index).values())


def _add_to_material(index: Any, read: _Read, name: str, kept: Kept | None, page: Page) -> None:
    if not (page.meta.get("search") or {}).get("exclude"):
        for anchor, title, text in _taken(read, name, kept, page):
            section = Section("", id=anchor, title=title, text=text)
            index.create_entry_for_section(section, page.toc, page.url, page)


def _read_for_material(module: Any, tags: Tags, html: str) -> list[Any]:
    found = sections_of(html, tags)
    if found is None:
        parser = module.Parser()
        parser.feed(html)
        parser.close()
        return [_packed(one) for one in parser.data if not one.is_excluded()]
    return [_packed(one) for one in found if not one.excluded]


def _packed(section: Any) -> list[Any]:
    """Return anchor, title and text; a title without pieces says that there is none."""
    title = ["".join(section.title)] if section.title else []
    return [section.id, title, ["".join(section.text)]]


def _add_to_mkdocs(index: Any, read: _Read, name: str, kept: Kept | None, page: Page) -> None:
    wanted = index.config["indexing"]
    (whole, *sections) = _taken(read, name, kept, page)
    index._add_entry(title=page.title, text=whole if wanted == "full" else "", loc=page.url)
    if wanted in {"full", "sections"}:
        for anchor, text in sections:
            index.create_entry_for_section(texts.Section(anchor, text=text), page.toc, page.url)


def _read_for_mkdocs(module: Any, tags: Tags, html: str) -> list[Any]:
    found = texts.texts_of(html, tags)
    if found is None:
        parser = module.ContentParser()
        parser.feed(html)
        parser.close()
        whole, sections = parser.stripped_html, parser.data
    else:
        whole, sections = "\n".join(found.texts), found.sections
    return [whole.rstrip("\n"), *([one.id, [" ".join(one.text)]] for one in sections)]


def _taken(read: _Read, name: str, kept: Kept | None, page: Page) -> list[Any]:
    """Return what is read of a page, from the last build if that has seen the same article."""
    html = page.content or ""
    return kept.taken(name, html, read) if kept else read(html)


_READERS: Mapping[str, tuple[Callable[..., None], Callable[..., list[Any]]]] = {
    _MATERIAL: (_add_to_material, _read_for_material),
    _MKDOCS: (_add_to_mkdocs, _read_for_mkdocs),
}
