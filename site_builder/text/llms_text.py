"""The files that tell a language model what a site holds, see https://llmstxt.org/."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_ELSEWHERE = "Optional"
"""The heading under which a reader in a hurry need not look."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, as the list names it."""

    title: str
    address: str
    """Where its text is had."""
    summary: str = ""
    section: str = ""
    """The entry of the navigation under which it stands; empty for one that stands in none."""


def llms_txt(title: str, description: str, entries: Sequence[Entry]) -> str:
    """Return the list of a site's pages.

    Args:
        title: Title of the site.
        description: What it is about, in a sentence.
        entries: The pages, in the order of reading.
    """
    lines = [f"# {title}", ""]
    lines += [f"> {description}", ""] if description else []
    for section in dict.fromkeys(entry.section or _ELSEWHERE for entry in _in_order(entries)):
        lines += [f"## {section}", ""]
        lines += [_line(one) for one in entries if (one.section or _ELSEWHERE) == section]
        lines += [""]
    return "\n".join(lines)


def llms_full(title: str, description: str, texts: Iterable[tuple[Entry, str]]) -> str:
    """Return all pages as one text.

    Args:
        title: Title of the site.
        description: What it is about, in a sentence.
        texts: The pages in the order of reading, each with its text.
    """
    parts = [f"# {title}\n" + (f"\n> {description}\n" if description else "")]
    parts += [f"---\n\nSource: {entry.address}\n\n{text}" for entry, text in texts]
    return "\n".join(parts)


def _in_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, those of no section last."""
    yield from sorted(entries, key=lambda one: not one.section)


def _line(entry: Entry) -> str:
    title = entry.title.replace("[", "\\[").replace("]", "\\]")
    return f"- [{title}]({entry.address})" + (f": {entry.summary}" if entry.summary else "")
