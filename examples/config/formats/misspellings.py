"""Misspell every name in every way that a slip of the finger makes, and count what is noticed."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from examples.config.formats.catalogue import PREFIX, SETTINGS
from examples.config.formats.layers import read_environment, read_overrides
from examples.config.formats.sources import Reading


def left_out(name: str) -> Iterator[str]:
    """Yield a name with each of its letters left out in turn."""
    return (name[:at] + name[at + 1 :] for at in range(len(name)))


def swapped(name: str) -> Iterator[str]:
    """Yield a name with each two neighbours swapped in turn."""
    return (name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1))


def typed_twice(name: str) -> Iterator[str]:
    """Yield a name with each of its letters doubled in turn."""
    return (name[:at] + name[at] + name[at:] for at in range(len(name)))


def one_underscore(name: str) -> Iterator[str]:
    """Yield a variable with one underscore where two belong, at each such place in turn."""
    parts = name.split("__")
    return ("__".join(parts[:at]) + "_" + "__".join(parts[at:]) for at in range(1, len(parts)))


def group_forgotten(name: str) -> Iterator[str]:
    """Yield the last key of a name, without the group that it stands in."""
    yield name.rpartition(".")[2]


SLIPS: Mapping[str, Callable[[str], Iterator[str]]] = MappingProxyType(
    {
        "a letter left out": left_out,
        "two letters swapped": swapped,
        "a letter typed twice": typed_twice,
        "one underscore for two": one_underscore,
        "the group forgotten": group_forgotten,
    }
)
"""What one does to a name, by its name."""


def table() -> Iterator[list[str]]:
    """Yield a row for each kind of slip; the first has the titles."""
    yield ["slip", "names", "refused", "right name suggested"]
    for title, slip in SLIPS.items():
        tried = refused = suggested = 0
        for setting in SETTINGS.values():
            right = setting.variable if slip is one_underscore else setting.name
            for wrong in set(slip(right)) - {right}:
                remedies = [finding.remedy for finding in read(wrong).findings]
                tried += 1
                refused += bool(remedies)
                suggested += remedies == [f"did you mean {right}?"]
        yield [title, str(tried), str(refused), str(suggested)]


def read(name: str) -> Reading:
    """Return what becomes of a name, as a variable or as an option."""
    if name.startswith(PREFIX):
        return read_environment({name: "1"})
    return read_overrides([f"{name}=1"])
