"""Tell what finished pages show."""

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.described import describe, digest

_OF_MKDOCS = frozenset(
    (
        *("file", "title", "children", "previous_page", "next_page", "parent", "update_date"),
        *("canonical_url", "abs_url", "edit_url", "markdown", "content", "toc", "meta", "render"),
        *("_title_from_render", "present_anchor_ids", "links_to_anchors"),
        *("_Page__active", "_StructureItem__parent"),
    )
)
"""Attributes that MkDocs itself, or we, give to a page."""


def state_of_theme(config: MkDocsConfig, nav: Navigation | None) -> str:
    """Return what each page of a theme depends on beside itself, in words.

    Args:
        config: The configuration.
        nav: The navigation.

    Raises:
        UndescribableError: Something of it has a state that cannot be seen.
    """
    # How Markdown is converted shows in the articles.
    left_out = {"site_dir", "plugins", "theme", "dev_addr", "markdown_extensions", "mdx_configs"}
    values = {name: value for name, value in config.items() if name not in left_out}
    plugins = [
        # A hook is a module among the plugins.
        f"{name} {type(plugin).__module__} {describe(getattr(plugin, 'config', plugin))}"
        for name, plugin in config.plugins.items()
    ]
    theme = {name: value for name, value in vars(config.theme).items() if name != "dirs"}
    return digest(describe(values), *plugins, describe(theme), *_told_of(nav.items if nav else ()))


def _told_of(items: Any) -> Iterator[str]:
    for item in items:
        yield f"{type(item).__qualname__} {item.title!r} {getattr(item, 'url', '')!r}"
        if isinstance(item, Page):
            yield describe(dict(item.meta))
        yield from _told_of(item.children or ())
        yield "end"


def words_of(page: Page) -> Iterator[str]:
    """Yield all of a page that a template may show, in words.

    Args:
        page: The page, with its article.

    Raises:
        UndescribableError: Something of it has a state that cannot be seen.
    """
    yield page.content or ""
    yield from (f"{one.level} {one.id!r} {one.title!r}" for one in _flat(page.toc))
    yield describe(dict(page.meta))
    neighbours: tuple[StructureItem | None, ...] = (page.previous_page, page.next_page)
    for one in (page, *neighbours, *page.ancestors):
        yield f"{one.title!r} {getattr(one, 'url', '')!r}" if one else "none"
    facts = (page.file.src_uri, page.canonical_url, page.edit_url, page.file.inclusion)
    yield from map(str, facts)
    yield str(page.is_homepage)
    # What a plugin or a hook has put there for its templates.
    yield describe({name: one for name, one in vars(page).items() if name not in _OF_MKDOCS})


def _flat(links: Any) -> Iterator[Any]:
    for link in links:
        yield link
        yield from _flat(link.children)
