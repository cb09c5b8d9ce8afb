from site_builder.text.diagrams import Caption
from site_builder.text.drawing import dress
from site_builder.text.fault import Fault

CAPTION = Caption("A <pool> & more", "What it shows.", 4)


def raw(inside: str, styles: int = 1) -> str:
    """Return a drawing as the library makes it."""
    style = "<style>@import url('https://fonts.example/css'); text { color: red }</style>"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 110 55" width="110" height="55"'
        f' style="--bg:#FFFFFF;--fg:#27272A">{style * styles}{inside}</svg>'
    )


def dressed(inside: str, name: str = "pool") -> str:
    drawing = dress(raw(inside), name, CAPTION, "abc")
    assert isinstance(drawing, str)
    return drawing


def test_a_drawing_loads_nothing_and_has_no_style_element() -> None:
    drawing = dressed('<text fill="var(--_text)">a</text>')
    assert "style>" not in drawing
    assert "https" not in drawing.replace("http://www.w3.org/2000/svg", "")
    assert "--fg:" not in drawing


def test_a_drawing_has_a_name_and_a_description() -> None:
    drawing = dressed("")
    assert '<title id="diagram-pool-title">A &lt;pool&gt; &amp; more</title>' in drawing
    assert '<desc id="diagram-pool-description">What it shows.</desc>' in drawing
    for attribute in (
        'role="img"',
        'class="diagram"',
        'aria-labelledby="diagram-pool-title"',
        'aria-describedby="diagram-pool-description"',
    ):
        assert attribute in drawing


def test_colours_are_those_of_the_page_with_others_behind_them() -> None:
    drawing = dressed('<rect fill="var(--_node-fill)" stroke="none"/>')
    assert 'fill="var(--surface, #f3f1ea)"' in drawing
    assert 'stroke="none"' in drawing


def test_a_colour_of_its_own_is_refused() -> None:
    fault = dress(raw('<rect fill="#f00"/>'), "pool", CAPTION, "abc")
    assert isinstance(fault, Fault)
    assert fault.message == "the colour '#f00' would not follow the theme of the page"
    assert fault.line == 4


def test_a_chart_with_a_style_sheet_of_its_own_is_refused() -> None:
    fault = dress(raw("", styles=2), "pool", CAPTION, "abc")
    assert isinstance(fault, Fault)
    assert "this kind of diagram cannot be drawn" in fault.message


def test_ids_are_the_own_of_each_diagram_and_references_follow() -> None:
    marker = '<marker id="arrowhead"><polygon stroke-width="0.75"/></marker>'
    line = '<line stroke-width="1" marker-end="url(#arrowhead)"/>'
    drawing = dressed(marker + line, "deep/Worker pool")
    assert '<marker id="diagram-deep-worker-pool-arrowhead"' in drawing
    assert 'marker-end="url(#diagram-deep-worker-pool-arrowhead)"' in drawing


def test_the_smallest_label_is_13_pixels_high_at_full_width() -> None:
    drawing = dressed("")
    assert 'viewBox="0 0 110 55" width="130" height="65"' in drawing


def test_strokes_are_those_of_the_page_but_not_in_arrow_heads() -> None:
    drawing = dressed(
        '<marker id="m"><polygon stroke-width="0.75"/></marker><line stroke-width="1"/>'
        '<line class="thick" stroke-width="2"/>'
    )
    assert '<polygon stroke-width="0.75"' in drawing
    assert '<line stroke-width="1.27"' in drawing
    assert '<line stroke-width="2"' in drawing


def test_corners_are_round_and_edge_labels_have_no_box() -> None:
    drawing = dressed(
        '<rect rx="0" ry="0"/><rect rx="2"/>'
        '<g class="edge-label" data-label="no"><rect stroke="var(--_inner-stroke)"/></g>'
    )
    assert '<rect rx="4" ry="4" /><rect rx="2" />' in drawing
    assert '<g><rect stroke="none" /></g>' in drawing


def test_code_keeps_a_code_face_without_the_class() -> None:
    drawing = dressed('<text class="mono" x="1.23456">name</text>')
    assert '<text x="1.23" font-family="ui-monospace, \'SF Mono\', Menlo' in drawing
