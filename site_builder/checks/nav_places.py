"""Check that the navigation agrees with the folders of pages, and with the order of indexes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from site_builder.checks.navigation import NavEntry
from site_builder.model import Code, LinkMap, Location, Page, Problem
from site_builder.text.addresses import output_path

_Trail = tuple[str, ...]
_INDEXES = frozenset({"index.md", "README.md"})


def check_nav_folders(entries: Sequence[NavEntry], config_path: str) -> Iterator[Problem]:
    """Yield the pages that stand in a section of the navigation that is that of another folder.

    The folder of a section is that of its index, else the one in which most of its pages lie.

    Args:
        entries: The pages that the navigation names.
        config_path: The configuration file.
    """
    folders = _folders(entries)
    homes: dict[str, _Trail] = {}
    for trail, folder in folders.items():
        homes.setdefault(folder, trail)
    for entry in entries:
        trails = (entry.section[:end] for end in range(len(entry.section), 0, -1))
        trail = next((one for one in trails if one in folders), ())
        if not trail:
            continue
        own, folder = _folder(entry.source), folders[trail]
        fitting = [one for one in homes if _is_inside(own, one)]
        home = homes[max(fitting, key=len)] if fitting else ()
        nearer = bool(fitting) and len(max(fitting, key=len)) > len(folder)
        if _is_inside(own, folder) and not nearer:
            continue
        lies = f"'{folder}/'" if folder else "the top folder"
        message = f"'{entry.source}' stands under '{' > '.join(trail)}', whose pages lie in {lies}"
        hint = f"move it to '{' > '.join(home)}'" if home else "move the entry, or the file"
        yield Problem(Code.NAV_ELSEWHERE, Location(config_path, entry.line), message, hint)


def _folders(entries: Sequence[NavEntry]) -> Mapping[_Trail, str]:
    """Return the folder of each section that has one."""
    sections: dict[_Trail, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.section:
            sections[entry.section].append(entry.source)
    found: dict[_Trail, str] = {}
    for trail, sources in sections.items():
        index = [one for one in sources if one.rpartition("/")[2] in _INDEXES]
        (folder, count) = Counter(map(_folder, sources)).most_common(1)[0]
        if index:
            found[trail] = _folder(index[0])
        elif 2 * count > len(sources):
            found[trail] = folder
    return found


def _folder(source: str) -> str:
    return source.rpartition("/")[0]


def _is_inside(folder: str, other: str) -> bool:
    return not other or f"{folder}/".startswith(f"{other}/")


def check_nav_order(
    pages: Sequence[Page],
    links: LinkMap,
    reading_order: Sequence[str],
    documents: Mapping[str, str],
    place: Callable[[str, str], Location],
) -> Iterator[Problem]:
    """Yield the indexes that name pages of their folder in another order than the navigation.

    An index that the tool makes has that order, and the landing page has one of its own.

    Args:
        pages: All pages.
        links: How they lead from one to another.
        reading_order: The pages that the navigation names, in its order.
        documents: Addresses of the pages, by their paths below the docs folder.
        place: Finds the place in the author's files.
    """
    order = {source: at for at, source in enumerate(reading_order)}
    indexes = {one.source for one in pages if one.is_index and one.folder and not one.generated}
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for link in links.links:
        inside = link.target.startswith(f"{_folder(link.source)}/")
        if link.source in indexes and inside and link.target in order:
            named[link.source].setdefault(link.target, link.address)
    for source, addresses in named.items():
        for before, after in pairwise(addresses):
            if order[after] < order[before]:
                message = (
                    f"the index names '{before}' before '{after}', "
                    "and the navigation has them the other way round"
                )
                location = place(output_path(documents[source]), addresses[after])
                hint = "use one order in both"
                yield Problem(Code.NAV_ORDER, location, message, hint)
                break
