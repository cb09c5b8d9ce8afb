import pytest

from site_builder.model import RenderedPage
from site_builder.text.twins import placed_at, placed_beside, twins_of


def page(source: str, url: str, html: str = "") -> RenderedPage:
    return RenderedPage(source, f"docs/{source}", url, source, html)


PAGES = (
    page("index.md", ""),
    page("guides/a b.md", "guides/a b/"),
    page("guides/index.md", "guides/"),
)


@pytest.mark.parametrize(
    ("target", "beside", "at"),
    [
        # From the page `guides/one/`, whose twin is `guides/one.md`.
        ("../a%20b/#x", "a%20b.md#x", "https://e.example/s/guides/a%20b.md#x"),
        ("../", "index.md", "https://e.example/s/guides/index.md"),
        ("../../", "../index.md", "https://e.example/s/index.md"),
        ("../a%20b/index.html", "a%20b.md", "https://e.example/s/guides/a%20b.md"),
        ("../../p.png", "../p.png", "https://e.example/s/p.png"),
        ("#x", "#x", "#x"),
        ("https://o.example/", "https://o.example/", "https://o.example/"),
        ("//o.example/", "//o.example/", "//o.example/"),
        ("/x/", "/x/", "/x/"),
        ("../../../out/", "../../../out/", "../../../out/"),
    ],
)
def test_a_link_leads_to_the_twin_of_its_page(target: str, beside: str, at: str) -> None:
    one = page("guides/one.md", "guides/one/", f'<p><a href="{target}">x</a></p>')
    text = twins_of((*PAGES, one))["guides/one.md"]
    assert placed_beside(text, "guides/one.md") == f"[x]({beside})\n"
    assert placed_at(text, "https://e.example/s/") == f"[x]({at})\n"


def test_a_page_that_is_a_file_and_one_at_the_root_link_from_their_folder() -> None:
    one = page("guides/one.md", "guides/one.html", '<p><a href="two.html">x</a></p>')
    two = page("guides/two.md", "guides/two.html", '<p><a href="../index.html">x</a></p>')
    home = page("index.md", "index.html", '<p><a href="guides/two.html">x</a></p>')
    texts = twins_of((one, two, home))
    assert placed_beside(texts["guides/one.md"], "guides/one.md") == "[x](two.md)\n"
    assert placed_beside(texts["guides/two.md"], "guides/two.md") == "[x](../index.md)\n"
    assert placed_beside(texts["index.md"], "index.md") == "[x](guides/two.md)\n"


def test_without_an_address_of_the_site_links_lead_from_its_root() -> None:
    one = page("guides/one.md", "guides/one/", '<p><a href="../">x</a></p>')
    text = twins_of((*PAGES, one))["guides/one.md"]
    assert placed_at(text, "") == "[x](guides/index.md)\n"
