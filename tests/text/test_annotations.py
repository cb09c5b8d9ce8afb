import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.text.annotations import link_annotations

LIST = "<ol><li>one</li><li>two</li></ol>"


def linked(html: str, *, code: bool = True) -> str:
    tree = LexborHTMLParser(f"<body>{html}</body>")
    link_annotations(tree, code=code)
    assert tree.body is not None
    return tree.body.inner_html or ""


def marker(block: int, number: int, use: str = "") -> str:
    name = f"annotation-{block}-{number}"
    return (
        f'<a class="annotation" id="{name}-at{use}" href="#{name}" aria-label="Note {number}">'
        f"{number}</a>"
    )


def back(block: int, number: int) -> str:
    return (
        f' <a class="annotation-back" href="#annotation-{block}-{number}-at" '
        f'aria-label="Back to note {number}">↩</a>'
    )


def block(comment: str, name: str = "c1") -> str:
    code = f'x <span class="{name}">{comment}</span>'
    return f'<div class="highlight"><pre><code>{code}</code></pre></div>'


def notes(count: int = 1, *, one: bool = True, two: bool = False) -> str:
    first = f'<li id="annotation-{count}-1">one{back(count, 1) if one else ""}</li>'
    second = f'<li id="annotation-{count}-2">two{back(count, 2) if two else ""}</li>'
    return f'<ol class="annotations">{first}{second}</ol>'


SECOND = marker(1, 1, "-2")


@pytest.mark.parametrize("name", ["c", "c1", "ch", "cm", "cp", "cs"])
def test_links_a_number_in_a_comment_with_its_note(name: str) -> None:
    expected = block(f"# {marker(1, 1)}", name) + notes()
    assert linked(block("# (1)", name) + LIST) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# (1)!", marker(1, 1)),
        ("/* (1)! */", marker(1, 1)),
        ("# see (1), a &lt; b", f"# see {marker(1, 1)}, a &lt; b"),
        ("# &amp; (1) x (1)! y", f"# &amp; {marker(1, 1)}{marker(1, 1, '-2')}"),
        ("# (1) (1)", f"# {marker(1, 1)} {marker(1, 1, '-2')}"),
        ("# (1) and (9)!, (0)", f"# {marker(1, 1)} and (9)!, (0)"),
    ],
)
def test_replaces_what_belongs_to_the_marker(comment: str, expected: str) -> None:
    assert linked(block(comment) + LIST) == block(expected) + notes()


@pytest.mark.parametrize(
    "html",
    [
        block("# (1)"),
        block("# (3) (0) (1234) (a) (¹)") + LIST,
        block("# one") + LIST,
        block("f(1)", "nf") + LIST,
        block("# (1)") + "<ul><li>one</li></ul>",
        block("# (1)") + "<p>A <b>new</b> thing.</p>" + LIST,
        block("# (1)") + "<h2>x</h2>" + LIST,
        '<p class="annotate">f (3)</p>' + LIST,
        '<p class="annotate">a <code>f(1)</code> <a href="x">b (1)</a></p>' + LIST,
        "<p>f (1)</p>" + LIST,
    ],
)
def test_leaves_alone_what_is_no_annotation(html: str) -> None:
    assert linked(html) == html


def test_needs_a_wish_for_annotated_code() -> None:
    plain = block("# (1)") + LIST
    wished = plain.replace('"highlight"', '"language-py annotate highlight"')
    assert linked(plain, code=False) == plain
    assert marker(1, 1) in linked(wished, code=False)


def test_finds_the_list_behind_a_paragraph_of_bare_text() -> None:
    html = block("# (2)") + "\n<!-- x -->\n<p>Which means:</p>\n"
    assert linked(html + LIST) == html.replace("(2)", marker(1, 2)) + notes(one=False, two=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p class="annotate">Oh (1)!</p>', f'<p class="annotate">Oh {marker(1, 1)}!</p>'),
        (
            '<div class="annotate"><p>A (1)</p><ul><li>b (1)</li></ul></div>',
            f'<div class="annotate"><p>A {marker(1, 1)}</p><ul><li>b {SECOND}</li></ul></div>',
        ),
    ],
)
def test_links_numbers_in_annotated_text(text: str, expected: str) -> None:
    assert linked(text + LIST, code=False) == expected + notes()


def test_counts_the_annotated_blocks_of_a_page() -> None:
    html = block("# (1)") + LIST + block("# none") + LIST + block("# (1)") + LIST
    expected = (
        block(f"# {marker(1, 1)}") + notes(1) + block("# none") + LIST
        + block(f"# {marker(2, 1)}") + notes(2)
    )  # fmt: skip
    assert linked(html) == expected


def test_makes_no_id_that_a_heading_has() -> None:
    heading = '<h2 id="annotation-1-1">x</h2>'
    html = heading + block("# (1)") + LIST
    assert linked(html) == heading + block(f"# {marker(2, 1)}") + notes(2)


def test_gives_a_list_to_one_block() -> None:
    before, text = block("# none"), '<p class="annotate">a (1)</p>'
    expected = before + text.replace("(1)", marker(1, 1)) + notes()
    assert linked(before + text + LIST) == expected
    assert linked(block("# (1)") + text + LIST) == block(f"# {marker(1, 1)}") + text + notes()


def test_keeps_classes_and_ids_and_ends_the_last_paragraph_with_the_way_back() -> None:
    html = block("# (1)") + '<ol class="a"><li id="x&amp;"><p>a</p><p>b</p><pre>c</pre></li></ol>'
    there = marker(1, 1).replace('href="#annotation-1-1"', 'href="#x&amp;"')
    expected = block(f"# {there}") + (
        '<ol class="a annotations"><li id="x&amp;">'
        f"<p>a</p><p>b{back(1, 1)}</p><pre>c</pre></li></ol>"
    )
    assert linked(html) == expected


def test_links_annotations_of_annotations() -> None:
    inner = '<p class="annotate">b (1)</p><ol><li>c</li></ol>'
    html = linked(f'<div class="annotate"><p>a (1)</p></div><ol><li>{inner}</li></ol>')
    assert html == (
        f'<div class="annotate"><p>a {marker(1, 1)}</p></div>'
        f'<ol class="annotations"><li id="annotation-1-1">'
        f'<p class="annotate">b {marker(2, 1)}{back(1, 1)}</p>'
        f'<ol class="annotations"><li id="annotation-2-1">c{back(2, 1)}</li></ol></li></ol>'
    )


def test_tells_annotated_text_inside_annotated_text_apart() -> None:
    inner = f'<p class="annotate">b (1)</p>{LIST}'
    html = linked(f'<div class="annotate"><p>a (2)</p>{inner}</div>{LIST}')
    assert html == (
        f'<div class="annotate"><p>a {marker(1, 2)}</p>'
        f'<p class="annotate">b {marker(2, 1)}</p>{notes(2)}</div>'
        f"{notes(1, one=False, two=True)}"
    )
