"""The forms in which readers can take an example with them, and the links to them."""

import posixpath
from collections.abc import Collection
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Example, Site


def downloads_of(example: Example) -> tuple[tuple[str, str], ...]:
    """Return what each form is called, and the name of its file beside the page of an example.

    Args:
        example: An example. One that is a session of a shell is no notebook, and one that only
            this tool can run is nothing to take along.
    """
    name, entry = example.short_name, example.entry
    if example.library or not entry.endswith((".py", ".sh")):
        return ()
    archive = ("zip", f"{name}.zip")
    return (("notebook", f"{name}.ipynb"), archive) if entry.endswith(".py") else (archive,)


def download_paths(site: Site) -> frozenset[str]:
    """Return where the files that a project offers lie in its site.

    Args:
        site: The project.
    """
    folder = site.settings.example_pages
    if not folder or not site.settings.downloads:
        return frozenset()
    return frozenset(
        posixpath.join(folder, one.category, name)
        for one in site.examples
        for _, name in downloads_of(one)
    )


def mark_downloads(html: str, page_url: str, paths: Collection[str]) -> str:
    """Return the article of a page whose links to files to keep say so; else browsers show them.

    Args:
        html: The article.
        page_url: Address of the page below the site's root.
        paths: The files, by their paths below the site's root.
    """
    kinds = {path.rpartition(".")[2] for path in paths}
    if not any(f".{kind}" in html for kind in kinds):
        return html
    if not any(path.rpartition("/")[2] in html for path in paths):
        return html
    tree = LexborHTMLParser(f"<body>{html}</body>")
    folder = page_url if page_url.endswith("/") else posixpath.dirname(page_url)
    for link in tree.css("a[href]"):
        target = unquote(link.attributes.get("href") or "")
        if posixpath.normpath(posixpath.join(folder, target)) in paths:
            link.attrs["download"] = target.rpartition("/")[2]
    return (tree.body.inner_html or "") if tree.body else html
