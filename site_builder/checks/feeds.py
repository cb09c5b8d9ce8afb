"""Check the addresses that a site gives to programs, in its sitemap and its feeds."""

from collections.abc import Iterator, Sequence

from site_builder.model import Code, Location, OutputFile, Problem
from site_builder.text.addresses import Outcome, SiteIndex
from site_builder.text.feeds import addresses_of_feed, is_feed


def check_feeds(files: Sequence[OutputFile], index: SiteIndex, config: str) -> Iterator[Problem]:
    """Yield the addresses of the site's own that lead to nothing in it.

    Args:
        files: The files of the site.
        index: The same, ready to be looked up.
        config: Path of the configuration, which decides what is put into these files.
    """
    for file in files:
        name = file.path.rpartition("/")[2]
        # All other files need not be read.
        for address in addresses_of_feed(name, file.data) if is_feed(name) else ():
            followed = index.follow(file.path, address)
            document = index.documents.get(followed.path)
            has_anchor = (
                not followed.fragment or document is None or followed.fragment in document.anchors
            )
            if followed.outcome is Outcome.EXTERNAL or (
                followed.outcome is Outcome.FOUND and has_anchor
            ):
                continue
            message = f"'{file.path}' gives programs the address '{address}', which is not there"
            hint = "correct site_url, or the plugin that makes the file"
            yield Problem(Code.FEED_DEAD, Location(config), message, hint)
