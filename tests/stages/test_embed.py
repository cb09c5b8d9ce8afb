from base64 import b64decode
from collections.abc import Mapping, Set
from io import BytesIO

import pytest
from PIL import Image

from site_builder.model import Code, OutputFile
from site_builder.stages.embed import (
    embed_declarations,
    embed_file,
    embed_style,
    embed_stylesheets,
)
from site_builder.text.assets import Assets, Found
from site_builder.text.fault import Fault
from site_builder.text.finding import Finding


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (3, 2), "teal").save(file, "PNG")
    return file.getvalue()


PNG = png()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><image href="p.png"/></svg>'


def letters(data: bytes, characters: Set[str]) -> bytes | Fault:
    """Stand for the subsetter, whose own tests use real fonts: show what it was given."""
    if data == b"closed":
        return Fault(Code.ASSET_UNREADABLE, "it may not be embedded", "use another")
    return data + "".join(sorted(characters)).encode() if data != b"other" else b""


def assets(files: Mapping[str, bytes | str], limit: int = 10_000) -> Assets:
    held = {
        path: OutputFile(path, data.encode() if isinstance(data, str) else data)
        for path, data in files.items()
    }
    return Assets(held, limit, letters, frozenset("ab"), "https://me.example/docs/")


def told(found: tuple[Found, ...]) -> list[tuple[str, int, Code, str]]:
    return [(one.path, one.line, one.finding.code, one.finding.message) for one in found]


def font(css: str) -> str:
    """Return what the font in a stylesheet holds."""
    return b64decode(css.partition("data:font/woff2;base64,")[2].partition('"')[0]).decode()


def test_a_picture_becomes_its_address_and_tells_its_size() -> None:
    one = embed_file("p.png", assets({"p.png": PNG}))
    assert one.address.startswith("data:image/png;base64,iVBOR")
    assert one.size == (3, 2)
    assert not one.found


def test_a_picture_is_what_its_bytes_say() -> None:
    assert embed_file("p.jpg", assets({"p.jpg": PNG})).address.startswith("data:image/png;")
    assert embed_file("p", assets({"p": PNG})).address.startswith("data:image/png;")


@pytest.mark.parametrize(
    ("path", "start"),
    [("a.pdf", "data:application/pdf;"), ("a.bin", "data:application/octet-stream;")],
)
def test_other_files_have_the_type_of_their_name(path: str, start: str) -> None:
    one = embed_file(path, assets({path: b"%PDF-"}))
    assert one.address == f"{start}base64,JVBERi0="
    assert one.size is None


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (None, Code.LINK_DEAD, "'../x.png' is not in the site"),
        (b"", Code.ASSET_UNREADABLE, "'../x.png' is empty"),
        (
            b"<!DOCTYPE html><html>",
            Code.ASSET_UNREADABLE,
            "'../x.png' is not an image; it begins with '<!DOCTYPE html>'",
        ),
        (
            PNG + bytes(20_000),
            Code.ASSET_TOO_LARGE,
            f"'../x.png' has {(len(PNG) + 20_000) / 1000:.1f} kB, the limit is 10.0 kB",
        ),
        (
            b"<svg><g></svg>",
            Code.ASSET_UNREADABLE,
            "'../x.png' is not a drawing that can be shown: mismatched tag: line 1, column 10",
        ),
    ],
)
def test_what_cannot_be_shown_is_told_as_it_was_written(
    data: bytes | None, code: Code, message: str
) -> None:
    files = {} if data is None else {"x.png": data}
    one = embed_file("x.png", assets(files), "../x.png", "guides/index.html")
    assert (one.address, one.size) == ("", None)
    assert one.found == (Found("guides/index.html", 0, Finding(code, "../x.png", message)),)


def test_a_drawing_that_is_something_else_is_told() -> None:
    found = embed_file("x.svg", assets({"x.svg": b"Not found"})).found
    assert told(found)[0][2:] == (
        Code.ASSET_UNREADABLE,
        "'x.svg' is not a drawing that can be shown: syntax error: line 1, column 0",
    )


