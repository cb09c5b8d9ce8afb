import pytest

from site_builder.text.html import Link, read_document, split_srcset


def test_ids_and_names_of_anchors_are_read_in_order() -> None:
    html = '<h1 id=a>x</h1><a name=b>y</a><a id=c name=c></a><a id=d name=e></a><p id=""><p id=a>'
    assert read_document(html).ids == ("a", "b", "c", "d", "e", "a")


def test_a_name_that_is_no_anchor_is_none() -> None:
    assert read_document("<input name=a><p>x</p>").ids == ()


def test_links_that_are_followed_and_those_that_are_loaded_differ() -> None:
    html = (
        '<a href=" b.html ">x</a><img src=c.png><form action=d></form><script src=e.js></script>'
        "<svg><use href='#f'></use><image xlink:href='g.png'></image></svg>"
        "<video poster=h.png></video>"
    )
    assert read_document(html).links == (
        Link("b.html", loaded=False, element="a"),
        Link("c.png", loaded=True, element="img"),
        Link("d", loaded=False, element="form"),
        Link("e.js", loaded=True, element="script"),
        Link("#f", loaded=True, element="use"),
        Link("g.png", loaded=True, element="image"),
        Link("h.png", loaded=True, element="video"),
    )


def test_bytes_are_read_as_utf_8() -> None:
    assert read_document('<p id="größe">'.encode()).ids == ("größe",)


def test_attributes_without_a_value_are_no_links() -> None:
    assert read_document("<a href>x</a><img src>").links == ()


def test_links_to_other_documents_in_the_head_are_left_out() -> None:
    html = (
        '<link rel=canonical href="https://x.example/"><link rel="next" href=n.html>'
        "<link rel=stylesheet href=a.css><link href=b.css>"
    )
    assert [link.target for link in read_document(html).links] == ["a.css", "b.css"]


@pytest.mark.parametrize("key", ["url", "URL", "Url"])
def test_a_document_that_sends_its_reader_away_is_known(key: str) -> None:
    document = read_document(f"<meta http-equiv=Refresh content=\"0; {key}='new/'\">")
    assert document.redirect == "new/"
    assert document.links == (Link("new/", loaded=False, element="meta"),)


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv=refresh content="5">',
        "<meta http-equiv=refresh>",
        '<meta http-equiv=content-type content="url=x">',
        "<meta http-equiv>",
    ],
)
def test_a_document_that_keeps_its_reader_has_no_redirect(html: str) -> None:
    assert (read_document(html).redirect, read_document(html).links) == ("", ())


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("", ()),
        ("a.png", ("a.png",)),
        ("a.png 1x, b.png 2x", ("a.png", "b.png")),
        ("a.png,\n b.png\t2x", ("a.png", "b.png")),
        ("a.png 100w,b.png 200w", ("a.png", "b.png")),
        ("a.png\n1x,\n b.png", ("a.png", "b.png")),
        ("data:image/png;base64,xyz= 2x, b.png", ("data:image/png;base64,xyz=", "b.png")),
        (" , a.png", ("a.png",)),
    ],
)
def test_a_srcset_is_split_into_its_addresses(value: str, addresses: tuple[str, ...]) -> None:
    assert split_srcset(value) == addresses


def test_the_addresses_of_a_srcset_are_links() -> None:
    assert [link.target for link in read_document('<img srcset="a.png 1x, b.png 2x">').links] == [
        "a.png",
        "b.png",
    ]
