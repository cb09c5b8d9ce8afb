"""What becomes of the outputs of a notebook, without executing one."""

import base64

import pytest
from nbformat import NotebookNode, v4

from site_builder.model import Code
from site_builder.resources import packaged_templates
from site_builder.stages.render_notebook import RenderedNotebook, render_notebook

TEMPLATE = (packaged_templates() / "notebook/notebook.md.jinja").read_text("utf-8")
DOT = base64.b64encode(b"GIF89a").decode()


def rendered(*cells: NotebookNode) -> RenderedNotebook:
    return render_notebook(v4.new_notebook(cells=list(cells)), TEMPLATE)


def shown(data: dict[str, object], alt: str = "") -> str:
    cell = v4.new_code_cell("", outputs=[v4.new_output("display_data", data)])
    cell.metadata.update({"alt": alt} if alt else {})
    return rendered(cell).text.strip()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text/plain": "2"}, "```{ .text .sample-output }\n2\n```"),
        ({"text/plain": "```"}, "````{ .text .sample-output }\n```\n````"),
        ({"text/plain": " "}, ""),
        ({}, ""),
        ({"text/markdown": "**b**", "text/plain": "x"}, "**b**"),
        ({"text/latex": "$$x$$", "text/plain": "x"}, "$$x$$"),
        (
            {"application/json": {"a": [1]}},
            '```{ .json .sample-output }\n{\n  "a": [\n    1\n  ]\n}\n```',
        ),
        # What only a script would show is shown by its text.
        (
            {"text/html": "<div id='x'></div><script>1</script>", "text/plain": "chart"},
            "```{ .text .sample-output }\nchart\n```",
        ),
    ],
)
def test_an_output_is_shown_in_the_form_that_says_most(
    data: dict[str, object], expected: str
) -> None:
    assert shown(data) == expected


def test_html_is_made_safe() -> None:
    html = "<b onclick='x'>1</b>\n\n<script>2</script><img src='https://a.example/b.png'>"
    text = shown({"text/html": html, "text/plain": "x"})
    assert "<b>1</b>" in text
    assert "onclick" not in text
    assert "script" not in text
    assert "a.example" not in text


@pytest.mark.parametrize(
    ("kind", "data", "packed"),
    [
        ("image/gif", DOT, DOT),
        ("image/png", f"{DOT}\n", DOT),
        ("image/svg+xml", "<svg/>", base64.b64encode(b"<svg/>").decode()),
    ],
)
def test_a_picture_is_inside_the_page_and_has_words(kind: str, data: str, packed: str) -> None:
    assert (
        shown({kind: data, "text/plain": "x"}, "A dot") == f"![A dot](data:{kind};base64,{packed})"
    )


def test_a_picture_without_words_is_a_fault_of_its_cell() -> None:
    picture = v4.new_output("display_data", {"image/gif": DOT})
    gone = v4.new_code_cell("0", metadata={"tags": ["remove-cell"]})
    made = rendered(gone, v4.new_code_cell("1", outputs=[picture]))
    ((at, fault),) = made.faults
    assert (at, fault.code) == (1, Code.NOTEBOOK_PICTURE)
    assert made.sources[at] == "1"
    assert "image/gif" not in made.text


def test_tags_take_out_what_they_say() -> None:
    def cell(tag: str) -> NotebookNode:
        output = v4.new_output("stream", text="printed\n")
        return v4.new_code_cell(f"code('{tag}')", outputs=[output], metadata={"tags": [tag]})

    for tag, code, output in (
        ("hide-input", False, True),
        ("remove-input", False, True),
        ("hide-output", True, False),
        ("remove-output", True, False),
        ("remove-cell", False, False),
        ("other", True, True),
    ):
        text = rendered(cell(tag)).text
        assert ((".sample-code" in text), (".sample-output" in text)) == (code, output), tag


def test_only_the_last_line_of_an_error_is_shown() -> None:
    error = v4.new_output("error", ename="KeyError", evalue="'x'", traceback=["/home/me"])
    text = rendered(v4.new_code_cell("d['x']", outputs=[error])).text
    assert "KeyError: 'x'" in text
    assert "/home/me" not in text


def test_words_keep_their_pictures_and_front_matter_comes_first() -> None:
    words = v4.new_markdown_cell("![a](attachment:a.gif)")
    words["attachments"] = {"a.gif": {"image/gif": DOT}}
    raw = v4.new_raw_cell("---\ntitle: T\n---")
    latex = v4.new_raw_cell("\\LaTeX", metadata={"raw_mimetype": "text/latex"})
    kept = v4.new_raw_cell("kept", metadata={"raw_mimetype": "text/markdown"})
    text = rendered(raw, words, latex, kept).text
    assert text.startswith("---\ntitle: T\n---\n")
    assert f"![a](data:image/gif;base64,{DOT})" in text
    assert "LaTeX" not in text
    assert text.endswith("kept\n")
