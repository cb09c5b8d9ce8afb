"""Check the links to other sites: gather them, ask for what is not known, judge the answers."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from site_builder.checks.external import Sources, allowed, check_allowances, check_answers
from site_builder.checks.links import external_links
from site_builder.checks.places import Places
from site_builder.file_links import places_of_urls
from site_builder.model import (
    Answer,
    Asked,
    Code,
    Location,
    Problem,
    Rendering,
)
from site_builder.project import Project
from site_builder.stages.ask import ask
from site_builder.stages.load_text import load_text
from site_builder.stages.write import write_file
from site_builder.text.addresses import SiteIndex
from site_builder.text.asked_file import read_asked, still_holds, write_asked
from site_builder.text.external import can_be_asked, split_fragment

_KEPT = "external-links.json"
"""File of the cache folder for the answers."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked of other sites, and what is known already."""

    sources: Sources
    """The addresses with all places where they are written."""
    known: Mapping[str, Asked]
    """Answers that still hold, by pages."""
    wanted: Mapping[str, frozenset[str]]
    """The pages to ask for, with the fragments that links to them name."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an inquiry."""

    problems: tuple[Problem, ...]
    came: Mapping[str, Asked]
    """What is known of each page, asked now or before."""


def prepare_inquiry(
    project: Project,
    renderings: Sequence[Rendering],
    *,
    fresh: bool = False,
    clock: Callable[[], float] = time.time,
) -> Inquiry:
    """Gather the addresses of other sites, and find out which of them must be asked for.

    Args:
        project: The project.
        renderings: Its site.
        fresh: Whether to ask for all, whatever is known.
        clock: Returns the seconds since 1970.
    """
    manner = project.settings.links
    now = clock()
    today = datetime.fromtimestamp(now, UTC).date()
    sources = dict(_sources(project, renderings))
    pages: dict[str, set[str]] = {}
    for url in sources:
        if not allowed(manner.allow, url, today):
            page, fragment = split_fragment(url)
            pages.setdefault(page, set()).update({fragment} - {""})
    kept = {} if fresh else read_asked(load_text(project.settings.cache_folder / _KEPT))
    known = {
        page: kept[page]
        for page, fragments in pages.items()
        if page in kept and still_holds(kept[page], fragments, manner, now)
    }
    wanted = {page: frozenset(one) for page, one in pages.items() if page not in known}
    return Inquiry(sources, known, wanted)


def _sources(
    project: Project, renderings: Sequence[Rendering]
) -> Iterator[tuple[str, Sequence[Location]]]:
    found: dict[str, dict[Location, None]] = {}
    for rendering in renderings:
        index = SiteIndex(rendering.files, rendering.site_url, rendering.opaque)
        places = Places(project.site, rendering.pages)
        for url, written in external_links(index, places.find).items():
            found.setdefault(url, {}).update(dict.fromkeys(written))
    for url, written in places_of_urls(project).items():
        found.setdefault(url, {}).update(dict.fromkeys(written))
    for url in sorted(found):
        if can_be_asked(url):
            yield url, _sorted(found[url], project.settings.config_path)


def _sorted(places: Collection[Location], config: str) -> tuple[Location, ...]:
    """Return the places of an address in order: the lines that hold it, where those are known."""
    lines = [place for place in places if place.line]
    if not lines and len(places) > 1:
        # The theme puts it on each page, or pages that nobody writes hold it.
        lines = [place for place in places if place.path == config] or [min(places, key=_key)]
    return tuple(sorted(lines or places, key=_key))


def _key(place: Location) -> tuple[str, int]:
    return place.path, place.line


def make_inquiry(
    project: Project,
    inquiry: Inquiry,
    tell: Callable[[Asked], None] = lambda _: None,
    clock: Callable[[], float] = time.time,
) -> Answered:
    """Ask for the pages that are not known, and judge all of them.

    Args:
        project: The project.
        inquiry: What to ask for.
        tell: Called with what came of each page, as it comes.
        clock: Returns the seconds since 1970.
    """
    settings = project.settings
    now = clock()
    today = datetime.fromtimestamp(now, UTC).date()
    try:
        fresh = ask(inquiry.wanted, settings.links, tell)
    except ModuleNotFoundError:
        message = "other sites cannot be asked, because LinkChecker is not installed"
        hint = "run: pip install 'site-builder[external]'"
        problem = Problem(Code.EXTERNAL_TOOL_MISSING, Location(settings.config_path), message, hint)
        return Answered((problem,), inquiry.known)
    came = {**inquiry.known, **fresh}
    problems = [
        *check_answers(inquiry.sources, came, settings.config_path, now),
        *check_allowances(settings.links.allow, inquiry.sources, settings.config_path, today),
    ]
    # What could not be reached may be this machine's fault: nothing of it is kept.
    kept = [one for one in came.values() if one.answer is not Answer.UNREACHABLE]
    path = settings.cache_folder / _KEPT
    if fresh:
        problems += write_file(path, write_asked(kept).encode(), settings.relative(path))
    return Answered(tuple(problems), came)
