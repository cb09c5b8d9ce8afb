"""Make an article whole that a theme would have completed."""

from collections import Counter
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode


def ensure_heading(tree: LexborHTMLParser, title: str) -> None:
    """Begin an article with its title where it has no heading of the first level.

    Themes do the same, so that authors may leave it to them.
    """
    body = tree.body
    if body is None or tree.css_first("h1"):
        return
    heading = LexborHTMLParser(f"<h1>{escape(title)}</h1>").css_first("h1")
    if body.child is None:
        body.insert_child(heading)  # type: ignore[arg-type]
    else:
        body.child.insert_before(heading)  # type: ignore[arg-type]


def part_tab_sets(tree: LexborHTMLParser) -> None:
    """Give each set of tabs radio buttons of its own, of which one is chosen.

    Two extensions that make tabs on one page both count from one. A browser takes buttons of one
    name for one group, in which only one can be chosen.
    """
    seen: Counter[str] = Counter()
    for tabs in tree.css(".tabbed-set"):
        buttons = [one for one in tabs.css("input[type=radio]") if one.parent == tabs]
        name = (buttons[0].attributes.get("name") or "") if buttons else ""
        seen[name] += 1
        for button in buttons:
            if seen[name] > 1:
                button.attrs["name"] = f"{name}~{seen[name]}"
        if buttons and not any("checked" in one.attributes for one in buttons):
            buttons[0].attrs["checked"] = ""


def shorten_permalinks(tree: LexborHTMLParser) -> None:
    """Take away the title that each link to its own heading has: thousands say the same."""
    for link in tree.css("a.headerlink[title]"):
        if link.text().strip():
            del link.attrs["title"]


def mark_bare_links(tree: LexborHTMLParser) -> None:
    """Give links whose text is their address a class: on paper it need not stand there twice."""
    for link in tree.css("a[href^='http']"):
        text = link.text().strip()
        if text and text in {link.attributes["href"], _without_scheme(link)}:
            names = link.attributes.get("class") or ""
            link.attrs["class"] = f"{names} bare".strip()


def _without_scheme(link: LexborNode) -> str:
    return (link.attributes["href"] or "").partition("://")[2].rstrip("/")
