"""What results depend on, as a key for the store, as text to keep, and as differences to tell."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from site_builder.model import Part, PartKind
from site_builder.model.part import ABSENT, SHADOWING

_Told = Callable[[Part, Part], Iterator[str]]


def digest_of(value: object) -> str:
    """Return a digest of a value that JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def joint_digest(parts: Iterable[Part]) -> str:
    """Return one digest of many parts, whatever their order.

    Args:
        parts: The parts; one that stands twice counts once.
    """
    found = sorted({(one.kind.value, one.name, one.digest) for one in parts})
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def encode_parts(parts: Iterable[Part]) -> list[list[str]]:
    """Return parts as lists of texts, which JSON can hold, sorted."""
    return [[one.kind.value, one.name, one.digest, one.shown] for one in sorted(parts)]


def decode_parts(listed: Iterable[Sequence[str]]) -> tuple[Part, ...]:
    """Return the parts that were encoded.

    Raises:
        ValueError: It is not what `encode_parts` has made.
    """
    try:
        return tuple(
            Part(PartKind(kind), name, digest, shown) for kind, name, digest, shown in listed
        )
    except TypeError as error:
        raise ValueError("these are no parts") from error


def differences(before: Iterable[Part], now: Iterable[Part]) -> tuple[str, ...]:
    """Return in words how what a result depends on has changed.

    Args:
        before: What it depended on.
        now: The same things as they are now.

    Returns:
        A sentence without a full stop for each difference, in the order of the kinds of parts.
    """
    old = {(one.kind, one.name): one for one in before}
    new = {(one.kind, one.name): one for one in now}
    found: list[str] = []
    order = list(PartKind)
    for kind, name in sorted({*old, *new}, key=lambda key: (order.index(key[0]), key[1])):
        nothing = Part(kind, name, ABSENT)
        pair = old.get((kind, name), nothing), new.get((kind, name), nothing)
        if pair[0].digest != pair[1].digest:
            found += _SAYS.get(kind, _changed)(*pair)
    return tuple(found)


def _changed(old: Part, new: Part) -> Iterator[str]:
    what = f"the {old.kind.value} {old.name}" if old.kind in _NAMED else old.name
    if old.digest == ABSENT:
        yield f"{what} is new"
    elif new.digest == ABSENT:
        yield f"{what} is gone"
    else:
        yield f"{what} changed"


_NAMED = frozenset({PartKind.VARIABLE, PartKind.PROGRAM, PartKind.FOLDER})


def _listed(old: Part, new: Part) -> Iterator[str]:
    before, now = (set(filter(None, one.shown.split("/"))) for one in (old, new))
    where = f"the folder {old.name}, which it lists"
    if ABSENT in {old.digest, new.digest} or before == now:
        # Either the whole folder, or one with so many entries that their names are not kept.
        yield from _changed(old, new)
        return
    yield from (f"new file {name} in {where}" for name in sorted(now - before))
    yield from (f"{name} is gone from {where}" for name in sorted(before - now))


def _missing(old: Part, new: Part) -> Iterator[str]:
    if old.digest == ABSENT:
        yield f"{old.name}, which it looked for, is there now"
    else:
        yield from _changed(old, new)


def _installed(old: Part, new: Part) -> Iterator[str]:
    if new.digest == ABSENT:
        yield f"{old.name} {old.shown} is not installed any more"
    elif old.digest == ABSENT:
        yield f"{old.name} {new.shown} is installed now"
    elif old.shown == new.shown:
        yield f"{old.name} {old.shown} was installed with other content"
    else:
        yield f"{old.name} {old.shown} -> {new.shown}"


def _importable(old: Part, new: Part) -> Iterator[str]:
    if new.digest == SHADOWING:
        yield f"the module {old.name} of the project takes the place of another"
    elif new.digest == ABSENT:
        yield f"the module {old.name} cannot be imported any more"
    elif old.digest == ABSENT:
        yield f"the module {old.name} can be imported now"
    else:
        yield f"the module {old.name} is another one now"


def _set(old: Part, new: Part) -> Iterator[str]:
    if old.shown != new.shown:
        yield f"{old.name}: {old.shown or 'not set'} -> {new.shown or 'not set'}"
    else:
        yield f"{old.name} {old.shown} is another build"


_SAYS: Mapping[PartKind, _Told] = {
    PartKind.FOLDER: _listed,
    PartKind.MISSING: _missing,
    PartKind.DISTRIBUTION: _installed,
    PartKind.MODULE: _importable,
    PartKind.SETTING: _set,
    PartKind.PYTHON: _set,
    PartKind.PLACE: _set,
}
