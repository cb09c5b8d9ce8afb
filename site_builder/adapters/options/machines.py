"""The options of what is made for programs, `machines`."""

from mkdocs.config import config_options as option

from site_builder.adapters.options.kinds import Strict
from site_builder.model import Machines


class MachineOptions(Strict):  # type: ignore[no-untyped-call]
    """The group `machines`."""

    markdown = option.Type(bool, default=False)
    llms = option.Type(bool, default=False)
    sitemap = option.Type(bool, default=False)
    feed = option.Type(bool, default=False)
    feed_entries = option.Type(int, default=30)
    cards = option.Type(bool, default=False)
    card_font = option.Type(str, default="")


def machines_of(options: MachineOptions) -> Machines:
    """Return the options as a value."""
    return Machines(
        markdown=options.markdown,
        llms=options.llms,
        sitemap=options.sitemap,
        feed=options.feed,
        feed_entries=options.feed_entries,
        cards=options.cards,
        card_font=options.card_font,
    )
