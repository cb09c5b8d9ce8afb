"""Write the address of a page as a link on another page has it."""

import posixpath

from site_builder.model import RenderedPage
from site_builder.text.addresses import output_path


def way_to(to: RenderedPage, here: RenderedPage) -> str:
    """Return the address of a page as a link on another page has it."""
    folder = posixpath.dirname(output_path(here.url)) or "."
    way = posixpath.relpath(output_path(to.url), folder)
    if to.url and not to.url.endswith("/"):
        return way
    return way.removesuffix("index.html") or "./"
