"""Divide examples into shards, the same way on every machine."""

import hashlib
import re
from collections.abc import Sequence

from site_builder.model.results import Shard

_SHARD = re.compile(r"(\d{1,6})/(\d{1,6})")


def parse_shard(text: str) -> Shard | None:
    """Return the shard that a text such as `2/4` names, nothing if it names none."""
    match = _SHARD.fullmatch(text)
    if not match:
        return None
    number, count = int(match[1]), int(match[2])
    return Shard(number, count) if 1 <= number <= count else None


def names_of_shard(names: Sequence[str], shard: Shard) -> frozenset[str]:
    """Return the names that belong to a shard.

    Each name has an order in which it likes the shards, given by a hash of both, and goes to the
    first that has room. So the shards differ by one name at the most, and a name that is added or
    removed moves few others, which lets each shard keep a store of its own.

    Args:
        names: All names, each once, in any order.
        shard: Which part of them is wanted.
    """
    least, more = divmod(len(names), shard.count)
    filled = dict.fromkeys(range(1, shard.count + 1), 0)
    chosen = []
    for name in sorted(names, key=_hash):
        # As many shards as have to hold one name more than the others may do so.
        room = [one for one in filled if filled[one] < least + (more > 0)]
        number = min(room, key=lambda one, name=name: _hash(f"{one}/{name}"))  # type: ignore[misc]
        more -= filled[number] == least
        filled[number] += 1
        if number == shard.number:
            chosen.append(name)
    return frozenset(chosen)


def _hash(text: str) -> bytes:
    # Not hash(), which is another one in each process.
    return hashlib.sha256(text.encode()).digest()
