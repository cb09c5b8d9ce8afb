import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.shown_output import Place, needs_words, show_output, show_text

MARGIN = Place()
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
RED = "\x1b[31mred\x1b[0m"


def shown(name: str, data: bytes, place: Place = MARGIN) -> str:
    result = show_output(name, data, place)
    assert isinstance(result, str)
    return result


def fault(name: str, data: bytes, place: Place = MARGIN) -> str:
    result = show_output(name, data, place)
    assert isinstance(result, Fault)
    assert result.code is Code.OUTPUT_UNUSABLE
    return result.message


def test_a_picture_stands_in_the_page_itself_with_its_words() -> None:
    place = Place(alt="the *cost*\n[of] <it>", inside=True)
    text = shown("out/chart.PNG", PNG, place)
    assert text.startswith("![the &#42;cost&#42; &#91;of&#93; &#60;it&#62;](data:image/png;base64,")
    image = LexborHTMLParser(markdown(text)).css_first("img")
    assert image.attributes["alt"] == "the *cost* [of] <it>"
    assert shown("a.svg", b"<svg/>").startswith("![](data:image/svg+xml;base64,")
    assert [needs_words(name) for name in ("a.svg", "b/c.JPG", "svg.csv")] == [True, True, False]


def test_values_become_a_table() -> None:
    assert shown("a.csv", b"a,b\r\n1,2\r\n") == shown("a.tsv", b"a\tb\n1\t2\n")
    assert fault("a.csv", b"") == "the table holds no row"


def test_json_is_set_out_if_it_is_some() -> None:
    expected = '```{ .json .sample-output }\n{\n  "a": "é"\n}\n```'
    assert shown("a.json", '{"a":"é"}'.encode()) == expected
    assert shown("a.json", b"{'a'") == "```{ .text .sample-output }\n{'a'\n```"


def test_html_is_marked_off_and_stands_at_the_margin_only() -> None:
    assert shown("a.html", b"<p>a\n<script>1</script></p>") == (
        '<div class="sample-html" role="group" aria-label="Output of the example, as HTML">'
        "<p>a&#10;</p></div>"
    )
    assert fault("a.htm", b"<p>", replace(MARGIN, inside=True)) == (
        "HTML cannot be shown inside a list, a tab or a quote"
    )


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a\0b"])
def test_what_is_neither_text_nor_picture_is_told(data: bytes) -> None:
    assert fault("a.bin", data) == "'a.bin' is no text, and no picture that can be shown"


def test_a_text_has_the_language_of_its_name() -> None:
    assert shown("a.yaml", b"a: 1\n") == "```{ .yaml .sample-output }\na: 1\n```"
    marked = replace(MARGIN, highlighted=(1, 3))
    assert shown("a", b"1\n2\n3", marked).startswith('```{ .text .sample-output hl_lines="1 3" }\n')
    assert shown("a", b"1\n\n2", replace(MARGIN, fenced=False)) == "    1\n\n    2"


def test_colours_are_kept_where_html_can_stand() -> None:
    text = f"{RED} & ```\n\nend"
    assert show_text(text, "text", MARGIN) == (
        '<div class="highlight sample-output sample-ansi"><pre><code>'
        '<span class="ansi-red">red</span> &amp; ```&#10;&#10;end</code></pre></div>'
    )
    plain = "````{ .text .sample-output }\nred & ```\n\nend\n````"
    assert show_text(text, "text", replace(MARGIN, inside=True)) == plain
    marked = show_text(text, "text", replace(MARGIN, highlighted=(1,)))
    assert marked == plain.replace("output }", 'output hl_lines="1" }')


def test_a_long_text_is_folded_at_the_margin() -> None:
    text = "".join(f"line {number}\n" for number in range(20))
    place = replace(MARGIN, fold=4)
    html = markdown(str(show_text(text, "text", place)), extensions=["fenced_code"])
    tree = LexborHTMLParser(html)
    first, rest = tree.css("pre")
    assert first.text().splitlines() == ["line 0", "line 1", "line 2", "line 3"]
    assert rest.text().splitlines()[::15] == ["line 4", "line 19"]
    assert tree.css_first("details.sample-more > summary").text() == "16 more lines"
    for other in (
        replace(place, inside=True),
        replace(place, highlighted=(2,)),
        replace(place, fold=15),
        replace(place, fold=0),
    ):
        assert "<details" not in str(show_text(text, "text", other))


def test_colours_go_on_behind_a_fold() -> None:
    text = "\x1b[31mred\n" * 2 + "x\n" * 10 + "\x1b[0mend"
    second = str(show_text(text, "text", replace(MARGIN, fold=2))).split("<details")[1]
    assert '<code><span class="ansi-red">x&#10;' in second
    assert second.rstrip().endswith("</span>end</code></pre></div>\n\n</details>")


PIECES = st.sampled_from(
    ["a", "\n", "```", "~~~", "\x1b[31m", "\x1b[0m", "<b>", "&", "    ", "\t", "{{"]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=30), st.integers(0, 3))
def test_what_was_printed_is_what_is_read(pieces: list[str], fold: int) -> None:
    text = "".join(pieces).strip() + "."
    html = markdown(
        str(show_text(text, "text", replace(MARGIN, fold=fold))),
        extensions=["fenced_code"],
        tab_length=4,
    )
    read = "\n".join(one.text().removesuffix("\n") for one in LexborHTMLParser(html).css("pre"))
    plain = re.sub("\x1b\\[\\d+m", "", text)
    assert unescape(read).split() == plain.split()
