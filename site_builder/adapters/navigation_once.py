"""Render the tree of Material's navigation once, and only the way to the current page on each page.

Material renders the whole tree into each page, so that a site of a thousand pages renders a million
entries. Here its own macro still renders each entry, but what holds neither the current page nor
one that is open is rendered once for each form that its addresses take.
"""

import re
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.described import installed_folders

_TEMPLATE = "partials/nav-item.html"
_MACRO = re.compile(r"{%-?\s*macro render\(nav_item, path, level, parent\)\s*-?%}")
_GLOBAL = "site_builder_navigation"
_AROUND = (
    "{% macro render(nav_item, path, level, parent) %}"
    "{{ " + _GLOBAL + "(render_anew, nav_item, path, level, parent, page) }}"
    "{% endmacro %}"
    "{% macro render_anew(nav_item, path, level, parent) %}"
)


def render_navigation_once(env: jinja2.Environment) -> None:
    """Let an environment render the tree of the navigation once, if it is that of Material.

    Args:
        env: The environment of a theme. One whose project has a template of its own for the
            entries of the navigation, or of another theme, is left as it is.
    """
    if env.loader is None:
        return
    # A plugin may hand out the environment of the last build: what was rendered then is not kept.
    env.globals[_GLOBAL] = _Entries()
    if not isinstance(env.loader, _Loader):
        env.loader = _Loader(env.loader)


class _Loader(jinja2.BaseLoader):
    """Gives out the templates of another loader, and Material's entries of the navigation anew."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        self._loader = loader

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_fresh = self._loader.get_source(environment, template)
        if template == _TEMPLATE and _is_of_material(path or ""):
            changed, count = _MACRO.subn(_AROUND, source)
            source = changed if count == 1 else source
        return source, path, is_fresh

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> jinja2.Template:
        if name == _TEMPLATE:
            return super().load(environment, name, globals)
        return self._loader.load(environment, name, globals)


def _is_of_material(path: str) -> bool:
    """Return whether a template is that of the installed theme, and no project's own."""
    installed = path.startswith(installed_folders())
    return installed and Path(path).as_posix().endswith(f"/material/templates/{_TEMPLATE}")


@dataclass(frozen=True, slots=True)
class _Below:
    """What is known of an entry and of all that is below it."""

    item: object
    """The entry, so that no other can take its place in memory."""
    sources: frozenset[str]
    """The pages, by their paths below the docs folder."""
    shared: tuple[str, ...]
    """The parts that all addresses begin with."""
    is_single: bool
    """Whether all addresses are the same."""
    is_known: bool
    """Whether all of it is of the kinds that MkDocs makes."""


class _Entries:
    """The entries of one build, as they were rendered."""

    def __init__(self) -> None:
        self._below: dict[int, _Below] = {}
        self._rendered: dict[tuple[object, ...], str] = {}

    def __call__(  # noqa: PLR0913, PLR0917 - what Material's macro gets, and the page
        self,
        render: Callable[..., str],
        item: Any,
        path: str,
        level: int,
        parent: Any,
        page: Page | None,
    ) -> str:
        """Return an entry as Material's own macro renders it on a page."""
        if page is None or not hasattr(page, "file") or item.active:
            return render(item, path, level, parent)
        below = self._below.get(id(item))
        if below is None:
            below = self._below[id(item)] = _look_below(item)
        here = _parts(_folder_of(page.url))
        common = _common(below.shared, here)
        # Where it lies around the current page, each address in it leads there in its own way.
        is_aside = below.is_single or common < len(below.shared)
        if not (below.is_known and is_aside) or page.file.src_uri in below.sources:
            return render(item, path, level, parent)
        # From a page that is as deep and parts ways at the same folder, all addresses are alike.
        key = (id(item), path, level, bool(parent and parent.active), len(here), common)
        if key not in self._rendered:
            self._rendered[key] = render(item, path, level, parent)
        return self._rendered[key]


def _look_below(item: Any) -> _Below:
    pages, is_known = [], True
    for one in _all_below(item):
        if type(one) is Page:
            pages.append(one)
        else:
            is_known &= type(one) is Section or (type(one) is Link and _leads_away(one))
    addresses = [_parts(page.url) for page in pages]
    shared = addresses[0] if addresses else ()
    for address in addresses:
        shared = shared[: _common(shared, address)]
    is_single = len(set(addresses)) <= 1
    return _Below(item, frozenset(one.file.src_uri for one in pages), shared, is_single, is_known)


def _leads_away(link: Link) -> bool:
    """Return whether an address is the same on all pages, and not relative to the page."""
    return link.url.startswith(("http://", "https://", "/"))


def _all_below(item: Any) -> Iterator[Any]:
    yield item
    for one in item.children or ():
        yield from _all_below(one)


def _folder_of(url: str) -> str:
    """Return the folder from which the addresses on a page lead on."""
    folder, _, name = url.rpartition("/")
    return folder if "." in name else url


def _parts(url: str) -> tuple[str, ...]:
    return tuple(filter(None, url.split("/")))


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many parts two paths have in common at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
