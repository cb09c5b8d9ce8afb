"""Make HTML that an example wrote safe to stand in a page."""

import nh3

_TAGS = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_DROPPED = {"iframe", "math", "object", "script", "style", "svg", "template", "title"}
"""Elements that go with all that is in them."""


def safe_html(html: str) -> str:
    """Return HTML without what could act, load from elsewhere, or reach beyond itself.

    Left are text, tables, lists and the like, links to addresses of the web, and pictures that are
    inside. Ids, classes and styles go, since the page has its own.

    Args:
        html: A document or a part of one.

    Returns:
        The HTML on one line, so that no extension of Markdown finds anything in it.
    """
    clean = nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"data", "http", "https", "mailto"},
        clean_content_tags=_DROPPED,
        link_rel="noopener noreferrer nofollow",
    )
    return clean.strip().replace("\r", "").replace("\n", "&#10;")


def _filtered(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if value.startswith("data:image/") else None
    if tag == "a" and name == "href":
        return value if value.lower().startswith(("http://", "https://", "mailto:")) else None
    return value
