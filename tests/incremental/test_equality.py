"""Whatever an author does between two builds, the second makes what a build from nothing makes.

`SITE_BUILDER_EDITS=1000` sets how many sequences of edits are tried, `SITE_BUILDER_EDITS_SEED`
where to begin. A failure names the seed and the fewest of its edits that still show a difference.
"""

import os
import time
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from random import Random

import pytest

from tests.incremental.options import BY_NAME, EDITS
from tests.incremental.place import Builder, Outcome, Place

COUNT = int(os.environ.get("SITE_BUILDER_EDITS", "0"))
FIRST_SEED = int(os.environ.get("SITE_BUILDER_EDITS_SEED", "0"))
SECONDS = 45
"""How long sequences are begun where no number of them was asked for."""
LENGTH = 7

Step = tuple[tuple[str, int], ...]
"""Edits between two builds: the name of each, and the seed of its choices."""


def steps_of(seed: int) -> list[Step]:
    """Return the edits of a seed, mostly one between two builds."""
    chance = Random(seed)
    return [
        tuple(
            (chance.choice(EDITS).__name__, chance.randrange(10**6))
            for _ in range(chance.choice((1, 1, 1, 2, 3)))
        )
        for _ in range(LENGTH)
    ]


def difference(place: Place, steps: Sequence[Step]) -> tuple[int, str]:
    """Return after how many steps a build differs from one from nothing, and in what."""
    place = Place(place.root, place.builder)
    place.lay_out()
    place.build()
    place.remember()
    for number, step in enumerate(steps, 1):
        for name, seed in step:
            BY_NAME[name](place, Random(seed))
        place.write_config()
        before = place.site.exists()
        # The others are as builds of a larger project.
        kept, clean = place.build(ahead=number % 2 == 0), place.build_from_nothing()
        found = compared(kept, clean, site_was_there=before)
        if not found and not clean.ran.code:
            # When nothing was edited, there may be nothing to do.
            found = compared(place.build(), clean)
        if found:
            return number, found
        if clean.ran.code:
            # The next edits mend what these have broken.
            place.restore(-1)
        else:
            place.remember()
    return 0, ""


def compared(kept: Outcome, clean: Outcome, *, site_was_there: bool = False) -> str:
    """Return what differs between two builds; empty if nothing does."""
    if kept.ran.code != clean.ran.code:
        return f"exit code {kept.ran.code}, not {clean.ran.code}: {kept.ran.messages}"
    if sorted(kept.ran.messages) != sorted(clean.ran.messages):
        lines = unified_diff(sorted(clean.ran.messages), sorted(kept.ran.messages), "clean", "kept")
        return "\n".join(lines)
    if clean.ran.code:
        # The site of before stays; there is none to compare it with.
        return "" if site_was_there == bool(kept.tree) else "the site is gone"
    names = sorted(
        name
        for name in kept.tree.keys() | clean.tree.keys()
        if kept.tree.get(name) != clean.tree.get(name)
    )
    if not names:
        return ""
    first = [
        outcome.tree.get(names[0], b"(no such file)").decode("utf-8", "replace").splitlines()
        for outcome in (clean, kept)
    ]
    shown = list(unified_diff(*first, "clean", "kept", n=0, lineterm=""))[:20]
    return "\n".join((f"differ: {', '.join(names)}", *(line[:300] for line in shown)))


def shrunk(place: Place, steps: Sequence[Step]) -> tuple[Sequence[Step], str]:
    """Return as few edits as still show a difference, and the difference."""
    ends, found = difference(place, steps)
    steps = steps[:ends]
    for number, step in reversed(list(enumerate(steps))):
        for edit in step:
            rest = tuple(one for one in steps[number] if one != edit)
            fewer = [*steps[:number], *([rest] if rest else []), *steps[number + 1 :]]
            _, what = difference(place, fewer)
            if what:
                steps, found = fewer, what
                if not rest:
                    break
    return steps, found


def test_builds_after_edits_equal_builds_from_nothing(tmp_path: Path, builder: Builder) -> None:
    place = Place(tmp_path.resolve() / "project", builder)
    ends = time.monotonic() + SECONDS
    seed = FIRST_SEED
    while seed < FIRST_SEED + COUNT if COUNT else time.monotonic() < ends:
        steps = steps_of(seed)
        number, found = difference(place, steps)
        if found:
            fewest, what = shrunk(place, steps[:number])
            pytest.fail(f"seed {seed}, edits {fewest}:\n{what or found}")
        seed += 1
