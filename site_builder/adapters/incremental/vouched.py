"""Whose work can be kept: what is known to depend on nothing but what a build can see."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.described import callables_in

_EXTENSIONS = (
    "markdown.",
    "pymdownx.",
    "site_builder.",
    "material.extensions.emoji",
    "materialx.emoji",
    "mkdocstrings.",
    "mkdocs_autorefs.",
)
"""Extensions that make the same HTML of the same text and the same files."""
_FUNCTIONS = ("builtins", "markdown.", "pymdownx.", "material.", "materialx.", "site_builder.")
_PLUGINS = (
    "site_builder.",
    "material.plugins.search.",
    "mkdocs.contrib.search",
    "mkdocs_autorefs.",
    "mkdocstrings.",
    "mkdocs_redirects.",
)
"""Plugins that change no page when a theme is around it, or only by what the page holds."""
_SOURCES = ("pre_page", "page_read_source", "page_markdown")
"""Events at which a plugin gives text to a page, and may do something else at that."""
_BETWEEN_PAGES = ("page_context", "post_page")
"""Events at which a plugin may change what the templates of the next page see."""
_EVENTS = ("env", "page_context", "post_page", "post_build")
"""Events at which a plugin may change what a finished page holds, behind our back."""


def doubts_of_conversion(config: MkDocsConfig, trusted: tuple[str, ...]) -> list[str]:
    """Return why converted pages cannot be kept, one line a reason; empty if they can.

    Args:
        config: The configuration.
        trusted: Modules that the project vouches for.
    """
    known = (*_EXTENSIONS, *trusted)
    builder = markdown.Markdown()
    doubts = []
    for one in config.markdown_extensions:
        extension: Any = one
        if isinstance(one, str):
            extension = builder.build_extension(one, config.mdx_configs.get(one) or {})
        module = type(extension).__module__
        if not f"{module}.".startswith(known):
            doubts.append(f"the Markdown extension of '{module}' is not known")
    configs: Mapping[str, Any] = config.mdx_configs or {}
    functions = (*_FUNCTIONS, *trusted)
    doubts += [
        f"the function '{one.__module__}.{one.__qualname__}' is not known"
        for one in callables_in(configs)
        if not f"{one.__module__}.".startswith(functions)
    ]
    if (configs.get("pymdownx.snippets") or {}).get("url_download"):
        doubts.append("'pymdownx.snippets' may take text from other sites")
    if ((configs.get("pymdownx.emoji") or {}).get("options") or {}).get("custom_icons"):
        doubts.append("'pymdownx.emoji' reads icons of the project once a process")
    return doubts


def doubts_of_output(config: MkDocsConfig, trusted: tuple[str, ...]) -> list[str]:
    """Return why finished pages cannot be taken from the last site; empty if they can.

    Args:
        config: The configuration.
        trusted: Modules that the project vouches for.
    """
    return [
        f"'{module}' may change finished pages, and is not known"
        for module in _strangers_at(_EVENTS, config, trusted)
    ]


def doubts_of_sources(config: MkDocsConfig, trusted: tuple[str, ...]) -> list[str]:
    """Return who may do more at the text of a page than give it, so that it must be asked once.

    Args:
        config: The configuration.
        trusted: Modules that the project vouches for.
    """
    return _strangers_at(_SOURCES, config, trusted)


def may_change_navigation(config: MkDocsConfig, trusted: tuple[str, ...]) -> bool:
    """Return whether somebody unknown may give each page a navigation of its own.

    Args:
        config: The configuration.
        trusted: Modules that the project vouches for.
    """
    return bool(_strangers_at(_BETWEEN_PAGES, config, trusted))


def strangers(config: MkDocsConfig, trusted: tuple[str, ...]) -> list[str]:
    """Return the modules of plugins and hooks that are not known, whatever they do.

    Args:
        config: The configuration.
        trusted: Modules that the project vouches for.
    """
    return _strangers_at(config.plugins.events, config, trusted)


def _strangers_at(
    events: Iterable[str], config: MkDocsConfig, trusted: tuple[str, ...]
) -> list[str]:
    modules = dict.fromkeys(_modules_at(events, config))
    return [one for one in modules if not f"{one}.".startswith((*_PLUGINS, *trusted))]


def _modules_at(events: Iterable[str], config: MkDocsConfig) -> Iterator[str]:
    for event in events:
        for method in config.plugins.events.get(event, ()):
            # A hook is a function of its module; a plugin has methods.
            owner = getattr(method, "__self__", None)
            yield type(owner).__module__ if owner is not None else method.__module__


def needs_conversion(text: str, config: MkDocsConfig) -> bool:
    """Return whether a page takes in what its conversion finds out, beyond files that it reads.

    Args:
        text: The page's Markdown.
        config: The configuration.
    """
    return "mkdocstrings" in config.plugins and ":::" in text


@contextmanager
def heard_anchors(config: MkDocsConfig) -> Iterator[list[Any]]:
    """Yield what autorefs is told of the anchors of a page while that is converted."""
    told: list[Any] = []
    autorefs: Any = config.plugins.get("autorefs")
    if autorefs is None:
        yield told
        return
    register = autorefs.register_anchor

    def note(page: Page, *args: Any, **kwargs: Any) -> None:
        told.append([args, kwargs])
        register(page, *args, **kwargs)

    autorefs.register_anchor = note
    try:
        yield told
    finally:
        del autorefs.register_anchor


def tell_anchors(told: list[Any], page: Page, config: MkDocsConfig) -> None:
    """Tell autorefs once more what it was told of the anchors of a page."""
    autorefs: Any = config.plugins.get("autorefs")
    for args, kwargs in told:
        autorefs.register_anchor(page, *args, **kwargs)