def test_a_drawing_brings_its_pictures() -> None:
    one = embed_file("i/x.svg", assets({"i/x.svg": SVG, "i/p.png": PNG}))
    assert one.address.startswith("data:image/svg+xml,%3Csvg ")
    assert "href='data:image/png;base64,iVBOR" in one.address
    assert one.size == (30, 20)


def test_drawings_that_show_each_other_are_told() -> None:
    files = {"x.svg": SVG.replace(b"p.png", b"y.svg"), "y.svg": SVG.replace(b"p.png", b"x.svg")}
    one = embed_file("x.svg", assets(files))
    assert told(one.found) == [("y.svg", 0, Code.ASSET_UNREADABLE, "'x.svg' loads itself")]
    assert one.address


def test_what_lies_on_another_site_is_told_until_it_was_fetched() -> None:
    address = "https://cdn.example/p.png"
    one = embed_file(address, assets({}))
    assert one.remote == (address,)
    assert told(one.found) == [(address, 0, Code.ASSET_REMOTE, f"'{address}' lies on another site")]
    again = embed_file(address, assets({address: PNG}))
    assert again.address
    assert not again.remote


def test_a_stylesheet_brings_what_it_imports_and_shows() -> None:
    files: dict[str, bytes | str] = {
        "css/a.css": "@import 'more/b.css' print;x{y:url(/docs/p.png)}",
        "css/more/b.css": "\ufeffz{y:url('../../i.svg#part')}",
        "p.png": PNG,
        "i.svg": "<svg/>",
    }
    style = embed_stylesheets(["css/a.css"], assets(files))
    assert not style.found
    assert style.css.startswith("@media print{z{y:url(\"data:image/svg+xml,%3Csvg xmlns='")
    assert '#part")}}\nx{y:url("data:image/png;base64,iVBOR' in style.css


def test_mistakes_in_stylesheets_are_told_with_their_lines() -> None:
    files = {
        "a.css": "/*\n*/@import 'b.css';\nx{y:url(none.png)}\n\nx{y:url(file:///etc/z)}",
        "b.css": "@import 'a.css';\n@import 'gone.css';\n@import '//cdn.example/c.css';b{c:d}",
    }
    style = embed_stylesheets(["a.css", "a.css"], assets(files))
    assert style.css == "b{c:d}\n\nx{}\nx{}\nb{c:d}\n\nx{}\nx{}"
    assert style.remote == ("https://cdn.example/c.css",) * 2
    assert told(style.found)[:5] == [
        ("a.css", 3, Code.LINK_DEAD, "'none.png' is not in the site"),
        ("a.css", 5, Code.ASSET_UNREADABLE, "'file:///etc/z' cannot be brought inside"),
        ("b.css", 1, Code.ASSET_UNREADABLE, "'a.css' loads itself"),
        ("b.css", 2, Code.LINK_DEAD, "'gone.css' is not in the site"),
        ("b.css", 3, Code.ASSET_REMOTE, "'https://cdn.example/c.css' lies on another site"),
    ]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"\xff", Code.ASSET_UNREADABLE, "'a.css' is not UTF-8 text"),
        (b"<!DOCTYPE html><style>a{b:c}</style>", Code.ASSET_UNREADABLE,
         "'a.css' holds no rule of a stylesheet"),
        (b"Not found", Code.ASSET_UNREADABLE, "'a.css' holds no rule of a stylesheet"),
        (b"a{b:c}" * 2000, Code.ASSET_TOO_LARGE, "'a.css' has 12.0 kB, the limit is 10.0 kB"),
        (b"", Code.ASSET_UNREADABLE, "'a.css' is empty"),
    ],
)  # fmt: skip
def test_what_is_no_stylesheet_is_left_out(data: bytes, code: Code, message: str) -> None:
    style = embed_stylesheets(["a.css", "b.css"], assets({"a.css": data, "b.css": "b{}"}))
    assert style.css == "b{}"
    assert told(style.found) == [("a.css", 0, code, message)]


