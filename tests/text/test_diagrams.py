import pytest

from site_builder.model import Location
from site_builder.text.diagrams import (
    Caption,
    drawn_hash,
    foreign_source,
    read_caption,
    source_hash,
)

SOURCE = """\
%% title: A pool
%% description: Work goes: from left to right.

flowchart LR
  a --> b
"""


def told(source: str) -> list[str]:
    _, faults = read_caption(source)
    return [str(fault.at(Location("x.mmd", fault.line))) for fault in faults]


def test_title_and_description_are_read_from_comments() -> None:
    caption, faults = read_caption(SOURCE)
    assert caption == Caption("A pool", "Work goes: from left to right.", 4)
    assert not faults


def test_other_comments_say_nothing() -> None:
    source = "%% a comment\n%% note: another\n" + SOURCE + "%% the end\n"
    caption, faults = read_caption(source)
    assert (caption.title, caption.first_line, faults) == ("A pool", 6, ())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "%% description: b\nflowchart LR\n",
            [
                (
                    "x.mmd:1: diagram-undescribed: the diagram has no title;"
                    " add the line '%% title: ...' that says what it is, in a few words"
                )
            ],
        ),
        (
            "%% title: a\n%% description:\nflowchart LR\n",
            [
                (
                    "x.mmd:2: diagram-undescribed: the description of the diagram is empty;"
                    " add the line '%% description: ...' that says what it shows, in sentences"
                )
            ],
        ),
        (
            "%% title: a\n%% description: b\n%% title: c\n",
            ["x.mmd:3: diagram-undescribed: the diagram has a second title; remove one"],
        ),
    ],
)
def test_what_is_wrong_with_a_caption_is_told_with_its_line(
    source: str, expected: list[str]
) -> None:
    assert told(source) == expected


def test_an_empty_source_lacks_both() -> None:
    caption, faults = read_caption("")
    assert (caption.first_line, len(faults)) == (1, 2)


def test_the_hash_is_the_same_on_other_systems_and_another_after_a_change() -> None:
    assert source_hash(SOURCE) == source_hash(SOURCE.replace("\n", "\r\n") + "\r\n")
    assert source_hash(SOURCE) != source_hash(SOURCE.replace("a -->", "c -->"))


def test_a_drawing_says_of_which_source_it_was_made() -> None:
    assert drawn_hash('<svg data-source-hash="abc"><svg data-source-hash="d"/></svg>') == "abc"
    assert drawn_hash("<svg viewBox='0 0 1 1'/>") == ""
    assert drawn_hash("no drawing") == ""


@pytest.mark.parametrize(
    ("source", "text", "title", "description"),
    [
        ("graph TD;\r\n  a-->b;\r\n", "graph TD\n  a-->b\n", "Flowchart", ""),
        ("---\ntitle: 'X: y'\n---\nerDiagram\n", "erDiagram\n", "X: y", ""),
        (
            "%%{init: {\n'theme': 'dark'}}%%\nstateDiagram-v2\n  a --> b\n",
            "stateDiagram-v2\n  a --> b\n",
            "State diagram",
            "",
        ),
        (
            "flowchart LR\n  accTitle: A\n  accDescr: B c\n  a --> b\n",
            "flowchart LR\n  a --> b\n",
            "A",
            "B c",
        ),
        (
            "flowchart LR\naccDescr {\n  B\n  c\n}\na --> b\n",
            "flowchart LR\na --> b\n",
            "Flowchart",
            "B c",
        ),
        ("%% title: T\n%% description: D\ngraph\n", "graph\n", "T", "D"),
        (
            'flowchart LR\n a:::x --> b\n style a fill:#f00\n classDef x fill:#0f0\n click a "b"\n',
            "flowchart LR\n a --> b\n",
            "Flowchart",
            "",
        ),
        ("classDiagram\n  class Duck\n", "classDiagram\n  class Duck\n", "Class diagram", ""),
        ("pie\n", "pie\n", "Diagram", ""),
        ("", "\n", "Diagram", ""),
    ],
)
def test_a_source_for_the_browser_is_read(
    source: str, text: str, title: str, description: str
) -> None:
    read, caption = foreign_source(source)
    assert read == text
    assert (caption.title, caption.description) == (title, description)
