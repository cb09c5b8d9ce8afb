from markdown import markdown


def on_page_content(html, page, **_):
    """Add to a page what nobody but this hook has converted."""
    if page.file.src_uri == "unprocessed.md":
        html += markdown("```sample\ngood/fine\n```", extensions=["fenced_code"])
    return html
