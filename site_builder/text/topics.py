"""Read the topics of a docs tree: parsed once, with every fault at its line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import Code, Location, Problem
from site_builder.model.gaps import Need, Owed, Topic, Topics
from site_builder.text.fault import Fault
from site_builder.text.schema import violations
from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.topics_schema import TOPICS_SCHEMA
from site_builder.text.yaml_tree import Tree, Value, read_tree

KINDS: Mapping[str, str] = {
    # Kinds that every project has, and what makes one; pages have templates, if the project's do.
    "guide": "",
    "recipe": "",
    "use-case": "",
    "book-section": "",
    "reference": "",
    "operate": "",
    "page": "",
    "example": "site-builder new example {name}",
    "listing": "show {place} on {page}",
    "diagram": "write {place}, then run: site-builder diagrams",
    "library": "write {place}",
    "check": "write {place}",
    "file": "write {place}",
}


@dataclass(frozen=True, slots=True)
class TopicsFile:
    """A file of topics."""

    path: str
    """Path relative to the project's root."""
    text: str


def read_topics(files: Iterable[TopicsFile]) -> tuple[Topics, tuple[Problem, ...]]:
    """Read all topics of a project.

    Args:
        files: Its files of topics, in order.

    Returns:
        The topics of the files that are right, and all that is wrong. A topic that names a kind
        that does not exist, or an id that stands elsewhere too, is kept.
    """
    topics: list[Topic] = []
    kinds = dict(KINDS)
    problems: list[Problem] = []
    for file in files:
        tree = read_tree(file.text, Code.TOPICS_INVALID)
        faults = (tree,) if isinstance(tree, Fault) else _broken(tree)
        problems += [one.at(Location(file.path, one.line)) for one in faults]
        if isinstance(tree, Tree) and not faults and isinstance(tree.value, Mapping):
            kinds |= {name: str(made) for name, made in _mapping(tree.value, "kinds").items()}
            topics += _topics(tree, file.path)
    found = Topics(tuple(topics), tuple(kinds.items()))
    return found, (*problems, *_unknown_kinds(found), *_doubles(found))


def _broken(tree: Tree) -> tuple[Fault, ...]:
    """Return where a file breaks the schema, in the order of its lines."""
    found = violations(tree.value, TOPICS_SCHEMA)
    faults = [
        Fault(
            Code.TOPICS_INVALID,
            one.message if one.path else one.message.replace("''", "the file"),
            one.hint,
            tree.line(one.path),
        )
        for one in found
    ]
    return tuple(sorted(faults, key=lambda one: (one.line, one.message)))


def _topics(tree: Tree, path: str) -> Iterator[Topic]:
    for at, one in enumerate(_list(tree.value, "topics")):
        where = ("topics", at)
        yield Topic(
            id=_text(one, "id"),
            title=_text(one, "title"),
            why=_text(one, "why"),
            owed=tuple(
                _owed(entry, tree, (*where, "owed", number), path)
                for number, entry in enumerate(_list(one, "owed"))
            ),
            covers=tuple(str(name) for name in _list(one, "covers")),
            location=Location(path, tree.line(where)),
        )


def _owed(value: Value, tree: Tree, where: tuple[str | int, ...], path: str) -> Owed:
    names_at = tree.line((*where, "covers"))
    names = [str(one) for one in _list(value, "covers")]
    needs = [
        # One thing may have two ids, where two lists of the project ask for it.
        Need(tuple(key.split()), str(text), tree.line((*where, "covers", key)))
        for key, text in _mapping(value, "covers").items()
    ]
    return Owed(
        kind=_text(value, "kind"),
        place=_text(value, "place").strip("/"),
        needs=tuple(needs) or (Need(tuple(names), _text(value, "what"), names_at),),
        page=_text(value, "page").strip("/"),
        location=Location(path, tree.line(where)),
    )


def _unknown_kinds(topics: Topics) -> Iterator[Problem]:
    kinds = [name for name, _ in topics.kinds]
    for topic in topics.topics:
        for owed in topic.owed:
            if owed.kind not in kinds:
                hint = did_you_mean(owed.kind, kinds) or one_of(kinds)
                message = f"there is no kind '{owed.kind}'"
                yield Problem(Code.TOPICS_INVALID, owed.location, message, hint)


def _doubles(topics: Topics) -> Iterator[Problem]:
    """Yield the names of topics and the ids of what they cover that stand more than once."""
    first: dict[tuple[str, str], Location] = {}
    for what, name, place in _names(topics):
        if (what, name) in first:
            message = f"the {what} '{name}' stands at {first[what, name]} already"
            yield Problem(Code.TOPIC_DUPLICATE, place, message, "keep it at one place")
        else:
            first[what, name] = place


def _names(topics: Topics) -> Iterator[tuple[str, str, Location]]:
    for topic in topics.topics:
        yield "topic", topic.id, topic.location
        path = topic.location.path
        yield from (("id", name, topic.location) for name in topic.covers)
        for owed in topic.owed:
            for need in owed.needs:
                yield from (("id", name, Location(path, need.line)) for name in need.ids)


def _text(value: Value, key: str) -> str:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _list(value: Value, key: str) -> Sequence[Value]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Sequence) and not isinstance(found, str) else ()


def _mapping(value: Value, key: str) -> Mapping[str, Value]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}
