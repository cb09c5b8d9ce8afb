import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.text.ansi import ansi_to_html, has_colour, strip_ansi


@pytest.mark.parametrize(
    ("codes", "classes"),
    [
        ("31", "ansi-red"),
        ("97", "ansi-bright-white"),
        ("42", "ansi-on-green"),
        ("104", "ansi-on-bright-blue"),
        ("1;31", "ansi-red ansi-bold"),
        ("1;2;3;4;9", "ansi-bold ansi-dim ansi-italic ansi-underline ansi-strike"),
        ("21", "ansi-underline"),
        ("7", "ansi-ground ansi-on-ink"),
        ("7;31", "ansi-ground ansi-on-red"),
        ("7;31;44", "ansi-blue ansi-on-red"),
        ("31;39", ""),
        ("41;49", ""),
        ("1;3;4;7;9;22;23;24;27;29", ""),
        ("31;0", ""),
        ("31;", ""),
        ("38;5;1", "ansi-red"),
        ("38;5;9", "ansi-bright-red"),
        ("48;5;21", "ansi-on-bright-blue"),
        ("38;5;232", "ansi-black"),
        ("38;5;244", "ansi-bright-black"),
        ("38;5;255", "ansi-bright-white"),
        ("38;2;255;0;0", "ansi-bright-red"),
        ("38;2;150;150;10", "ansi-yellow"),
        ("38:5:2", "ansi-green"),
        ("38;5;2;1", "ansi-green ansi-bold"),
        ("38;2;200;200;0;4", "ansi-bright-yellow ansi-underline"),
        ("38;7", ""),
        ("38", ""),
        ("73", ""),
        ("?25", ""),
    ],
)
def test_codes_become_classes(codes: str, classes: str) -> None:
    expected = f'<span class="{classes}">x</span>' if classes else "x"
    assert ansi_to_html(f"\x1b[{codes}mx") == expected


def test_a_look_holds_until_it_is_changed() -> None:
    text = "a\x1b[32mb\x1b[1mc\n\x1b[0md\x1b[mé\x1b[31m"
    assert ansi_to_html(text) == (
        'a<span class="ansi-green">b</span><span class="ansi-green ansi-bold">c\n</span>dé'
    )


def test_what_html_would_take_for_its_own_is_escaped() -> None:
    assert ansi_to_html("\x1b[31m<b>&") == '<span class="ansi-red">&lt;b&gt;&amp;</span>'


@pytest.mark.parametrize(
    "code",
    [
        *("\x1b[2K", "\x1b[10;2H", "\x1b[?25l", "\x1b(B", "\x1bM", "\x1b]0;title\x07"),
        *("\x1b]8;;https://example.com\x1b\\", "\x1b[1 q"),
    ],
)
def test_other_codes_are_left_out(code: str) -> None:
    assert ansi_to_html(f"a{code}b") == strip_ansi(f"a{code}b") == "ab"
    assert has_colour(f"a{code}b")
    assert not has_colour("a[2Kb")  # control


PIECES = st.sampled_from(
    ["a", "<", "&", "\n", "\x1b[", "\x1b", "31", ";", "m", "0", "1", "38;5;", "]", "\x07"]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=12))
def test_the_text_is_the_same_with_and_without_html(pieces: list[str]) -> None:
    text = "".join(pieces)
    html = ansi_to_html(text)
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == strip_ansi(text)
    assert html.count("<span") == html.count("</span>")
