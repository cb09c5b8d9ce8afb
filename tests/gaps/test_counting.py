"""Each matrix, counted on a project that has some of what it owes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from site_builder.gaps.counting import check_topics, count_gaps
from site_builder.model import Problem
from site_builder.model.gaps import (
    Cell,
    GapReport,
    GapSettings,
    Matrix,
    MatrixName,
    NameSource,
    Row,
)
from site_builder.stages.resolve import resolve
from tests.support import EXAMPLE_TOML, Project

Make = Callable[..., Project]
KINDS = ("guide", "recipe")


def counted(made: Project, *only: MatrixName) -> tuple[GapReport, tuple[Problem, ...]]:
    site = made.site()
    shown = {page.source: resolve(page, site)[0] for page in site.pages}
    return count_gaps(site, shown, KINDS, only)


def matrix_of(made: Project, name: MatrixName) -> Matrix:
    report, problems = counted(made, name)
    assert problems == ()
    (matrix,) = report.matrices
    return matrix


def row_of(matrix: Matrix, name: str) -> Row:
    return next(row for row in matrix.rows if row.name == name)


def cells(matrix: Matrix, row: Row) -> Mapping[str, tuple[int, int]]:
    pairs = zip(matrix.columns, row.cells, strict=True)
    return {column: (cell.met, cell.owed) for column, cell in pairs}


def commands(row: Row) -> list[str]:
    return [one.command for one in row.missing]


def test_nothing_is_counted_unless_it_is_asked_for(project: Make) -> None:
    assert counted(project({"content/index.md": "# A\n"})) == (GapReport(()), ())


TOPICS = """
kinds:
  workshop: copy a workshop to {place}
topics:
- id: refunds
  title: Giving money back
  why: It is asked for.
  owed:
  - {kind: guide, place: content/guides/refunds.md}
  - {kind: guide, place: 'content/guides/refunds.md#what-it-costs'}
  - {kind: guide, place: 'content/guides/refunds.md#no-such-heading', what: what it is}
  - {kind: guide, place: content/guides/late.md}
  - {kind: recipe, place: content/cookbook/refund.md}
  - {kind: workshop, place: content/shop.md}
  - kind: example
    place: examples/pay/refund
    covers: {R-1: a part, R-2: another}
  - {kind: example, place: examples/pay/late, covers: [R-3]}
  - {kind: check, place: tests/test_refund.py}
  - {kind: check, place: 'tests/test_refund.py::test_it'}
  - {kind: check, place: 'tests/test_refund.py::test_other'}
  - {kind: file, place: none.txt}
- id: drawn
  title: Only drawn
  why: It is.
  owed:
  - {kind: diagram, place: content/assets/diagrams/refund.mmd}