def test_a_missing_stylesheet_is_told() -> None:
    assert told(embed_stylesheets(["no.css"], assets({})).found)[0][2] is Code.LINK_DEAD


def test_a_font_comes_once_with_the_characters_of_its_ranges() -> None:
    css = (
        "@font-face{src:url(x.eot);src:url(x.eot?#iefix) format('embedded-opentype'),"
        "url(x.woff2) format('woff2'),url(x.ttf);unicode-range:U+61-63}"
        "@font-face{src:url(y.woff2);unicode-range:U+400-4FF}"
        "@font-face{src:url(other.woff2)}"
    )
    files: dict[str, bytes | str] = {
        "a.css": css,
        "x.woff2": b"new:",
        "x.ttf": b"old:",
        "y.woff2": b"y",
    }
    files |= {"other.woff2": b"other", "b.css": "i::before{content:'c\\e900'}"}
    style = embed_stylesheets(["a.css", "b.css"], assets(files))
    assert not style.found
    assert style.css.count("@font-face") == 1
    assert font(style.css) == "new:abc"


def test_an_icon_may_be_named_in_a_sheet_that_is_imported() -> None:
    files: dict[str, bytes | str] = {
        "a.css": "@import 'b.css';@font-face{src:url(x.woff2)}",
        "b.css": "@import 'a.css';i::before{content:'\\e900'}",
        "x.woff2": b"x:",
    }
    assert font(embed_stylesheets(["a.css"], assets(files)).css) == "x:ab\ue900"


def test_a_font_that_may_not_be_used_falls_back_to_the_next() -> None:
    css = "\n@font-face{src:url(x.woff2),url(y.woff2),url(z.woff2)}"
    style = embed_style(css, "index.html", assets({"x.woff2": b"closed", "z.woff2": b"z:"}))
    assert font(style.css) == "z:ab"
    assert told(style.found) == [
        ("index.html", 2, Code.ASSET_UNREADABLE,
         "the font 'x.woff2' cannot be put inside: it may not be embedded"),
        ("index.html", 2, Code.LINK_DEAD, "'y.woff2' is not in the site"),
    ]  # fmt: skip


def test_a_font_is_bounded_by_what_is_used_of_it() -> None:
    css = "@font-face{src:url(x.woff2)}"
    style = embed_style(css, "index.html", assets({"x.woff2": b"x" * 20}, limit=10))
    assert style.css == ""
    assert told(style.found)[0][2:] == (
        Code.ASSET_TOO_LARGE,
        "'x.woff2' has 22 bytes, the limit is 10 bytes",
    )


def test_a_fetched_stylesheet_is_followed_from_where_it_lies() -> None:
    sheet = "https://cdn.example/css/a.css"
    files: dict[str, bytes | str] = {
        sheet: "@font-face{src:url(../x.woff2)}",
        "b.css": f"@import '{sheet}';",
    }
    style = embed_stylesheets(["b.css"], assets(files))
    assert style.css == ""
    assert style.remote == ("https://cdn.example/x.woff2",)
    files["https://cdn.example/x.woff2"] = "x:"
    assert font(embed_stylesheets(["b.css"], assets(files)).css) == "x:ab"


def test_the_text_cannot_end_the_element_that_holds_it() -> None:
    style = embed_style("a{content:'</style>'}", "index.html", assets({}))
    assert "</" not in style.css


def test_a_style_of_an_element_is_followed_from_its_page() -> None:
    css = "color:red;background:url(../p.png)"
    style = embed_declarations(css, "guides/index.html", assets({"p.png": PNG}))
    assert style.css.startswith('color:red;background:url("data:image/png;base64,')
    assert embed_declarations(css, "guides/index.html", assets({})).css == "color:red;"
