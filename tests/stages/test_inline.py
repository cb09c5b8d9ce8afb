import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.stages.inline import inline_diagrams

SVG = (
    '<?xml version="1.0"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" class="diagram" style="--w: 1px"'
    ' aria-labelledby="x-title" aria-describedby="x-desc">'
    '<title id="x-title">Own title</title><desc id="x-desc">Own description</desc>'
    '<defs><marker id="x-head" markerWidth="8" refX="7"><path d="M0 0"/></marker></defs>'
    '<line marker-end="url(#x-head)"/></svg>'
)
DIAGRAMS = {"assets/diagrams/x.svg": SVG, "assets/diagrams/a b.svg": "<svg></svg>"}
IMAGE = '<img alt="What it shows" src="../assets/diagrams/x.svg">'


def inlined(html: str, url: str = "guides/") -> LexborHTMLParser:
    return LexborHTMLParser(f"<main>{inline_diagrams(html, url, DIAGRAMS)}</main>")


def ids_of(page: LexborHTMLParser) -> list[str | None]:
    return [node.id for node in page.css("[id]")]


def test_an_image_alone_in_its_paragraph_becomes_a_figure() -> None:
    page = inlined(f"<p>before</p><p>\n{IMAGE}\n</p>")
    assert page.css_first("main > figure > svg.diagram")
    assert not page.css("p figure, img")
    assert len(page.css("main > p")) == 1, "the paragraph of the image is gone, no other came"


def test_the_title_of_the_image_is_the_caption() -> None:
    image = IMAGE.replace(">", ' title="Boxes &amp; <b>">')
    caption = inlined(f"<p>{image}</p>").css_first("figure > figcaption")
    assert caption
    assert caption.text() == "Boxes & <b>"
    assert caption.child
    assert caption.child.is_text_node


def test_an_image_within_text_becomes_a_box_within_the_paragraph() -> None:
    page = inlined(f"<p>See {IMAGE} there.</p>")
    assert page.css_first("main > p > span.diagram-box > svg.diagram")
    assert not page.css("figure")


def test_two_images_in_one_paragraph_stay_in_it() -> None:
    assert len(inlined(f"<p>{IMAGE} {IMAGE}</p>").css("main > p > span.diagram-box > svg")) == 2


def test_an_image_in_a_link_stays_a_link() -> None:
    assert inlined(f'<p><a href="../x/">{IMAGE}</a></p>').css_first("p > a > span > svg")


@pytest.mark.parametrize("inside", [f"<p>{IMAGE}</p>", IMAGE])
def test_a_figure_of_the_author_is_kept(inside: str) -> None:
    page = inlined(f"<figure>{inside}<figcaption>Mine</figcaption></figure>")
    assert page.css_first("main > figure > svg.diagram + figcaption")
    assert len(page.css("figure")) == 1


def test_the_alternative_text_is_the_name_and_the_description_stays() -> None:
    svg = inlined(f"<p>{IMAGE}</p>").css_first("svg")
    assert svg
    assert svg.attributes["role"] == "img"
    assert svg.attributes["aria-label"] == "What it shows"
    assert "aria-labelledby" not in svg.attributes
    assert svg.attributes["aria-describedby"] == "x-desc"


def test_without_alternative_text_the_drawing_names_itself() -> None:
    svg = inlined('<p><img alt="" src="../assets/diagrams/x.svg"></p>').css_first("svg")
    assert svg
    assert "aria-label" not in svg.attributes
    assert svg.attributes["aria-labelledby"] == "x-title"


def test_a_drawing_without_any_attribute_gets_role_and_name() -> None:
    page = inlined('<p><img alt="It" src="../assets/diagrams/a%20b.svg"></p>')
    svg = page.css_first("figure > svg")
    assert svg
    assert svg.attributes == {"role": "img", "aria-label": "It"}


def test_class_style_and_id_of_the_image_are_kept() -> None:
    image = IMAGE.replace(">", ' class="wide" style="--diagram-width: 30rem" id="system">')
    page = inlined(f"<p>{image}</p>")
    svg = page.css_first("svg")
    assert svg
    assert svg.attributes["class"] == "diagram wide"
    assert svg.attributes["style"] == "--w: 1px; --diagram-width: 30rem"
    assert page.css_first("figure#system")


def test_a_diagram_shown_twice_has_each_id_once_and_its_own_arrow_heads() -> None:
    page = inlined(f'<h2 id="x-title">Heading</h2><p>{IMAGE}</p><p>{IMAGE}</p>')
    ids = ids_of(page)
    assert len(ids) == len(set(ids)) == 7
    first, second = page.css("svg")
    for svg, suffix in ((first, "-2"), (second, "-3")):
        line = svg.css_first("line")
        assert line
        assert line.attributes["marker-end"] == f"url(#x-head{suffix})"
        assert svg.attributes["aria-describedby"] == f"x-desc{suffix}"
        assert svg.css_first(f"#x-head{suffix}")


def test_names_of_svg_keep_their_capitals() -> None:
    html = inline_diagrams(f"<p>{IMAGE}</p>", "guides/", DIAGRAMS)
    assert 'viewBox="0 0 9 9"' in html
    assert 'markerWidth="8" refX="7"' in html


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("", "assets/diagrams/x.svg"),
        ("./", "assets/diagrams/x.svg"),
        ("guides/streaming/", "../../assets/diagrams/x.svg"),
        ("guides/streaming.html", "../assets/diagrams/x.svg"),
    ],
)
def test_addresses_are_followed_from_the_page(url: str, source: str) -> None:
    assert inlined(f'<p><img alt="a" src="{source}"></p>', url).css_first("figure > svg")


@pytest.mark.parametrize(
    "html",
    [
        "<p>No image</P>",
        '<p><img alt="a" src="../assets/other.svg"></P>',
        '<p><img alt="a" src="../assets/diagrams/x.png"></P>',
        "<pre>&lt;img src='../assets/diagrams/x.svg'&gt;</PRE>",
    ],
)
def test_a_page_without_diagrams_is_the_same_text(html: str) -> None:
    assert inline_diagrams(html, "guides/", DIAGRAMS) is html


def test_a_project_without_diagrams_is_the_same_text() -> None:
    assert inline_diagrams(IMAGE, "guides/", {}) is IMAGE