"""
FILES = {
    "content/index.md": "# A\n",
    "content/guides/refunds.md": "# Refunds\n\n## What it costs\n\nA lot.\n",
    "examples/pay/refund/example.toml": EXAMPLE_TOML + 'covers = ["R-1"]\n',
    "examples/pay/refund/refund.py": "def refund(): ...\n",
    "tests/test_refund.py": "def test_it(): ...\n",
    "topics.yml": TOPICS,
}
ASKED = GapSettings(topics="topics.yml")


def test_a_topic_is_counted_by_the_kinds_that_it_is_owed(project: Make) -> None:
    matrix = matrix_of(project(FILES, gaps=ASKED), MatrixName.TOPICS)
    assert matrix.columns == ("guide", "recipe", "example", "check", "file", "workshop")
    (row,) = matrix.rows
    assert row.count == Cell(5, 13)
    assert cells(matrix, row) == {
        "guide": (2, 4),
        "recipe": (0, 1),
        "example": (1, 3),
        "check": (2, 3),
        "file": (0, 1),
        "workshop": (0, 1),
    }
    assert commands(row) == [
        "write content/guides/refunds.md#no-such-heading",
        "site-builder new guide content/guides/late.md",
        "site-builder new recipe content/cookbook/refund.md",
        "copy a workshop to content/shop.md",
        "do it in examples/pay/refund, and name R-2 in its example.toml",
        "site-builder new example pay/late",
        "write tests/test_refund.py::test_other",
        "write none.txt",
    ]
    assert [one.ids for one in row.missing if one.ids] == [("R-2",), ("R-3",)]
    assert row.missing[0].what == "what it is"
    assert row.missing[1].what == "guide: Giving money back"


def test_what_names_a_topic_from_elsewhere_meets_it_once(project: Make) -> None:
    files = {
        **FILES,
        "content/guides/a.md": "---\ntopics: [refunds]\n---\n# A\n",
        "content/b.md": "---\ntopics: refunds\n---\n# B\n",
        "examples/other/one/example.toml": EXAMPLE_TOML
        + 'topics = ["refunds"]\ncovers = ["R-3"]\n',
        "examples/other/two/example.toml": EXAMPLE_TOML + 'topics = ["refunds"]\n',
    }
    made = project(files, gaps=ASKED, page_kinds=(("guides", "guide"),))
    matrix = matrix_of(made, MatrixName.TOPICS)
    found = cells(matrix, matrix.rows[0])
    assert (found["guide"], found["example"]) == ((3, 4), (2, 3))


def test_an_example_elsewhere_meets_one_that_is_owed_without_ids_once(project: Make) -> None:
    files = {
        "content/index.md": "# A\n",
        "examples/other/one/example.toml": EXAMPLE_TOML + 'topics = ["a"]\n',
        "topics.yml": "topics:\n- id: a\n  title: A\n  why: w\n  owed:\n"
        "  - {kind: example, place: examples/x/y}\n  - {kind: example, place: examples/x/z}\n",
    }
    matrix = matrix_of(project(files, gaps=ASKED), MatrixName.TOPICS)
    assert cells(matrix, matrix.rows[0])["example"] == (1, 2)


def test_what_stands_at_its_place_counts_once_though_it_names_the_topic(project: Make) -> None:
    files = {**FILES, "content/guides/refunds.md": "---\ntopics: [refunds]\n---\n# R\n"}
    matrix = matrix_of(project(files, gaps=ASKED), MatrixName.TOPICS)
    assert cells(matrix, matrix.rows[0])["guide"] == (1, 4)


def test_topics_that_do_not_exist_are_told_where_they_are_named(project: Make) -> None:
    files = {
        **FILES,
        "content/a.md": "---\ntitle: A\ntopics: [refund]\n---\n",
        "examples/pay/refund/example.toml": EXAMPLE_TOML + 'topics = ["xyz"]\n',
    }
    made = project(files, gaps=ASKED)
    expected = [
        "content/a.md:3: topic-unknown: there is no topic 'refund'; did you mean 'refunds'?",
        (
            "examples/pay/refund/example.toml: topic-unknown: there is no topic 'xyz'; "
            "add it to topics.yml"
        ),
    ]
    assert [str(one) for one in check_topics(made.site())] == expected
    assert [str(one) for one in counted(made)[1]] == expected
    control = replace(made.settings, gaps=GapSettings())
    assert check_topics(replace(made.site(), settings=control)) == ()


def test_topics_that_cannot_be_read_are_told_and_nothing_about_those_that_name_them(
    project: Make,
) -> None:
    files = {**FILES, "topics.yml": "x: 1", "content/a.md": "---\ntopics: [refund]\n---\n"}
    (problem,) = check_topics(project(files, gaps=ASKED).site())
    assert problem.code.slug == "topics-invalid"


LISTINGS = """
topics:
- id: refunds
  title: Refunds
  why: w
  owed:
  - {kind: listing, place: examples/pay/refund, page: content/a.md, covers: {L-1: one, L-2: two}}
  - {kind: listing, place: 'examples/pay/refund/refund.py::late', page: content/a.md}
  - {kind: listing, place: 'examples/pay/refund/refund.py::part', page: content/a.md}
  - {kind: listing, place: examples/pay/none, page: content/a.md, what: what is not there}
  - {kind: listing, place: examples/pay/refund, page: content/guides/none.md}
  - {kind: listing, place: examples/pay/refund, page: content/none.md}
  - {kind: listing, place: examples/pay/refund}
  - {kind: diagram, place: content/assets/diagrams/way.mmd, page: content/a.md}
  - {kind: diagram, place: content/assets/diagrams/other.mmd, page: content/a.md}
  - {kind: diagram, place: content/assets/diagrams/unshown.mmd, page: content/a.md}
  - {kind: diagram, place: 'content/a.md#folders', page: content/a.md}
