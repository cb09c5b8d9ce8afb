"""The listings and diagrams that pages are owed: what each is to show, and whether it does."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from site_builder.gaps.facts import Facts
from site_builder.gaps.topics import SHOWN
from site_builder.model import Sample
from site_builder.model.gaps import Cell, Found, Matrix, MatrixName, Missing, Need, Owed, Row

_Owing = tuple[Owed, Need]


def count_book(facts: Facts) -> Matrix:
    """Return the matrix of listings and diagrams, a row for each page that is to show some.

    A page that is owed several listings of one example shows them by as many different samples of
    it. A listing at a file, a symbol or a region is that sample and no other.

    Args:
        facts: The project.
    """
    columns = tuple(name for name, _ in facts.topics.kinds if name in SHOWN)
    owing: dict[str, list[_Owing]] = defaultdict(list)
    for topic in facts.topics.topics:
        for owed in topic.owed:
            if owed.kind in SHOWN:
                owing[owed.page or owed.file] += [(owed, need) for need in owed.needs]
    rows = (_row(place, needs, columns, facts) for place, needs in owing.items())
    return Matrix(MatrixName.BOOK, columns, tuple(sorted(rows, key=Row.sort_key)))


def _row(place: str, needs: Sequence[_Owing], columns: tuple[str, ...], facts: Facts) -> Row:
    page = facts.page_at(place)
    met = set(_met(place, needs, facts))
    cells: dict[str, Cell] = defaultdict(Cell)
    missing: list[Missing] = []
    found: list[Found] = []
    for at, (owed, need) in enumerate(needs):
        cells[owed.kind] += Cell(int(at in met), 1)
        if at in met:
            found.append(Found(" ".join((*need.ids, owed.place)), (owed.kind,)))
        else:
            missing.append(_missing(owed, need, place, facts))
    row = tuple(cells[column] for column in columns)
    title = page.title if page else place
    return Row(place, title, sum(row, Cell()), row, tuple(missing), tuple(found))


def _met(place: str, needs: Sequence[_Owing], facts: Facts) -> Iterator[int]:
    """Yield which of the things that a page is owed are there."""
    source = facts.source_of(place)
    pages = [source] if source else list(facts.shown)
    samples = {_key(one): one for page in pages for one in facts.shown.get(page, ())}
    exact = {_address(one) for one in samples.values()}
    left: dict[str, int] = defaultdict(int)
    wanted = {_wanted(owed, facts) for owed, _ in needs}
    for one in samples.values():
        if not _address(one) & wanted:
            left[one.example] += 1
    for at, (owed, _) in enumerate(needs):
        if owed.kind == "diagram":
            is_met = _is_drawn(owed, place, facts)
        elif _is_exact(owed, facts):
            is_met = any(_wanted(owed, facts) in one for one in exact)
        else:
            left[facts.example_name(owed.file)] -= 1
            is_met = left[facts.example_name(owed.file)] >= 0
        if is_met:
            yield at


def _key(sample: Sample) -> tuple[str, str, str, int]:
    selector = sample.ref.selector
    return sample.example, sample.file, selector.name, selector.first


def _address(sample: Sample) -> frozenset[str]:
    """Return the places that a sample shows: its file, and the part of it."""
    file = f"{sample.example}/{sample.file}"
    name = sample.ref.selector.name
    return frozenset({file, f"{file}::{name}"} if name else {file})


def _wanted(owed: Owed, facts: Facts) -> str:
    settings = facts.site.settings
    place = owed.file.removeprefix(f"{settings.relative(settings.examples_dir)}/")
    return f"{place}::{owed.part}" if owed.part else place


def _is_exact(owed: Owed, facts: Facts) -> bool:
    """Return whether a listing names a file or a part of one, and not only its example."""
    return _wanted(owed, facts) != facts.example_name(owed.file)


def _is_drawn(owed: Owed, place: str, facts: Facts) -> bool:
    if not facts.is_met(owed, Need((), "")):
        return False
    stem = owed.file.rpartition("/")[2].rpartition(".")[0]
    page = facts.page_at(place)
    shown = page is not None and f"{stem}.svg" in page.body
    # What is no file of its own is drawn on the page itself.
    return shown or facts.page_at(owed.file) is not None


def _missing(owed: Owed, need: Need, place: str, facts: Facts) -> Missing:
    what = need.what or owed.kind
    name = facts.example_name(owed.file)
    if owed.kind == "listing" and facts.site.example(name) is None:
        return Missing(what, owed.place, f"site-builder new example {name}", need.ids)
    if owed.page and facts.page_at(place) is None:
        kinds = dict(facts.site.settings.page_kinds)
        folder = next((one for one in kinds if facts.source_of(place).startswith(f"{one}/")), "")
        kind = kinds.get(folder, "")
        made = f"site-builder new {kind} {place}" if kind in facts.page_kinds else f"write {place}"
        return Missing(what, owed.place, made, need.ids)
    if owed.kind == "listing":
        command = f"put a sample block of '{_wanted(owed, facts)}' on {place}"
        return Missing(what, owed.place, command, need.ids)
    if facts.is_met(owed, Need((), "")):
        return Missing(what, owed.place, f"show {owed.place} on {place}", need.ids)
    return facts.missing(owed, need, what)
