from xml.etree import ElementTree

from site_builder.text.feed import Changed, atom_feed, sitemap

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEED = "https://e.example/s/feed.xml"


def test_the_feed_has_what_its_standard_asks_for() -> None:
    changes = [
        Changed("A & B", "https://e.example/s/a/", "2026-01-03T00:00:00Z", summary="About."),
        Changed("C", "https://e.example/s/c/", "2026-01-02T00:00:00Z", is_new=True),
    ]
    feed = ElementTree.fromstring(atom_feed("Site", FEED, changes))
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == FEED
    assert feed.findtext(f"{ATOM}updated") == "2026-01-03T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Site"
    links = [(one.get("rel"), one.get("href")) for one in feed.findall(f"{ATOM}link")]
    assert links == [("self", FEED), (None, "https://e.example/s/")]
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == ["Changed: A & B", "C"]
    assert [one.findtext(f"{ATOM}summary") for one in entries] == ["About.", None]
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == 2
    for one in entries:
        assert one.findtext(f"{ATOM}updated")
        assert one.find(f"{ATOM}link") is not None


def test_the_map_names_each_page_and_the_days_that_are_known() -> None:
    pages = [("https://e.example/a%20b/?x=1&y=2", "2026-01-03"), ("https://e.example/", "")]
    urls = ElementTree.fromstring(sitemap(pages)).findall(f"{MAP}url")
    found = [(one.findtext(f"{MAP}loc"), one.findtext(f"{MAP}lastmod")) for one in urls]
    assert found == [
        ("https://e.example/a%20b/?x=1&y=2", "2026-01-03"),
        ("https://e.example/", None),
    ]
