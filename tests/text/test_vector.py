import pytest

from site_builder.text.stylesheets import Address, Use
from site_builder.text.vector import NotSvgError, read_svg, size_of_svg, tidy_svg

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def tidied(inside: str, attributes: str = "", new: str = "data:,new") -> str:
    root = read_svg(f"<svg {NAMESPACES} {attributes}>{inside}</svg>".encode())
    head = "<svg xmlns='http://www.w3.org/2000/svg'"
    text = tidy_svg(root, lambda _: new)
    assert text.startswith(head)
    return text.removeprefix(head).removesuffix("</svg>")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<script>run()</script><g/>", "><g/>"),
        ('<g onclick="run()" id="a"/>', "><g id='a'/>"),
        ("<metadata><x/></metadata><!-- note --><g/>", "><g/>"),
        ('<x:y xmlns:x="urn:x"/><g xmlns:x="urn:x" x:z="1"/>', "><g/>"),
        ('<image xlink:href="a.png"/>', "><image href='data:,new'/>"),
        ('<image href="a.png" xlink:href="b.png"/>', "><image href='data:,new'/>"),
        ('<use xlink:href="#a" xlink:title="t"/>', "><use href='#a'/>"),
        (
            '<image href="data:image/png;\n base64,AA"/>',
            "><image href='data:image/png;base64,AA'/>",
        ),
        ('<a href="page.html"/><a href="javascript:run()"/>', "><a href='page.html'/><a/>"),
        (
            '<g fill="url(a.svg#b)" filter="url(#c)"/>',
            "><g fill='url(\"data:,new\")' filter='url(#c)'/>",
        ),
        (
            '<g style="fill:url(a.png);x:y" class=""/>',
            "><g style='fill:url(\"data:,new\");x:y' class=''/>",
        ),
        ("<style>a{b:url(c.png)}</style>", '><style>a{b:url("data:,new")}</style>'),
        ("<text> a <tspan>b</tspan> </text>\n  <g> </g>", "><text> a <tspan>b</tspan> </text><g/>"),
        (
            '<g aria-label="it\'s &lt;b&gt; &amp; c"/>',
            "><g aria-label='it&#39;s &lt;b&gt; &amp; c'/>",
        ),
        ('<text xml:space="preserve">a</text>', "><text xml:space='preserve'>a</text>"),
        (
            '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">a</div></foreignObject>',
            "><foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>a</div></foreignObject>",
        ),
    ],
)
def test_a_drawing_is_small_and_inert(inside: str, expected: str) -> None:
    assert tidied(inside) == expected


def test_what_cannot_be_loaded_goes() -> None:
    inside = '<image href="a.png" width="1"/><g style="fill:url(a.png)"/>'
    assert tidied(inside, new="") == "><image width='1'/><g/>"


def test_addresses_are_told_as_they_are_written() -> None:
    seen: list[Address] = []

    def see(address: Address) -> str:
        seen.append(address)
        return ""

    tidy_svg(read_svg(f'<svg {NAMESPACES}><image xlink:href=" a b.png "/></svg>'.encode()), see)
    assert seen == [Address("a b.png", Use.IMAGE, 0)]


def test_a_drawing_without_namespace_gets_one() -> None:
    text = tidy_svg(read_svg(b"<svg><g/></svg>"), lambda _: "")
    assert text == "<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg><g></svg>", "mismatched tag"),
        (b"", "no element found"),
        (b"<html/>", "its root is <html>, not <svg>"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "it declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg/>', "it declares entities"),
        (b'<?xml version="1.0" encoding="no-such"?><svg/>', "unknown encoding"),
    ],
)
def test_other_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NotSvgError, match=reason):
        read_svg(data)


def test_a_document_type_alone_does_no_harm() -> None:
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert read_svg(kind + b"<svg/>").tag == "svg"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20px"', (30, 20)),
        ('width="2in" height="25.4mm"', (192, 96)),
        ('viewBox="0 0 30 20"', (30, 20)),
        ('viewBox="0,0,30,20" width="60"', (60, 40)),
        ('viewBox="0 0 30 20" height="10"', (15, 10)),
        ('viewBox="0 0 30 20" width="100%"', (30, 20)),
        ('viewBox="0 0 0 20" width="5"', None),
        ('viewBox="0 0 30"', None),
        ('width="wide" height="9"', None),
        ('width="1.2.3" height="9"', None),
        ("", None),
    ],
)
def test_the_size_comes_from_lengths_or_the_view_box(
    attributes: str, size: tuple[int, int] | None
) -> None:
    assert size_of_svg(read_svg(f"<svg {attributes}/>".encode())) == size
