"""Leave out of a page what is alike on all pages of its theme, before its addresses are read."""

_BEGIN = b'<nav class="md-nav md-nav--primary'
_ENDS = (b'<div class="md-sidebar md-sidebar--secondary"', b'<div class="md-content"')


def without_navigation(html: bytes) -> bytes:
    """Return a page of Material for MkDocs without the tree of its navigation.

    The tree holds every page of the site, so on a thousand pages there are a million addresses in
    it, all made from the same thousand.

    Args:
        html: The page. One that has no such tree comes back as it is.
    """
    begin = html.find(_BEGIN)
    if begin < 0:
        return html
    ends = [end for mark in _ENDS if (end := html.find(mark, begin)) >= 0]
    return html[:begin] + html[min(ends) :] if ends else html
