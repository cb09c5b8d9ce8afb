"""Read what MkDocs has made of a project, and keep it from making more than is needed."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_relative_url

from site_builder import __version__, pipeline
from site_builder.adapters.navigation import decoded, nav_items
from site_builder.adapters.site_folder import FileOfSite, SiteFolder
from site_builder.model import OutputFile, RenderedPage, Rendering
from site_builder.pipeline import Project
from site_builder.text.addresses import output_path
from site_builder.text.page_head import Told

_RIGHT_TO_LEFT = frozenset(["ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "ur", "yi"])
"""Languages whose lines begin at the right."""
_SITE_ONLY = ("mkdocs.contrib.search", "material.plugins.search", "material.plugins.social")
"""Modules of plugins whose work is seen only in the pages that a theme makes."""
_DISTRIBUTIONS = ("mkdocs", "markdown", "pymdown-extensions")


class BlankTheme:
    """Takes the place of a theme's templates where only the articles of the pages are wanted.

    The templates take half of the time of a build, and more with every page in the navigation.
    """

    def get_template(self, name: str) -> "BlankTheme":
        """Return a template that renders nothing, whatever it is called."""
        del name
        return self

    def render(self, context: object = None) -> str:
        """Return nothing, for which MkDocs writes no file."""
        del context
        return ""


def drop_site_only_plugins(config: MkDocsConfig) -> None:
    """Take out the plugins whose work a build without a theme would throw away."""
    for plugin in list(config.plugins.values()):
        if type(plugin).__module__.startswith(_SITE_ONLY):
            for methods in config.plugins.events.values():
                methods[:] = [one for one in methods if _owner(one) is not plugin]


def _is_template(path: str, config: MkDocsConfig) -> bool:
    """Return whether a file of the site is a template of the theme that lies in the docs folder."""
    source = Path(config.docs_dir, path)
    return any(source.is_relative_to(folder) for folder in config.theme.dirs) and source.is_file()


def _owner(method: object) -> object:
    return getattr(method, "__self__", None)


def rendering_of(
    config: MkDocsConfig,
    pages: Iterable[RenderedPage],
    nav: Navigation | None,
    place: SiteFolder,
    *,
    keep: bool,
) -> Rendering:
    """Return a site as MkDocs has made it.

    Args:
        config: The configuration.
        pages: The articles of the pages.
        nav: The navigation.
        place: Where the files of the site lie. The article of a page that no template has made a
            file of stands for that file.
        keep: Whether the files will be gone when somebody wants to know what they hold.
    """
    pages = tuple(pages)
    folder = place.path
    documents = {output_path(page.url) for page in pages}
    made_by_theme = any((folder / path).is_file() for path in documents)
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files: dict[str, OutputFile] = {}
    for path in paths:
        name = path.relative_to(folder).as_posix()
        files[name] = OutputFile(name, path.read_bytes()) if keep else FileOfSite(name, place)
    for page in pages:
        name = output_path(page.url)
        files.setdefault(name, OutputFile(name, page.html.encode()))
    language = str(_of_theme(config, "language") or "en")
    right_to_left = language.partition("-")[0] in _RIGHT_TO_LEFT
    features: Any = _of_theme(config, "features") or ()
    return Rendering(
        title=config.site_name,
        language=language,
        site_url=site_url_of(config),
        icon=str(_of_theme(config, "favicon") or ""),
        pages=pages,
        nav=nav_items(list(nav or ())),
        files=tuple(files.values()),
        description=config.site_description or "",
        direction=str(_of_theme(config, "direction") or ("rtl" if right_to_left else "ltr")),
        stylesheets=tuple(path for path in map(str, config.extra_css) if path in files),
        annotated_code="content.code.annotate" in features,
        opaque=frozenset(
            path
            for path in files
            if path.endswith(".html") and path not in documents
            if not made_by_theme or _is_template(path, config)
        ),
        built_with=tuple(_versions(config)),
    )


def told_by(project: Project, page: RenderedPage, config: MkDocsConfig) -> Told | None:
    """Return what a page says to programs of itself, if the project wants that."""
    return pipeline.told_by(project, page, config.site_name, site_url_of(config))


def site_url_of(config: MkDocsConfig) -> str:
    """Return where a site will be published, with a slash at its end; empty if it is not known."""
    # mike names the version behind the address, and leaves the slash out.
    return f"{config.site_url.rstrip('/')}/" if config.site_url else ""


def stated_sizes(
    pages: Iterable[RenderedPage], files: Sequence[OutputFile], folder: Path
) -> Iterator[OutputFile]:
    """Yield the finished pages that ask for the size of a single file, with its size.

    A page asks by `<span data-size-of="book.html"></span>`: how large a file is is known only when
    the pages, which are in it, are done.

    Args:
        pages: The articles of all pages.
        files: The single files that have been made.
        folder: Where the finished pages lie.
    """
    for page in pages:
        if "data-size-of=" not in page.html:
            continue
        path = output_path(page.url)
        data = (folder / path).read_bytes()
        for file in files:
            empty = f'<span data-size-of="{file.path}"></span>'
            stated = empty.replace("></", f">{len(file.data) / 1e6:.1f} MB</")
            data = data.replace(empty.encode(), stated.encode())
        yield OutputFile(path, data)


def rendered_page(page: Page, project: Project) -> RenderedPage:
    """Return a page as MkDocs has made it.

    Args:
        page: What MkDocs knows of it.
        project: The project.
    """
    own = project.page_with(page.file.src_uri, "")
    title = str(page.title or own.title)
    html = (page.content or "") + posts_of(page)
    return RenderedPage(page.file.src_uri, own.path, decoded(page.url), title, html)


def posts_of(page: Page) -> str:
    """Return a list of the posts that a theme's template would show on a page of a blog.

    The pages of Material's blog have them in an attribute; no other page has that.
    """
    posts: Any = getattr(page, "posts", None) or ()
    items = "".join(
        f'<li><a href="{_way(page, one)}">{escape(one.title)}</a></li>' for one in posts
    )
    return f'<ul class="posts">{items}</ul>' if items else ""


def _way(page: Page, other: Any) -> str:
    return escape(get_relative_url(other.url, page.url))


def _of_theme(config: MkDocsConfig, name: str) -> object:
    return getattr(config.theme, name, None) or config.theme.get(name)


def _versions(config: MkDocsConfig) -> Iterable[tuple[str, str]]:
    """Yield the programs that have a part in how a page looks, each with its version."""
    yield "site-builder", __version__
    theme = {"material": "mkdocs-material"}.get(config.theme.name or "", "")
    for name in filter(None, (*_DISTRIBUTIONS, theme)):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def warned() -> bool:
    """Return whether MkDocs has counted a warning, for which it will fail a strict build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(one.get_counts() for one in handlers if isinstance(one, CountHandler))
