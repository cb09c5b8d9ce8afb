import pytest

from site_builder.text.feeds import addresses_of_feed

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://a.org/b/</loc><xhtml:link rel="alternate" href="https://a.org/de/b/"/></url>
<url><loc>https://a.org/b/</loc></url></urlset>"""
RSS = b"""<rss version="2.0"><channel><link>https://a.org/</link><item>
<link>https://a.org/new/</link><guid>https://a.org/new/#1</guid>
<guid isPermaLink="false">https://a.org/id</guid><guid>tag</guid>
<enclosure url="https://a.org/x.mp3"/></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><id>https://a.org/id</id>
<link href="https://a.org/feed.xml" rel="self"/><entry><link href="/b/"/></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "data", "addresses"),
    [
        ("sitemap.xml", SITEMAP, ["https://a.org/b/", "https://a.org/de/b/"]),
        (
            "rss.xml",
            RSS,
            [
                "https://a.org/",
                "https://a.org/new/",
                "https://a.org/new/#1",
                "https://a.org/x.mp3",
            ],
        ),
        ("feed.xml", ATOM, ["https://a.org/feed.xml", "/b/"]),
        (
            "robots.txt",
            b"User-agent: *\nSitemap: https://a.org/sitemap.xml\n",
            ["https://a.org/sitemap.xml"],
        ),
        ("llms.txt", b"# A\n\n- [b](https://a.org/b.md): it\n", ["https://a.org/b.md"]),
        ("other.xml", b"<note><link>https://a.org/</link></note>", []),
        ("broken.xml", b"<rss><link>", []),
        ("bomb.xml", b'<!DOCTYPE r [<!ENTITY a "x">]><rss><link>&a;</link></rss>', []),
        ("index.html", b"<rss/>", []),
    ],
)
def test_a_file_for_programs_has_addresses(name: str, data: bytes, addresses: list[str]) -> None:
    assert list(addresses_of_feed(name, data)) == addresses
