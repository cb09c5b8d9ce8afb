"""Find the templates of a project that show more than the page that they are around."""

from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import meta, nodes
from mkdocs.config.defaults import MkDocsConfig

_OF_ALL = frozenset({"pages", "build_date_utc"})
"""Variables of MkDocs that hold more than a page, or the time."""
_OF_OTHERS = frozenset({"content", "markdown", "present_anchor_ids", "toc", "update_date"})
"""Attributes of pages that count for the page itself alone, or not at all."""


def templates_beyond_page(folder: Path, env: jinja2.Environment) -> Iterator[str]:
    """Yield the templates below a folder that may show other pages, or the time of the build.

    Args:
        folder: A folder of templates of the project's own.
        env: The environment that reads them.
    """
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        try:
            tree = env.parse(_text_of(path))
        except jinja2.TemplateSyntaxError:
            # A picture, or a script whose braces mean something else.
            continue
        if _goes_beyond(tree):
            yield path.relative_to(folder).as_posix()


def has_navigation_of_material(config: MkDocsConfig) -> bool:
    """Return whether the tree of the navigation comes from Material's own templates."""
    if config.theme.name != "material":
        return False
    own = config.theme.custom_dir
    return not own or not any("md-nav" in _text_of(path) for path in Path(own).rglob("*.html"))


def _text_of(path: Path) -> str:
    """Return what a file holds, as far as it is text."""
    return path.read_text(encoding="utf-8", errors="replace")


def _goes_beyond(tree: nodes.Template) -> bool:
    if meta.find_undeclared_variables(tree) & _OF_ALL:
        return True
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        name = node.attr if isinstance(node, nodes.Getattr) else _constant(node)
        if name in _OF_OTHERS and not _is_own(node, name):
            return True
    return False


def _constant(node: nodes.Node) -> object:
    found = getattr(node, "arg", None)
    return found.value if isinstance(found, nodes.Const) else None


def _is_own(node: nodes.Node, name: object) -> bool:
    """Return whether an attribute is one of the current page that counts."""
    of = getattr(node, "node", None)
    return name in {"content", "toc"} and isinstance(of, nodes.Name) and of.name == "page"
