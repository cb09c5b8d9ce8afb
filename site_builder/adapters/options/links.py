"""The options of links between pages, `references` and `reach`."""

from mkdocs.config import config_options as option

from site_builder.adapters.options.kinds import Strict
from site_builder.model.links import BARE_TEXTS, Reach, Redirect, References


class ReferencesOptions(Strict):  # type: ignore[no-untyped-call]
    """What is asked of references from page to page."""

    related = option.ListOfItems(option.Type(str), default=[])
    back_links = option.Type(bool, default=False)
    bare_links = option.Type(bool, default=False)
    bare_texts = option.ListOfItems(option.Type(str), default=list(BARE_TEXTS))
    status = option.Type(bool, default=False)
    addresses = option.Type(str, default="")

    def value(self, redirects: tuple[Redirect, ...]) -> References:
        """Return them as a value.

        Args:
            redirects: The redirects that another plugin makes.
        """
        return References(
            related=tuple(self.related),
            back_links=self.back_links,
            bare_links=self.bare_links,
            bare_texts=tuple(self.bare_texts),
            status=self.status,
            addresses=self.addresses,
            redirects=redirects,
        )


class ReachOptions(Strict):  # type: ignore[no-untyped-call]
    """What is asked of the ways through the pages."""

    dead_ends = option.Type(bool, default=False)
    nav_folders = option.Type(bool, default=False)
    nav_order = option.Type(bool, default=False)
    synonyms = option.Type(bool, default=False)
    map_page = option.Type(str, default="")

    def value(self) -> Reach:
        """Return them as a value."""
        return Reach(
            dead_ends=self.dead_ends,
            nav_folders=self.nav_folders,
            nav_order=self.nav_order,
            synonyms=self.synonyms,
            map_page=self.map_page,
        )
