"""A build that is killed, or that is not alone, leaves a site that is whole, and a sound store."""

import json
from random import Random

from site_builder.stages.store import Store
from tests.incremental.builder import FOLDER
from tests.incremental.edits import WORDS
from tests.incremental.place import Outcome, Place, tree_of
from tests.incremental.test_equality import compared


def edit(place: Place, word: str) -> None:
    """Change a page, an example and a file that pages include."""
    place.write("docs/guides/two.md", f"# Two\n\nThe word is {word}.\n\n--8<-- 'note.md'\n")
    place.write("includes/note.md", f"A note: {word}.\n")


def assert_sound(place: Place) -> None:
    store = Store(place.cache / "site-builder", 500_000_000)
    assert len(list(store.packed())) == len(store.objects())


def changes_of(place: Place) -> list[str]:
    """Return what a build does to the disk after an edit, each change by its kind."""
    (ran,) = place.builder.run(place.job(dies_at=("", -1)))
    (line,) = (line for line in ran.messages if line.startswith("changes: "))
    changes: list[str] = json.loads(line.removeprefix("changes: "))
    return changes


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(place: Place) -> None:
    place.build()
    edit(place, "bravo")
    changes = changes_of(place)
    # At any time, and while the site is put in its place.
    moments = [("", number) for number in Random(0).sample(range(len(changes)), 3)]
    moments += [(FOLDER, number) for number in range(changes.count(FOLDER))]
    for turn, moment in enumerate(moments):
        old = place.build().tree
        edit(place, WORDS[turn % 2])
        place.builder.run(place.job(dies_at=moment))
        left = tree_of(place.site)
        clean = place.build_from_nothing()
        where = f"killed at {moment} of {changes}"
        assert left in (old, clean.tree), where
        assert_sound(place)
        assert compared(place.build(), clean) == "", where


def test_a_first_build_that_is_killed_leaves_no_half_site(place: Place) -> None:
    clean = place.build_from_nothing()
    for wait in (0.1, 0.3, 0.4, 0.5):
        place.builder.run(place.job(kill_after=wait))
        assert tree_of(place.site) in ({}, clean.tree)
    assert compared(place.build(), clean) == ""


def test_builds_side_by_side_end_well_or_say_why_not(place: Place) -> None:
    for turn in range(3):
        edit(place, WORDS[turn])
        jobs = [place.job() for _ in range(3)]
        for ran in place.builder.run(*jobs):
            assert not any("Traceback" in line for line in ran.messages), ran.messages
            assert ran.code == 0 or any("another build" in line for line in ran.messages), ran
        clean = place.build_from_nothing()
        left = Outcome(clean.ran, tree_of(place.site))
        assert compared(left, clean) == ""
        assert_sound(place)
        assert compared(place.build(), clean) == ""
