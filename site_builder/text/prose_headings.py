"""The rules of prose that look at headings."""

import re
from collections.abc import Iterator

from site_builder.text.passage import Kind, Passage, Prose
from site_builder.text.prose_rule import Asked, Hit, ProseRule, quote

_TOKEN = re.compile(r"[A-Za-z][\w'’-]*|[:.(?!/]|[\ue000\ue001]+")
_CAPITAL = re.compile(r"[A-Z][a-z’']+(?:-[\w-]+)?")
# A capital in the middle of a sentence: the word is a name.
_IN_SENTENCE = re.compile(r"(?<=[a-z,;)0-9][ \n])[A-Z][a-z]+")
_END = re.compile(r"(?:[.,:;!]|\.\.\.|…)$")


def _headings(prose: Prose) -> Iterator[Passage]:
    return (one for one in prose.passages if one.kind is Kind.HEADING)


def _cases(prose: Prose, asked: Asked) -> Iterator[Hit]:
    known = {word for name in (*asked.words, *asked.names) for word in name.split()}
    for passage in prose.passages:
        if passage.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUMMARY}:
            known.update(_IN_SENTENCE.findall(passage.text))
    for heading in _headings(prose):
        first = True
        for match in _TOKEN.finditer(heading.text):
            word = match[0].removesuffix("'s").removesuffix("’s")
            if not first and _CAPITAL.fullmatch(word) and not known & {word, word.split("-")[0]}:
                message = f"{quote(word)} has a capital in the middle of a heading"
                yield Hit(
                    heading, match.start(), message, "write it small, or add it to 'prose.names'"
                )
                break
            first = not match[0][0].isalnum() and match[0][0] in ":.(?!/"


def _punctuation(prose: Prose, _: Asked) -> Iterator[Hit]:
    for heading in _headings(prose):
        match = _END.search(heading.text)
        if match:
            message = f"a heading ends with {quote(match[0])}"
            yield Hit(heading, match.start(), message, "leave it out")


def _levels(prose: Prose, _: Asked) -> Iterator[Hit]:
    before = 0
    for heading in _headings(prose):
        # Where the title stands in the front matter, a page may begin at the second level.
        if heading.level > max(before, 1) + 1:
            above = f"comes after level {before}" if before else "is the first of its page"
            message = f"a heading of level {heading.level} {above}"
            yield Hit(heading, 0, message, f"make it level {max(before, 1) + 1}")
        before = heading.level


def _duplicates(prose: Prose, _: Asked) -> Iterator[Hit]:
    seen: dict[tuple[str, ...], int] = {}
    path: list[tuple[int, str]] = []
    for heading in _headings(prose):
        while path and path[-1][0] >= heading.level:
            path.pop()
        path.append((heading.level, heading.raw.casefold()))
        key = tuple(title for _, title in path)
        if key in seen:
            message = f"the heading {quote(heading.raw)} stands already on line {seen[key]}"
            yield Hit(heading, 0, message, "say in each what is under it")
        seen.setdefault(key, heading.starts[0][0])


HEADING_CASE = ProseRule(
    name="heading-case",
    meaning="Write headings in sentence case: a capital for the first word and for names.",
    why="They read like sentences, and nobody has to know which words take a capital. A word counts"
    " as a name if it has a capital in a sentence of the page, or stands among the names of the"
    " project.",
    bad="# Retry Your Calls",
    good="# Retry your calls",
    search=_cases,
    words=(
        *("Python", "Markdown", "Docker", "Linux", "Windows", "Git", "Java", "Go", "Rust", "Node"),
        *("React", "Redis", "Jupyter", "Material", "Unicode", "English", "Postgres", "Bash"),
    ),
)

HEADING_END = ProseRule(
    name="heading-punctuation",
    meaning="End a heading without a mark; a question keeps its own.",
    why="A heading is no sentence, and in a table of contents the mark is noise.",
    bad="# Retry your calls:",
    good="# Retry your calls",
    search=_punctuation,
)

HEADING_LEVEL = ProseRule(
    name="heading-level",
    meaning="Go down one level of headings at a time.",
    why="Screen readers and tables of contents show the levels; a missing one looks like a missing"
    " section.",
    bad="# Retries\n\n### Wait between attempts",
    good="# Retries\n\n## Wait between attempts",
    search=_levels,
)

HEADING_DUPLICATE = ProseRule(
    name="heading-duplicate",
    meaning="Give no two headings of one section the same words.",
    why="In the table of contents a reader cannot tell them apart, and the address of the second"
    " changes when a third is added.",
    bad="# Retries\n\n## Waiting\n\nWith jitter.\n\n## Waiting\n\nWithout.",
    good="# Retries\n\n## Waiting with jitter\n\nIt spreads.\n\n## Waiting without\n\nIt bunches.",
    search=_duplicates,
)
