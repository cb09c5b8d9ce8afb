from textwrap import dedent

import pytest

from site_builder.model import Item, Line, Location, Sample, SampleRef, Show
from site_builder.text.holdings import (
    FoundLink,
    code_lines_of,
    count_code_lines,
    count_of,
    definitions_of,
    language_of,
    links_of,
)
from site_builder.text.readable import read_markdown


def fence(info: str, body: str = "x") -> str:
    return f"```{info}\n{body}\n```\n"


def counts(text: str) -> dict[Item, int]:
    read = read_markdown(text)
    return {item: count for item in Item if (count := count_of(item, read))}


SAMPLE, CODE, OUTPUT = Item.SAMPLES, Item.CODE_BLOCKS, Item.OUTPUTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (fence("sample", "a/b"), {SAMPLE: 1, CODE: 1}),
        (fence('sample show="output"', "a/b"), {SAMPLE: 1, OUTPUT: 1}),
        (fence('sample show="both"', "a/b"), {SAMPLE: 1, CODE: 1, OUTPUT: 1}),
        (fence("sample", "a/b/c.txt"), {SAMPLE: 1, OUTPUT: 1}),
        (fence("sample", "a/b/c.svg"), {SAMPLE: 1, CODE: 1, Item.PICTURES: 1}),
        (
            fence('sample show="output" file="c.png" alt="x"', "a/b"),
            {SAMPLE: 1, OUTPUT: 1, Item.PICTURES: 1},
        ),
        # What is wrong with a directive is told elsewhere.
        (fence('sample shw="both"', "a/b"), {SAMPLE: 1}),
        (fence("python"), {CODE: 1}),
        (fence('{ .sh title="x" }'), {CODE: 1}),
        (fence("text"), {OUTPUT: 1}),
        (fence("console"), {OUTPUT: 1}),
        (fence("mermaid"), {Item.PICTURES: 1}),
        (fence(""), {CODE: 1}),
        ("<!--\n" + fence("python") + "-->\n", {}),
        ("![a](b.png) and ![c][d]\n", {Item.PICTURES: 2}),
        ("`![a](b.png)` is how to write it\n", {}),
        ('<img src="a.png" alt="b">\n', {Item.PICTURES: 1}),
        ("- one\n- two\n  goes on\n\n1. three\n", {Item.LIST_ITEMS: 3}),
        ("| a | b |\n| --- | :-: |\n| c | d |\n", {Item.TABLES: 1}),
        ("a | b\n--- | ---\nc | d\n", {Item.TABLES: 1}),
        ("| a | b |\n| --- | --- |\n", {}),
        ("A heading\n---\n\nand text\n", {}),
        ("| a |\n\n---\n\n| b |\n", {}),
        ("<table>\n<tr><td>a</td></tr>\n</table>\n", {Item.TABLES: 1}),
        ("words about `<table>` alone\n", {}),
    ],
)
def test_what_stands_in_a_text_is_counted(text: str, expected: dict[Item, int]) -> None:
    assert counts(text) == expected


def test_the_language_of_a_block_is_in_lower_case() -> None:
    (one,) = read_markdown(fence("Python")).fences
    assert language_of(one) == "python"


def test_lines_of_code_are_those_of_typed_blocks_and_of_samples() -> None:
    text = fence("sh", "a\nb") + fence("text", "c") + fence("sample", "a/b") + fence("sample", "x")
    assert count_code_lines(read_markdown(text), {8: 20}) == 22


def test_samples_have_the_lines_that_they_show() -> None:
    def sample(show: Show, first: int, file: str = "b.py") -> Sample:
        ref = SampleRef(Location("a.md", first), (first, first + 2), "", "a/b", show=show)
        return Sample(ref, "a/b", file, "python", (Line(1, "x"), Line(2, "y")))

    shown = [sample(Show.CODE, 3), sample(Show.BOTH, 3), sample(Show.OUTPUT, 9)]
    shown += [sample(Show.CODE, 12, "step.txt"), sample(Show.TEST, 15)]
    assert code_lines_of(shown) == {3: 4, 15: 2}


def links(text: str) -> list[FoundLink]:
    read = read_markdown(dedent(text))
    return list(links_of(read, definitions_of(read)))


def test_links_are_found_with_text_target_line_and_whether_they_are_explained() -> None:
    text = """\
        - [One](a.md)
        - [Two](b.md): what comes after that
        - [Three
          words](<c.md> "A title"), and a reason
          on a second line
        - A reason on a first line,
          then [four](d.md#part)

        See [five][ref] when you need it. Then [six][], and [SEVEN][Ref].

        | [eight](e.md) | the reason for it |

        <https://x.example/y> stands here for you.
        ![nine](f.png) `[ten](g.md)` [no such][nothing]

        [ref]: h.md
        [six]: <i.md>
        [^1]: a note
    """
    found = links(text)
    assert [(one.text, one.target, one.line, one.explained) for one in found] == [
        ("One", "a.md", 1, False),
        ("Two", "b.md", 2, True),
        ("Three words", "c.md", 3, True),
        ("four", "d.md#part", 7, True),
        ("five", "h.md", 9, True),
        ("six", "i.md", 9, True),
        ("SEVEN", "h.md", 9, True),
        ("eight", "e.md", 11, True),
        ("https://x.example/y", "https://x.example/y", 13, True),
    ]


def test_an_image_may_be_the_text_of_a_link() -> None:
    assert [one.target for one in links("[![a](b.png)](c.md)\n")] == ["c.md"]


def test_a_link_may_hold_brackets() -> None:
    assert [one.target for one in links("[a [b] c](d_(e).md)\n")] == ["d_(e).md"]
