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


def test_a_crowd_of_pages_from_one_list_is_counted_and_not_drawn() -> None:
    codes = [f"codes/c{at}.md" for at in range(20)]
    made = tuple(Page(one, one, "", generated=True) for one in (*codes, "few/one.md"))
    own = Page("codes/index.md", "docs/codes/index.md", "")
    links = "".join(f'<a href="{one[6:-3]}/">x</a>' for one in codes)
    pages = (
        *PAGES,
        RenderedPage(own.source, own.path, "codes/", "Codes", links),
        *(RenderedPage(one.source, one.path, f"{one.source[:-3]}/", "x", "") for one in made),
    )
    page = RenderedPage("more/map.md", "m.md", "more/map/", "M", "<div data-link-map></div>")
    html = with_map(page, pages, Site(SETTINGS, (own, *made), ()), link_map(pages), TEMPLATES)
    assert "20 below <code>codes/</code>." in html
    assert "codes/c1/" not in html
    assert '<a href="../../codes/">Codes</a></td><td>' in html
    assert '<a href="../../few/one/">' in html
