"""Let the search plugins of Material and of MkDocs read articles faster than with their parsers.

Only an index that is exactly theirs, of a source that is known, is given another reader of
articles; what becomes of the sections stays its own. So its file is the same, byte for byte.
"""

import functools
import hashlib
import inspect
import re
import sys
from collections.abc import Mapping
from types import FunctionType, ModuleType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from site_builder.text.search_sections import VOID, sections_of
from site_builder.text.search_tags import Tags
from site_builder.text.search_texts import texts_of

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


def read_faster(config: MkDocsConfig) -> None:
    """Give the search plugins that are known a faster reader of articles, for this build.

    Args:
        config: The configuration, whose plugins have begun the build.
    """
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        name = type(index).__module__
        if name in _CLASSES and is_known(sys.modules[name], type(index)) and not _changed(index):
            add = _add_to_material if name == _MATERIAL else _add_to_mkdocs
            index.add_entry_from_context = functools.partial(add, index, Tags())


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


def _changed(index: Any) -> bool:
    """Return whether somebody has given an index methods of its own."""
    return any(callable(value) for value in vars(index).values())


def _add_to_material(index: Any, tags: Tags, page: Page) -> None:
    if (page.meta.get("search") or {}).get("exclude"):
        return
    sections = sections_of(page.content or "", tags)
    if sections is None:
        type(index).add_entry_from_context(index, page)
        return
    for section in sections:
        if not section.excluded:
            index.create_entry_for_section(section, page.toc, page.url, page)


def _add_to_mkdocs(index: Any, tags: Tags, page: Page) -> None:
    found = texts_of(page.content or "", tags)
    if found is None:
        type(index).add_entry_from_context(index, page)
        return
    wanted = index.config["indexing"]
    text = "\n".join(found.texts).rstrip("\n") if wanted == "full" else ""
    index._add_entry(title=page.title, text=text, loc=page.url)
    if wanted in {"full", "sections"}:
        for section in found.sections:
            index.create_entry_for_section(section, page.toc, page.url)
