"""The rules of prose about terms, names, and whom an introduction speaks to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from site_builder.text.passage import Kind, Passage, Prose
from site_builder.text.prose_rule import Asked, Hit, ProseRule, phrases, quote

_PART = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]+(?![a-z])|[^\s]")
_LEAST = 3
"""Letters that both halves of a name have, of which a space between them is a mistake."""


def _terms(prose: Prose, asked: Asked) -> Iterator[Hit]:
    if not asked.terms:
        return
    pattern = phrases(tuple(asked.terms))
    preferred = {" ".join(term.lower().split()): better for term, better in asked.terms.items()}
    for passage in prose.passages:
        for match in pattern.finditer(passage.text):
            better = preferred[" ".join(match[0].replace("’", "'").lower().split())]
            if better and match[0] == better:
                continue
            hint = f"write '{better}'" if better else "leave it out"
            yield Hit(passage, match.start(), f"{quote(match[0])} is not our term", hint)


def _names(prose: Prose, asked: Asked) -> Iterator[Hit]:
    names = dict.fromkeys((*asked.words, *asked.names))
    right = {_squeezed(name): name for name in names}
    pattern = _spellings(tuple(names))
    for passage in prose.passages:
        if passage.kind is Kind.CELL and len(passage.text.split()) == 1:
            # A word alone in a cell is mostly what something is called in a package or a file.
            continue
        for match in pattern.finditer(passage.text):
            name = right[_squeezed(match[0])]
            if " ".join(match[0].split()) != name:
                message = f"{quote(match[0])} is not how the name is spelt"
                yield Hit(passage, match.start(), message, f"write '{name}'")


def _squeezed(name: str) -> str:
    return re.sub(r"[\s-]+", "", name).lower()


@lru_cache(maxsize=64)
def _spellings(names: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that finds names, rightly spelt or not."""
    inside = "|".join(_spelling(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w./@-])(?:{inside or '(?!)'})(?![\w/-]|\.\w)", re.IGNORECASE)


def _spelling(name: str) -> str:
    pieces = []
    for word in name.split():
        parts = _PART.findall(word)
        divided = len(parts) == 2 and min(map(len, parts)) >= _LEAST
        pieces.append(r"[\s-]?".join(map(re.escape, parts)) if divided else re.escape(word))
    return r"[\s-]?".join(pieces) if len(pieces) > 1 else pieces[0]


def _second_person(prose: Prose, asked: Asked) -> Iterator[Hit]:
    headings = [one for one in prose.passages if one.kind is Kind.HEADING]
    introduction = list(_introduction(prose.passages))
    if any(phrases(asked.words).search(passage.text) for passage in introduction):
        return
    place = next(iter(introduction or headings or prose.passages), None)
    if place:
        message = "the introduction does not say what the reader will do"
        hint = f"say it to them, as in '{asked.words[0]} how to …'" if asked.words else ""
        yield Hit(place, 0, message, hint)


def _introduction(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield what stands under the title, and under a heading that says it is the introduction."""
    inside = True
    for passage in passages:
        if passage.kind is Kind.HEADING:
            inside = passage.level == 1 or passage.text.strip().lower() == "introduction"
        elif inside and passage.kind not in {Kind.TITLE, Kind.SUMMARY}:
            yield passage


TERM = ProseRule(
    name="term",
    meaning="Use one term for one thing: the one that the project has chosen.",
    why="A reader who meets a second word looks for a second thing.",
    bad="Each provider has a web site.",
    good="Each provider has a website.",
    search=_terms,
)

NAME = ProseRule(
    name="name-spelling",
    meaning="Spell the names of products and people as they spell them.",
    why="A search finds the right spelling, and the wrong one looks careless.",
    bad="The code is on Github.",
    good="The code is on GitHub.",
    search=_names,
    words=(
        *("GitHub", "GitLab", "JavaScript", "TypeScript", "MkDocs", "PyPI", "macOS", "PostgreSQL"),
        *("OpenAI", "Kubernetes", "OpenTelemetry", "SQLite", "FastAPI", "LangGraph"),
    ),
)

SECOND_PERSON = ProseRule(
    name="tone-second-person",
    meaning="The introduction of a guide says what the reader will do, and says it to them.",
    why="Somebody who came from a search decides by these lines whether the page is for them.",
    bad="# Retries\n\n## Introduction\n\nRetries are a large subject.",
    good="# Retries\n\n## Introduction\n\nIn this guide, you'll learn how to retry a call.",
    search=_second_person,
    words=(
        *("you'll learn", "you will learn", "you'll build", "you will build", "you'll write"),
        *("you'll make", "you'll find out", "you'll set up", "you'll see how", "you'll know"),
        *("you'll be able to", "you learn", "you build"),
    ),
    kinds=("guide",),
)
