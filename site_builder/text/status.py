"""Read where a retired page leads on."""

import posixpath

from site_builder.model import Page


def replacement_of(page: Page) -> str:
    """Return the path below the docs folder of the page that replaces another, if one does."""
    path = page.front_matter.replaced_by.partition("#")[0]
    return posixpath.normpath(posixpath.join(page.folder, path))
