from site_builder.checks.feeds import check_feeds
from site_builder.model import OutputFile
from site_builder.text.addresses import SiteIndex


def told(*locations: str, site_url: str = "https://a.org/docs/") -> list[str]:
    urls = "".join(f"<url><loc>{one}</loc></url>" for one in locations)
    files = [
        OutputFile("sitemap.xml", f"<urlset>{urls}</urlset>".encode()),
        OutputFile("index.html", b"<h1 id=top-of>x</h1>"),
        OutputFile("guide/index.html", b"<h1 id=part>x</h1>"),
        OutputFile("guide.md", b"# x"),
    ]
    return [str(one) for one in check_feeds(files, SiteIndex(files, site_url), "mkdocs.yml")]


def test_addresses_of_the_site_lead_to_its_files() -> None:
    fine = ["https://a.org/docs/", "https://a.org/docs/guide/", "https://a.org/docs/guide/#part"]
    assert told(*fine, "https://a.org/docs/guide.md", "https://other.org/x") == []


def test_those_that_lead_to_nothing_are_told() -> None:
    found = told("https://a.org/docs/gone/", "https://a.org/docs/guide/#gone", "guide")
    assert [one.partition("address ")[2].partition(",")[0] for one in found] == [
        "'https://a.org/docs/gone/'",
        "'https://a.org/docs/guide/#gone'",
        "'guide'",
    ]
    assert found[0] == (
        "mkdocs.yml: feed-dead: 'sitemap.xml' gives programs the address "
        "'https://a.org/docs/gone/', which is not there; correct site_url, or the plugin that "
        "makes the file"
    )
