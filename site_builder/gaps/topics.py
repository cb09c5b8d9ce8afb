"""Topics against the kinds of pages, examples and files that each of them is owed."""

from collections import Counter, defaultdict

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
    elsewhere = _Elsewhere(topic, facts)
    cells: dict[str, Cell] = defaultdict(Cell)
    missing: list[Missing] = []
    found: list[Found] = []
    for owed, need in needs:
        met = facts.is_met(owed, need) or elsewhere.meets(owed.kind, need)
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


class _Elsewhere:
    """The pages and examples that name a topic without standing where it is owed something."""

    def __init__(self, topic: Topic, facts: Facts) -> None:
        places = {owed.file for owed in topic.owed}
        folders = facts.site.settings.page_kinds
        self._pages = Counter(
            kind_of(page, folders) or "page"
            for page in facts.site.pages
            if topic.id in page.front_matter.topics and page.path not in places
        )
        self._examples = [
            one for one in facts.site.examples if topic.id in one.topics and one.path not in places
        ]

    def meets(self, kind: str, need: Need) -> bool:
        """Return whether one of them meets a need that none has met yet."""
        if kind != "example":
            self._pages[kind] -= 1
            return self._pages[kind] >= 0
        fit = [one for one in self._examples if set(need.ids) <= set(one.covers)]
        if fit and not need.ids:
            # One that covers ids can meet each of them; without ids it is one thing.
            self._examples.remove(fit[0])
        return bool(fit)
