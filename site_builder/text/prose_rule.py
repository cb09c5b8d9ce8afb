"""What a rule of prose is, and the search for words and phrases that most of them share."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from site_builder.model import Severity
from site_builder.text.passage import QUOTED, Passage, Prose
from site_builder.text.prose_marks import CODE


@dataclass(frozen=True, slots=True)
class Hit:
    """A place at which a rule is broken."""

    passage: Passage
    offset: int
    """Letters of the passage before it."""
    message: str
    """What is wrong, in a sentence without a full stop."""
    hint: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule is asked of one page."""

    words: tuple[str, ...] = ()
    """Words or phrases that it looks for, with those of the project."""
    limit: int = 0
    names: tuple[str, ...] = ()
    """Names of products and people, as they are spelt."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """Terms to avoid, and what to write in their place."""


_BLANKED = re.compile(f"[{CODE}{QUOTED}]+")

Search = Callable[[Prose, Asked], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class ProseRule:
    """A rule of prose, as its page tells it and as it is checked."""

    name: str
    meaning: str
    """What it asks, in one sentence."""
    why: str
    bad: str
    """Markdown that breaks this rule and no other."""
    good: str
    """The same said well."""
    search: Search
    severity: Severity = Severity.ERROR
    words: tuple[str, ...] = ()
    """Words or phrases that it looks for."""
    limit: int = 0
    """Its bound, 0 if it has none."""
    kinds: tuple[str, ...] = ()
    """Kinds of pages of which it is asked; all if there are none."""


@lru_cache(maxsize=256)
def phrases(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that finds phrases, in any case and over the ends of lines.

    Args:
        words: The phrases; in each a space stands for any space, and an apostrophe for either form.
    """
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    inside = "|".join(
        r"\s+".join(re.escape(part).replace("'", "['’]") for part in one.split())
        for one in longest_first
    )
    return re.compile(rf"(?<![\w-])(?:{inside or '(?!)'})(?![\w-])", re.IGNORECASE)


def quote(text: str) -> str:
    """Return a piece of prose as a message quotes it: in one line, without what was blanked."""
    plain = _BLANKED.sub("…", text)
    return f"'{' '.join(plain.split())}'"


def search_words(message: str, hint: str = "", unless: re.Pattern[str] | None = None) -> Search:
    """Return a search for the words of a rule.

    Args:
        message: What is wrong, with `{}` where the words that were found stand.
        hint: What to do about it.
        unless: Matches around a word where it is meant otherwise.
    """

    def search(prose: Prose, asked: Asked) -> Iterator[Hit]:
        return _hits(prose, phrases(asked.words), message, hint, unless)

    return search


def search_pattern(
    pattern: re.Pattern[str], message: str, hint: str, unless: re.Pattern[str] | None = None
) -> Search:
    """Return a search for what a pattern matches, whatever the words of its rule are.

    Args:
        pattern: The pattern.
        message: What is wrong, with `{}` where the words that were found stand.
        hint: What to do about it.
        unless: Matches around a place that is meant otherwise.
    """
    return lambda prose, _: _hits(prose, pattern, message, hint, unless)


def _hits(
    prose: Prose,
    pattern: re.Pattern[str],
    message: str,
    hint: str,
    unless: re.Pattern[str] | None,
) -> Iterator[Hit]:
    for passage in prose.passages:
        found = list(pattern.finditer(passage.text))
        innocent = [one.span() for one in unless.finditer(passage.text)] if found and unless else []
        for match in found:
            if not any(first < match.end() and match.start() < last for first, last in innocent):
                yield Hit(passage, match.start(), message.format(quote(match[0])), hint)
