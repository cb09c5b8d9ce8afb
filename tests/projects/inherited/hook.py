"""What a project may do to its pages on their way."""


def on_page_markdown(markdown, **_):
    """Replace a word before it is converted."""
    return markdown.replace("{year}", "2026")


def on_page_content(html, **_):
    """Add to a page after it was converted."""
    return html + '<p class="hooked">Added by a hook.</p>'
