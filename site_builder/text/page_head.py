"""What the head of a page tells programs: where its twin and the feed are, and Open Graph data."""

from dataclasses import dataclass
from html import escape

_END = "</head>"


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of itself; what is empty is left unsaid."""

    title: str
    site_name: str = ""
    description: str = ""
    address: str = ""
    """The whole address of the page."""
    twin: str = ""
    """Where its text as Markdown lies, seen from the page."""
    feed: str = ""
    """Where the feed lies, seen from the page."""
    picture: str = ""
    """The whole address of its picture."""
    is_home: bool = False
    open_graph: bool = False
    """Whether it carries Open Graph data, see https://ogp.me/."""


def with_head(html: str, told: Told) -> str:
    """Return a page that says something of itself in its head.

    Args:
        html: The whole page.
        told: What it says. Open Graph data that a theme or a plugin has put there are left alone.
    """
    lines = []
    if told.twin:
        # Material asks for a sitemap beside whatever is `alternate` and nothing else, as it takes
        # that for the site in another language.
        kind = 'rel="alternate describedby" type="text/markdown"'
        lines.append(f'<link {kind} href="{escape(told.twin)}">')
    if told.feed:
        feed = f'type="application/atom+xml" title="{escape(told.site_name)}"'
        lines.append(f'<link rel="alternate" {feed} href="{escape(told.feed)}">')
    if told.open_graph and 'property="og:title"' not in html:
        lines += _open_graph(told)
    return html.replace(_END, "\n".join((*lines, _END)), 1) if lines else html


def _open_graph(told: Told) -> list[str]:
    pairs = [
        ("og:type", "website" if told.is_home else "article"),
        ("og:title", told.title),
        ("og:site_name", told.site_name),
        ("og:description", told.description),
        ("og:url", told.address),
        ("og:image", told.picture),
    ]
    if told.picture:
        pairs += [
            ("og:image:type", "image/png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", f"{told.title} · {told.site_name}"),
        ]
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in pairs if text]
    size = "summary_large_image" if told.picture else "summary"
    return [*lines, f'<meta name="twitter:card" content="{size}">']
