"""List the files that a theme has for the site, without those that are hidden.

MkDocs lists all files of a theme and then drops those whose names, or whose folders' names, begin
with a dot. Material has some fourteen thousand of them, each an icon for templates.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import jinja2
from mkdocs.theme import Theme

Wanted = Callable[[str], bool]
_OF_MKDOCS = ("mkdocs.structure.files", "Files.add_files_from_theme.<locals>.filter")
"""What asks for the files of a theme for the site, and drops hidden ones."""


def leave_out_hidden(theme: Theme) -> None:
    """Let a theme list no hidden files for those who drop them.

    Args:
        theme: A theme of MkDocs; one of another class is left alone.
    """
    if type(theme) is Theme:
        theme.__class__ = _Listed


class _Listed(Theme):
    """A theme whose environment looks into hidden folders only for those who may want that."""

    def get_env(self) -> jinja2.Environment:
        env = super().get_env()
        env.list_templates = partial(  # type: ignore[method-assign]
            _listed, list(self.dirs), env.list_templates
        )
        return env


def _listed(
    folders: list[str],
    ask: Callable[..., list[str]],
    extensions: Iterable[str] | None = None,
    filter_func: Wanted | None = None,
) -> list[str]:
    asks = (getattr(filter_func, "__module__", ""), getattr(filter_func, "__qualname__", ""))
    if extensions is not None or filter_func is None or asks != _OF_MKDOCS:
        return ask(extensions, filter_func)
    names = {name for folder in folders for name in _names_below(folder)}
    return [name for name in sorted(names) if filter_func(name)]


def _names_below(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        below = root[len(folder) :].replace(os.sep, "/").strip("/")
        shown = (one for one in files if not one.startswith("."))
        yield from (f"{below}/{one}" for one in shown) if below else shown