"""


def test_listings_and_diagrams_are_counted_by_the_page_that_shows_them(project: Make) -> None:
    body = (
        "# A\n\n## Folders\n\n![The way](assets/diagrams/way.svg)\n\n"
        "```sample\npay/refund/refund.py::refund\n```\n\n"
        "```sample\npay/refund/refund.py::late\n```\n\n"
        "```sample\npay/refund/refund.py::late\n```\n"
    )
    files = {
        "content/a.md": body,
        "content/assets/diagrams/way.mmd": "flowchart LR\n",
        "content/assets/diagrams/unshown.mmd": "flowchart LR\n",
        "examples/pay/refund/example.toml": EXAMPLE_TOML,
        "examples/pay/refund/refund.py": "def refund(): ...\ndef late(): ...\ndef part(): ...\n",
        "topics.yml": LISTINGS,
    }
    made = project(files, gaps=ASKED, page_kinds=(("guides", "guide"),))
    matrix = matrix_of(made, MatrixName.BOOK)
    assert matrix.columns == ("listing", "diagram")
    row = row_of(matrix, "content/a.md")
    assert (row.title, cells(matrix, row)) == ("A", {"listing": (2, 5), "diagram": (2, 4)})
    assert commands(row) == [
        "put a sample block of 'pay/refund' on content/a.md",
        "put a sample block of 'pay/refund/refund.py::part' on content/a.md",
        "site-builder new example pay/none",
        "write content/assets/diagrams/other.mmd, then run: site-builder diagrams",
        "show content/assets/diagrams/unshown.mmd on content/a.md",
    ]
    assert row.missing[0].ids == ("L-2",)
    assert commands(row_of(matrix, "content/guides/none.md")) == [
        "site-builder new guide content/guides/none.md"
    ]
    assert commands(row_of(matrix, "content/none.md")) == ["write content/none.md"]
    assert row_of(matrix, "examples/pay/refund").count == Cell(1, 1), "any page will do"


SHOP = {
    "examples/shop/__init__.py": "from shop.pay import Refund\n\n__all__ = ['Refund']\n",
    "examples/shop/example.toml": EXAMPLE_TOML + "library = true\n",
    "examples/shop/pay.py": (
        "class Refund:\n    def send(self): ...\n\n\ndef pay(): ...\n\n\ndef late(): ...\n\n\n"
        "def gone(): ...\n"
    ),
    "examples/shop/more.py": "class One:\n    def a(self): ...\n\n\ndef two(): ...\n",
    "examples/shop/whole.py": "def three(): ...\n",
}


def test_a_public_name_is_shown_by_a_sample_a_reference_or_a_sentence(project: Make) -> None:
    body = (
        "Call `late()` or `Refund.send`.\n\n```sample\nshop/pay.py::pay\n```\n\n"
        "::: shop.Refund\n    options:\n      members: false\n\n"
        "::: shop.more\n    options:\n      members: [One]\n\n::: shop.whole\n"
    )
    made = project({**SHOP, "content/a.md": body}, gaps=GapSettings(api=("examples/shop",)))
    matrix = matrix_of(made, MatrixName.API)
    pay = row_of(matrix, "shop.pay")
    assert cells(matrix, pay) == {"sample": (1, 5), "reference": (1, 5), "named": (2, 5)}
    assert {one.what: one.ways for one in pay.found} == {
        "shop.pay.Refund": ("reference",),
        "shop.pay.Refund.send": ("named",),
        "shop.pay.pay": ("sample",),
        "shop.pay.late": ("named",),
    }
    assert [(one.what, one.place, one.command) for one in pay.missing] == [
        ("shop.pay.gone", "examples/shop/pay.py:11", "put '::: shop.pay' on content/a.md")
    ]
    assert [one.what for one in row_of(matrix, "shop.more").found] == [
        "shop.more.One",
        "shop.more.One.a",
    ]
    assert row_of(matrix, "shop.whole").count == Cell(1, 1)


def test_without_any_reference_a_page_is_asked_for(project: Make) -> None:
    made = project({**SHOP, "content/a.md": "# A\n"}, gaps=GapSettings(api=("examples/shop",)))
    row = row_of(matrix_of(made, MatrixName.API), "shop.whole")
    assert commands(row) == ["put '::: shop.whole' on a page"]


def test_a_package_that_cannot_be_read_is_told(project: Make) -> None:
    made = project({"content/a.md": "# A\n"}, gaps=GapSettings(api=("nowhere",)))
    report, (problem,) = counted(made)
    assert report.matrices == ()
    assert problem.message.startswith("'gaps.api': the package 'nowhere' cannot be read")


def test_an_example_is_owed_a_page_tests_an_output_and_a_readme(project: Make) -> None:
    files = {
        "content/a.md": "```sample\npay/whole\n```\n\n::: shop\n",
        "examples/pay/whole/example.toml": EXAMPLE_TOML,
        "examples/pay/whole/whole.py": "print(1)\n",
        "examples/pay/whole/expected.txt": "1\n",
        "examples/pay/whole/test_whole.py": "",
        "examples/pay/whole/README.md": "# Whole\n",
        "examples/pay/bare/example.toml": EXAMPLE_TOML,
        "examples/pay/bare/bare.py": "print(1)\n",
        **SHOP,
    }
    made = project(files, gaps=GapSettings(examples=True))
    matrix = matrix_of(made, MatrixName.EXAMPLES)
    assert [row.name for row in matrix.rows] == ["pay/bare", "shop", "pay/whole"]
    assert commands(matrix.rows[0]) == [
        "put a sample block of 'pay/bare' on a page",
        "write examples/pay/bare/test_bare.py, then run: site-builder prove pay/bare",
        "site-builder run pay/bare --update",
        "write examples/pay/bare/README.md",
    ]
    assert cells(matrix, matrix.rows[1]) == {
        "page": (1, 1),
        "tests": (0, 1),
        "output": (0, 0),
        "README": (0, 1),
    }
    assert matrix.rows[2].count == Cell(4, 4)


NAMES = {
    "content/ref.md": "Set `one: 1`. `group`\n\n| `inner` | a |\n",
    "content/more/a.md": "`two`\n",
    "keys.json": '{"properties": {"one": {}, "two": {}, "group": '
    '{"properties": {"inner": {}, "other": {}}}}}',
}


def test_names_are_counted_on_the_pages_that_are_to_have_them(project: Make) -> None:
    source = NameSource("keys.json", ("ref.md", "more/"))
    made = project(NAMES, gaps=GapSettings(settings=(source,)))
    (row,) = matrix_of(made, MatrixName.SETTINGS).rows
    assert [one.what for one in row.found] == ["one", "two", "group", "group.inner"]
    assert [(one.what, one.command) for one in row.missing] == [
        ("group.other", "name each as code on ref.md or more/")
    ]


def test_names_of_telemetry_must_stand_in_a_table(project: Make) -> None:
    source = NameSource("keys.json#/properties/group", ("ref.md",))
    made = project(NAMES, gaps=GapSettings(telemetry=(source,)))
    (row,) = matrix_of(made, MatrixName.TELEMETRY).rows
    assert [one.what for one in row.found] == ["inner"]
    assert commands(row) == ["name each as code in a table of ref.md"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            NameSource("keys.json#/x", ("ref.md",)),
            "'gaps.codes': 'keys.json#/x': '/x' leads nowhere",
        ),
        (
            NameSource("kyes.json", ("ref.md",)),
            (
                "'gaps.codes': 'kyes.json': there is no such file; correct the path below the "
                "project's folder"
            ),
        ),
        (
            NameSource("keys.json", ("rf.md",)),
            "'gaps.codes': there is no page 'rf.md'; did you mean 'ref.md'?",
        ),
        (NameSource("keys.json", ("none/",)), "'gaps.codes': there is no page 'none/'"),
    ],
)
def test_a_source_or_a_page_that_is_not_there_is_told(
    project: Make, source: NameSource, expected: str
) -> None:
    _, (problem,) = counted(project(NAMES, gaps=GapSettings(codes=(source,))))
    assert str(problem) == f"mkdocs.yml: config-invalid: {expected}"


def test_only_what_is_wanted_is_counted(project: Make) -> None:
    asked = GapSettings(topics="topics.yml", examples=True)
    report, _ = counted(project(FILES, gaps=asked), MatrixName.EXAMPLES)
    assert [one.name for one in report.matrices] == [MatrixName.EXAMPLES]
    whole, _ = counted(project(FILES, gaps=asked))
    assert [one.name for one in whole.matrices] == [
        MatrixName.TOPICS,
        MatrixName.BOOK,
        MatrixName.EXAMPLES,
    ]
