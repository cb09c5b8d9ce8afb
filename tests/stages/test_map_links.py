from pathlib import Path

from site_builder.model import Page, Reach, RenderedPage, Settings, Site
from site_builder.resources import template_environment
from site_builder.stages.map_links import map_page, with_map
from site_builder.text.link_map import link_map

SETTINGS = Settings(Path(), Path("docs"), Path("examples"), reach=Reach(map_page="more/map.md"))
TEMPLATES = template_environment(SETTINGS)
PAGES = (
    RenderedPage("index.md", "docs/index.md", "", "Home & more", '<a href="a-b/c/">C</a>'),
    RenderedPage("a-b/c.md", "docs/a-b/c.md", "a-b/c/", "C", ""),
)


def test_the_page_of_the_map_has_a_place_for_it() -> None:
    site = Site(SETTINGS, (), ())
    (page,) = map_page(site, TEMPLATES)
    assert (page.source, page.title, page.generated) == ("more/map.md", "Map of links", True)
    rendered = RenderedPage(page.source, page.path, "more/map/", page.title, page.body)
    html = with_map(rendered, PAGES, site, link_map(PAGES), TEMPLATES)
    assert '<text class="map-section" x="0"' in html
    assert ">A b</text>" in html
    assert '<td><a href="../../a-b/c/">C</a></td><td>1</td><td>1</td><td>0</td>' in html
    assert '<td><a href="../../">Home &amp; more</a></td><td>0</td>' in html
    assert "<svg" in html


def test_no_map_is_made_where_none_is_wished_or_an_author_took_its_place() -> None:
    assert map_page(Site(Settings(Path(), Path(), Path()), (), ()), TEMPLATES) == ()
    own = (Page("more/map.md", "docs/more/map.md", "mine"),)
    assert map_page(Site(SETTINGS, own, ()), TEMPLATES) == ()


def test_a_page_without_a_place_stays_as_it_is() -> None:
    page = RenderedPage("more/map.md", "docs/more/map.md", "more/map/", "M", "<p>mine</p>")
    site = Site(SETTINGS, (), ())
    assert with_map(page, PAGES, site, link_map(PAGES), TEMPLATES) == "<p>mine</p>"
