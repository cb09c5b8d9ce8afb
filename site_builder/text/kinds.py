"""Say of which kind a page is, by its folder or by its front matter."""

from collections.abc import Sequence

from site_builder.model import Page

ROOT = "."
"""The folder that stands for all pages."""


def kind_of(page: Page, page_kinds: Sequence[tuple[str, str]]) -> str:
    """Return the kind of a page, empty if it has none.

    What the page says of itself counts before its folder, and an inner folder before an outer one.

    Args:
        page: The page.
        page_kinds: Pairs of folder and kind; without any, what a page says has another meaning.
    """
    if not page_kinds or page.generated:
        return ""
    if page.front_matter.kind:
        return page.front_matter.kind
    if page.is_index:
        return ""
    around = [(len(folder), kind) for folder, kind in page_kinds if _is_in(page.source, folder)]
    return max(around)[1] if around else ""


def _is_in(source: str, folder: str) -> bool:
    return folder in {ROOT, source} or source.startswith(f"{folder}/")
