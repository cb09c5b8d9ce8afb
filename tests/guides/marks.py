"""The table of commands on pages that no test can run, each with the reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.guides.follow import commands_in

TABLE = Path(__file__).with_name("not_followed.yml")


@dataclass(frozen=True, slots=True)
class Mark:
    """Commands that are not run, for one reason."""

    why: str
    commands: Mapping[str, Sequence[str]]
    """The commands of each page, by its path."""


def read_marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a table.

    Raises:
        ValueError: An entry lacks its reason or its commands, or says more.
    """
    marks = []
    for number, entry in enumerate(yaml.safe_load(text) or [], start=1):
        if not isinstance(entry, dict) or set(entry) != {"why", "commands"}:
            raise ValueError(f"entry {number}: it has to hold 'why' and 'commands', nothing else")
        if not isinstance(entry["why"], str) or len(entry["why"].split()) < 5:
            raise ValueError(f"entry {number}: 'why' is a sentence of five words or more")
        if not isinstance(entry["commands"], dict) or not entry["commands"]:
            raise ValueError(f"entry {number}: 'commands' is a table of lists, by pages")
        marks.append(Mark(entry["why"], entry["commands"]))
    return tuple(marks)


def marked_on(page: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return the commands of a page that are not run."""
    return tuple(command for mark in marks for command in mark.commands.get(page, ()))


def stale_marks(marks: Sequence[Mark], pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the marks that mean nothing any more.

    Args:
        marks: All marks.
        pages: The texts of all pages that are followed, by their paths.
    """
    there = commands_in(pages)
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        for page, commands in mark.commands.items():
            for command in commands:
                if (page, command) not in there:
                    yield f"{page} has no command {command!r} any more; take out its mark"
                elif (page, command) in seen:
                    yield f"{page}: {command!r} is marked twice; keep one reason"
                seen.add((page, command))
