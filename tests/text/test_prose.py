"""The prose of a page, with the place of each letter."""

import pytest

from site_builder.text.front_matter import split_front_matter
from site_builder.text.passage import QUOTED
from site_builder.text.prose import read_prose
from site_builder.text.prose_marks import CODE, blank


def told(text: str) -> list[tuple[str, str]]:
    """Return kind and words of each passage, with `x` for code and `q` for quotations."""
    passages = read_prose(text, split_front_matter(text).body_line).passages
    return [
        (one.kind.value, " ".join(one.text.replace(CODE, "x").replace(QUOTED, "q").split()))
        for one in passages
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("a `code` b", "a xxxxxx b"),
        ("a ``co`de`` b", "a xxxxxxxxx b"),
        ("over `two\nlines` on", "over xxxx xxxxxx on"),
        ("a \\`word` b", "a `word` b"),
        ('[a link](http://x.y/z "t") here', "a link here"),
        ("[a](x_(y).md), [b][ref] and [c]", "a , b and c"),
        ("![alt text](x.png)", "alt text"),
        ("see <https://e.org> and https://e.org/simply", f"see {'x' * 15} and {'x' * 20}"),
        ("mail a.b@c.org now", "mail xxxxxxxxx now"),
        ('a <b class="simply">bold</b> word', "a bold word"),
        ("a <kbd>Ctrl</kbd> key", "a xxxxxxxxxxxxxxx key"),
        ("fish &amp; chips", "fish chips"),
        ("$x^2$ costs $5 and $6", "xxxxx costs $5 and $6"),
        ("a $$x$$ b \\(y\\) c \\[z\\]", "a xxxxx b xxxxx c xxxxx"),
        ("snake_case, foo/bar.py, --strict", f"{'x' * 10}, {'x' * 10}, xxxxxxxx"),
        ("++ctrl+c++ ends it", "xxxxxxxxxx ends it"),
        ("**bold** _it_ ~~out~~ ==mark== 2 * 3", "bold it out mark 2 * 3"),
        ("a {{ macro }} and {% tag %} b", "a and b"),
        ("a note[^1] here", "a note here"),
        ("a :material-rocket: b {: .c #d }", "a b"),
        ("a <!-- no\nprose --> b", "a b"),
        (
            "he said \"a\nb\" and 'c' and “d” and it's ‘e’",
            "he said qq qq and qqq and qqq and it's qqq",
        ),
        ("the dogs' and the cats' end", "the dogs' and the cats' end"),
    ],
)
def test_what_is_no_prose_is_blanked_out(written: str, words: str) -> None:
    assert told(written) == ([("paragraph", words)])


def test_every_letter_keeps_its_line_and_column() -> None:
    head = "---\ntitle: 'A title'\n---\n\n"
    text = f"{head}# On `x` this\n\n- one\n  two **three**\n\n| a | bc |\n| --- | --- |\n"
    passages = read_prose(text, split_front_matter(text).body_line).passages
    lines = text.split("\n")
    for passage in passages:
        for offset, letter in enumerate(passage.text):
            if letter not in f" \n{CODE}":
                line, column = passage.place(offset)
                assert lines[line - 1][column - 1] == letter
    assert [one.kind.value for one in passages] == ["title", "heading", "item", "cell", "cell"]


BLOCKS = {
    "front matter has a title and a summary": (
        '---\ntitle: A\nsummary: "B `c`"\ntags: [d]\n---\ne',
        [("title", "A"), ("summary", "B xxx"), ("paragraph", "e")],
    ),
    "lists are nested by indentation": (
        "- a\n\n    b\n\n        code\n\n    - c\n      d\n\n1. e\n2. [x] f",
        [("item", "a"), ("paragraph", "b"), ("item", "c d"), ("item", "e"), ("item", "f")],
    ),
    "an admonition and a tab have a title and contents": (
        '!!! note "Simply said"\n    a\n\n        code\n\n??? tip\n    b\n\n=== "T"\n\n    c',
        [
            ("label", "Simply said"),
            ("paragraph", "a"),
            ("paragraph", "b"),
            ("label", "T"),
            ("paragraph", "c"),
        ],
    ),
    "headings are marked or underlined": (
        "# A # {#a}\n\nB\n===\n\nc\nD\n---\n",
        [("heading", "A"), ("heading", "B"), ("paragraph", "c"), ("heading", "D")],
    ),
    "tables have cells": (
        "| a | `b|c` |\n| :-- | --: |\n| d | |\n| e \\| f | g |\n\nh",
        [
            ("cell", "a"),
            ("cell", "xxxxx"),
            ("cell", "d"),
            ("cell", "e f"),
            ("cell", "g"),
            ("paragraph", "h"),
        ],
    ),
    "fences, indented code and rules are left out": (
        "a\n\n```sample\nx/y\n```\n\n    code\n\n    more\n\n***\n\n---\n\nb",
        [("paragraph", "a"), ("paragraph", "b")],
    ),
    "quotations are left out": ("> simply\n> said\n\na", [("paragraph", "a")]),
    "directives of mkdocstrings are left out": (
        "::: a.b\n    options:\n      c: d\n\ne",
        [("paragraph", "e")],
    ),
    "snippets are left out": ('--8<-- "a.md"\n\nb', [("paragraph", "b")]),
    "definitions and footnotes are items": (
        "Term\n:   what it is\n\n[^1]: A note.\n\n[ref]: http://x.y\n*[HTML]: Hyper text",
        [
            ("paragraph", "Term"),
            ("item", "what it is"),
            ("item", "A note."),
            ("paragraph", "Hyper text"),
        ],
    ),
    "HTML has prose inside": (
        "<div markdown>\nin it\n</div>\n\n<pre>\ncode\n\ncode\n</pre>",
        [("paragraph", "in it"), ("paragraph", "xxxxx xxxx"), ("paragraph", "xxxx xxxxxx")],
    ),
    "a line with a stroke is no table": ("a | b\nc", [("paragraph", "a | b c")]),
    "an empty heading is none": ("## \n\n+ \n\na", [("paragraph", "a")]),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_are_read_as_python_markdown_reads_them(name: str) -> None:
    text, expected = BLOCKS[name]
    assert told(text) == expected


def test_comments_know_their_lines() -> None:
    comments = blank("a\n<!-- one -->\n\n`<!-- no -->`\n<!--\ntwo\n-->").comments
    assert [(one.text, one.first, one.last) for one in comments] == [("one", 2, 2), ("two", 5, 7)]


def test_blocks_are_runs_of_lines() -> None:
    assert read_prose("---\n---\na\nb\n\nc", 3).blocks == ((3, 4), (6, 6))
    assert read_prose("").blocks == ()
