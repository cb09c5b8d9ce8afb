"""What a site offers to programs that read it, besides its pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machines:
    """What is made for programs; nothing unless a project asks for it."""

    markdown: bool = False
    """Whether each page has a twin in Markdown, with its samples, and a button that copies it."""
    llms: bool = False
    """Whether `llms.txt` lists the pages and `llms-full.txt` holds them all."""
    sitemap: bool = False
    """Whether `sitemap.xml` tells when each page was last changed."""
    feed: bool = False
    """Whether `feed.xml` tells which pages were changed of late."""
    feed_entries: int = 30
    """How many changes the feed holds at most."""
    cards: bool = False
    """Whether pages carry Open Graph data, and a picture for those who link to them."""
    card_font: str = ""
    """A TrueType font for those pictures, relative to the root; empty for Latin letters only."""
