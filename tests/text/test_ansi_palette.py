"""The colours of a terminal can be read in both themes, on the ground that outputs have."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "templates/site/assets/stylesheets"
TOKENS = (SHEETS / "tokens.css").read_text("utf-8").partition("@media")[0]
NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def colours(token: str) -> tuple[str, str]:
    """Return a colour of the palette in the light and in the dark theme."""
    value = re.search(rf"{token}: ([^;]+);", TOKENS)
    assert value, token
    if inner := re.fullmatch(r"var\((.+)\)", value[1]):
        return colours(inner[1])
    pair = re.fullmatch(r"light-dark\((#\w+), (#\w+)\)", value[1])
    assert pair, value[1]
    return pair[1], pair[2]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("token", [*(f"--sb-ansi-{name}" for name in NAMES), "--sb-comment"])
def test_a_colour_can_be_read_on_the_ground_of_outputs(token: str) -> None:
    grounds = colours("--sb-output")
    for colour, ground in zip(colours(token), grounds, strict=True):
        assert contrast(colour, ground) >= 4.5, (token, colour, ground)
    assert contrast("#777777", grounds[0]) < 4.5  # control


@pytest.mark.parametrize("sheet", [SHEETS / "code.css"])
def test_each_class_has_its_rule(sheet: Path) -> None:
    css = sheet.read_text("utf-8")
    styles = ("bold", "dim", "italic", "underline", "strike", "on-ink")
    for name in (*NAMES, *(f"bright-{one}" for one in NAMES), *styles):
        assert re.search(rf"\.ansi-{name}\b", css), name
    for name in NAMES:
        assert f".ansi-on-{name}, .ansi-on-bright-{name}" in css
