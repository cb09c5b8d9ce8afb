"""Put into the articles of MkDocs what follows from other pages, before a theme is around them."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from site_builder import pipeline
from site_builder.adapters.navigation import decoded
from site_builder.adapters.search_entries import Kept, read_faster
from site_builder.model import RenderedPage


def furnish(
    files: Files, project: pipeline.Project, config: MkDocsConfig, kept: Kept | None
) -> None:
    """Add to the articles; search and checks see them with it. The search is about to read them.

    Args:
        files: The files of MkDocs, whose pages have been rendered.
        project: The project.
        config: The configuration of MkDocs.
        kept: Where what the search reads lies between builds, if anywhere.
    """
    pages = {}
    for file in files.documentation_pages():
        page = file.page
        if page and page.content is not None:
            own = project.page_with(file.src_uri, "")
            title = str(page.title or own.title)
            url = decoded(page.url)
            article = RenderedPage(file.src_uri, own.path, url, title, page.content)
            pages[file.src_uri] = (page, article)
    articles = [article for _, article in pages.values()]
    made = pipeline.furnish_pages(articles, project.site, config.site_url or "", project.templates)
    for one in made:
        pages[one.source][0].content = one.html
    read_faster(config, kept)
