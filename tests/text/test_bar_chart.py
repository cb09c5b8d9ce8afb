import re
from xml.etree import ElementTree

from site_builder.text.bar_chart import Bar, bar_chart


def test_a_chart_has_a_name_a_description_and_a_bar_for_each_share() -> None:
    bars = [Bar("A & B", 25, "25 % of 4", (("1.0", 10),)), Bar("C", 100, "all")]
    svg = bar_chart("gaps", "Shares", "A: 25 %.", bars)
    root = ElementTree.fromstring(svg)
    ns = "{http://www.w3.org/2000/svg}"
    assert root.attrib["aria-labelledby"] == "gaps-title gaps-description"
    assert [one.text for one in root.iter(f"{ns}title")] == ["Shares", "1.0: 10 %"]
    assert [one.text for one in root.iter(f"{ns}text")] == ["A & B", "25 % of 4", "C", "all"]
    widths = [float(one.attrib["width"]) for one in root.iter(f"{ns}rect")]
    assert widths == [228, 57, 2, 228, 228]
    assert "\n" not in svg, "a blank line would end it within a page"


def test_colours_come_from_the_page() -> None:
    svg = bar_chart("g", "t", "d", [Bar("A", 1, "")])
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) - {"none"}
    assert len(colours) > 2
    assert all(one.startswith("var(--sb-") for one in colours)
