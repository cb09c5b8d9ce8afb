"""Topics against the kinds of pages, examples and files that each of them is owed."""

from collections import defaultdict

from site_builder.gaps.facts import Facts
from site_builder.model.gaps import Cell, Found, Matrix, MatrixName, Missing, Need, Owed, Row, Topic
from site_builder.text.kinds import kind_of

SHOWN = frozenset({"listing", "diagram"})
"""Kinds of things that a page shows: a matrix of their own counts them."""


def count_topics(facts: Facts) -> Matrix:
    """Return the matrix of topics.

    A thing is there when it is at its place, or when a page or an example of its kind that stands
    elsewhere names the topic.

    Args:
        facts: The project.
    """
    used = {owed.kind for topic in facts.topics.topics for owed in topic.owed} - SHOWN
    columns = tuple(name for name, _ in facts.topics.kinds if name in used)
    rows = (_row(topic, columns, facts) for topic in facts.topics.topics)
    return Matrix(
        MatrixName.TOPICS,
        columns,
        tuple(sorted((row for row in rows if row.count.owed), key=Row.sort_key)),
    )


def _row(topic: Topic, columns: tuple[str, ...], facts: Facts) -> Row:
    needs = [(owed, need) for owed in topic.owed for need in owed.needs if owed.kind not in SHOWN]
    elsewhere = _elsewhere(topic, facts)
    cells: dict[str, Cell] = defaultdict(Cell)
    missing: list[Missing] = []
    found: list[Found] = []
    for owed, need in needs:
        met = facts.is_met(owed, need) or _take(elsewhere, owed.kind)
        cells[owed.kind] += Cell(int(met), 1)
        if met:
            found.append(Found(_named(owed, need), (owed.kind,)))
        else:
            missing.append(facts.missing(owed, need, topic.title))
    row = tuple(cells[column] for column in columns)
    count = sum(row, Cell())
    return Row(topic.id, topic.title, count, row, tuple(missing), tuple(found))


def _named(owed: Owed, need: Need) -> str:
    return " ".join((*need.ids, owed.place))


def _elsewhere(topic: Topic, facts: Facts) -> dict[str, int]:
    """Return how many pages and examples of each kind name a topic without being owed by it."""
    places = {owed.file for owed in topic.owed}
    found: dict[str, int] = defaultdict(int)
    for page in facts.site.pages:
        if topic.id in page.front_matter.topics and page.path not in places:
            found[kind_of(page, facts.site.settings.page_kinds) or "page"] += 1
    for example in facts.site.examples:
        if topic.id in example.topics and example.path not in places:
            found["example"] += 1
    return found


def _take(elsewhere: dict[str, int], kind: str) -> bool:
    elsewhere[kind] -= 1
    return elsewhere[kind] >= 0
