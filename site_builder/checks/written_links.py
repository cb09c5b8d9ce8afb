"""Check the links of files that no site shows: READMEs and their like, comments, docstrings."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Code, Location, Problem
from site_builder.text.repository import Arrived, End, Repository
from site_builder.text.slugs import anchors_of_markdown
from site_builder.text.suggest import did_you_mean
from site_builder.text.written_links import Written

_MARKDOWN = (".md", ".markdown")
_LINES = re.compile(r"L(?P<first>\d+)(?:C\d+)?(?:-L(?P<last>\d+)(?:C\d+)?)?")


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file with the links that it holds."""

    path: str
    """Path from the project's folder."""
    links: tuple[Written, ...]
    is_code: bool = False
    """Whether it is one of code, whose author may count paths from the top as well."""


def check_written_links(
    files: Sequence[LinkedFile], repository: Repository, read: Callable[[str], str]
) -> Iterator[Problem]:
    """Yield a problem for each link from file to file that does not lead where it says.

    Args:
        files: The files.
        repository: All files that there are.
        read: Returns the text of a file by its path in the repository.
    """
    for file in files:
        base = repository.own(file.path)
        for link in file.links:
            arrived = repository.follow(base, link.target)
            if file.is_code and arrived.end in {End.DEAD, End.CASE, End.OUTSIDE}:
                from_top = repository.follow("README.md", link.target)
                arrived = from_top if from_top.end is End.FILE else arrived
            place = Location(file.path, link.line)
            yield from _judge(link.target, arrived, place, repository, read)


def _judge(
    target: str,
    arrived: Arrived,
    place: Location,
    repository: Repository,
    read: Callable[[str], str],
) -> Iterator[Problem]:
    said = f"the link '{target}'"
    folder = posixpath.dirname(repository.own(place.path)) or "."
    match arrived.end:
        case End.DEAD:
            what = "no file that git keeps" if repository.tracked else "no file"
            near = (posixpath.relpath(one, folder) for one in repository.files)
            hint = did_you_mean(target.partition("#")[0], near)
            yield Problem(Code.LINK_DEAD, place, f"{said} points to {what}", hint)
        case End.CASE:
            message = f"{said} differs from the file's name in upper and lower case"
            written = posixpath.relpath(arrived.path, folder)
            yield Problem(Code.LINK_CASE, place, message, f"did you mean '{written}'?")
        case End.OUTSIDE:
            hint = "link to a file in it, or to a full address"
            yield Problem(Code.LINK_OUTSIDE, place, f"{said} leaves the repository", hint)
        case End.FILE if arrived.fragment:
            yield from _judge_fragment(said, arrived, place, read(arrived.path))
        case _:
            pass


def _judge_fragment(said: str, arrived: Arrived, place: Location, text: str) -> Iterator[Problem]:
    message = f"{said} points to an anchor that '{arrived.path}' does not have"
    if arrived.path.lower().endswith(_MARKDOWN):
        anchors = anchors_of_markdown(text)
        wanted = arrived.fragment.removeprefix("user-content-")
        # The sites that show it take the letters of an anchor as they are.
        if wanted not in anchors and not _LINES.fullmatch(wanted):
            hint = did_you_mean(wanted.lower(), anchors)
            yield Problem(Code.ANCHOR_DEAD, place, message, hint)
        return
    lines = _LINES.fullmatch(arrived.fragment)
    if lines and text and int(lines["last"] or lines["first"]) > len(text.splitlines()):
        count = len(text.splitlines())
        hint = f"it has {count} lines; link to the file, for lines move"
        yield Problem(Code.ANCHOR_DEAD, place, message, hint)
