"""The counters tell right from wrong on files small enough to count by hand."""

import pytest

from tests.benchmarks.counters import Faults, Landings, count_faults, count_landings


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p id=a>one</p><p id=b>two</p>", Faults(0, 0)),
        ("<p id=a></p><p id=a></p><p id=a></p><p id=b></p><p id=b></p>", Faults(3, 0)),
        ('<p id=a></p><a href="#a">here</a><a href="#b">nowhere</a>', Faults(0, 1)),
        ('<a href="#">top</a><a href="#top">top</a><a href="#TOP">top</a>', Faults(0, 0)),
        ('<a name=old></a><a href="#old">a name will do</a>', Faults(0, 0)),
        ('<p id="größe"></p><a href="#gr%C3%B6%C3%9Fe">decoded</a>', Faults(0, 0)),
        ('<p id="a%20b"></p><a href="#a%20b">as it is</a>', Faults(0, 0)),
        ('<map><area href="#a"></map><a href="other.html#a">leaves</a><a>none</a>', Faults(0, 1)),
        ("<p id></p><p id=''></p>", Faults(0, 0)),
        ("<!-- <p id=a><p id=a> --><pre>&lt;p id=a&gt;</pre>", Faults(0, 0)),
    ],
)
def test_faults_are_counted(html: str, expected: Faults) -> None:
    assert count_faults(html) == expected


SECTIONS = """
<article id="p1"><h1>One</h1><p>Mark p0001s0. Words.</p>
<h2 id="p1-overview">Overview</h2><p>Mark p0001s1. Words.</p></article>
<article id="p2"><h1>Two</h1><p>Mark p0002s0. Words.</p></article><i id="end"></i>
"""


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="#p1">to p0001s0</a>', Landings(1, 0, 0, 0)),
        ('<a href="#p1-overview"> to p0001s1 </a>', Landings(1, 0, 0, 0)),
        ('<a href="#p1">to p0002s0</a>', Landings(0, 1, 0, 0)),
        ('<a href="#end">to p0002s0</a>', Landings(0, 1, 0, 0)),
        ('<a href="#overview">to p0001s1</a>', Landings(0, 0, 1, 0)),
        ('<a href="p1.md#overview">to p0001s1</a>', Landings(0, 0, 0, 1)),
        ("<a>to p0001s1</a>", Landings(0, 0, 0, 1)),
        ('<a href="#nowhere">another link</a>', Landings(0, 0, 0, 0)),
        ('<p id="p1">an earlier one</p>', Landings(0, 0, 0, 0)),
    ],
)
def test_links_are_followed_to_the_section_that_a_reader_sees(
    link: str, expected: Landings
) -> None:
    assert count_landings(SECTIONS + link) == expected


def test_the_first_of_two_equal_ids_is_where_a_link_lands() -> None:
    link = '<a href="#p2">to p0002s0</a>'
    assert count_landings(SECTIONS + link) == Landings(1, 0, 0, 0)
    other = '<p id="p2">Mark p0009s0.</p>'
    assert count_landings(other + SECTIONS + link) == Landings(0, 1, 0, 0)
