from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_builder.model import Part, PartKind
from site_builder.model.part import ABSENT, SHADOWING
from site_builder.text.parts import decode_parts, differences, encode_parts, joint_digest

any_part = some.builds(
    Part, some.sampled_from(PartKind), some.text(), some.text(min_size=1), some.text()
)
different_things = some.lists(any_part, unique_by=lambda one: (one.kind, one.name))


class TestJointDigest:
    @given(different_things, some.randoms())
    def test_does_not_depend_on_the_order(self, parts: list[Part], random: object) -> None:
        shuffled = sorted(parts, key=lambda _: random.random())  # type: ignore[attr-defined]
        assert joint_digest(parts) == joint_digest(shuffled) == joint_digest([*parts, *shuffled])

    @given(different_things, any_part)
    def test_changes_with_a_part_more(self, parts: list[Part], more: Part) -> None:
        if more not in parts:
            assert joint_digest(parts) != joint_digest([*parts, more])

    @given(different_things.filter(bool), some.data())
    def test_changes_with_whatever_a_part_is(
        self, parts: list[Part], data: some.DataObject
    ) -> None:
        at = data.draw(some.integers(0, len(parts) - 1))
        key = data.draw(some.sampled_from(("kind", "name", "digest")))
        value = getattr(parts[at], key)
        other = data.draw(
            (some.sampled_from(PartKind) if key == "kind" else some.text()).filter(
                lambda one: one != value
            )
        )
        changed = [*parts]
        changed[at] = replace(changed[at], **{key: other})
        same = set(changed) == set(parts)
        assert (joint_digest(changed) == joint_digest(parts)) == same

    @given(different_things)
    def test_is_not_that_of_how_it_is_shown(self, parts: list[Part]) -> None:
        assert joint_digest(parts) == joint_digest(replace(one, shown="") for one in parts)

    def test_keeps_names_and_digests_apart(self) -> None:
        first = [Part(PartKind.FILE, "a", "b"), Part(PartKind.FILE, "c", "d")]
        second = [Part(PartKind.FILE, "a", 'b"], ["file", "c", "d')]
        assert joint_digest(first) != joint_digest(second)


class TestEncoding:
    @given(some.lists(any_part))
    def test_gives_the_parts_back_sorted(self, parts: list[Part]) -> None:
        assert decode_parts(encode_parts(parts)) == tuple(sorted(parts))

    @pytest.mark.parametrize("listed", [[["file"]], [["other", "a", "b", "c"]], [1], 1])
    def test_of_something_else_is_an_error(self, listed: object) -> None:
        with pytest.raises(ValueError, match=r"parts|valid|unpack"):
            decode_parts(listed)  # type: ignore[arg-type]


CASES = [
    (PartKind.FILE, "a.py", ("1", ""), ("2", ""), "a.py changed"),
    (PartKind.FILE, "a.py", None, ("2", ""), "a.py is new"),
    (PartKind.FILE, "a.py", ("1", ""), None, "a.py is gone"),
    (PartKind.FILE, "a.py", ("1", ""), (ABSENT, ""), "a.py is gone"),
    (
        PartKind.MISSING,
        "b.csv",
        (ABSENT, ""),
        ("1", ""),
        "b.csv, which it looked for, is there now",
    ),
    (PartKind.MISSING, "b.csv", ("folder", ""), ("1", ""), "b.csv changed"),
    (PartKind.VARIABLE, "KEY", ("1", ""), ("2", ""), "the variable KEY changed"),
    (PartKind.VARIABLE, "KEY", (ABSENT, ""), ("2", ""), "the variable KEY is new"),
    (PartKind.VARIABLE, "KEY", ("1", ""), (ABSENT, ""), "the variable KEY is gone"),
    (PartKind.PROGRAM, "/bin/sh", ("1", ""), ("2", ""), "the program /bin/sh changed"),
    (PartKind.RUNNER, "the runner", ("1", ""), ("2", ""), "the runner changed"),
    (PartKind.DISTRIBUTION, "rich", ("1", "1.0"), ("2", "2.0"), "rich 1.0 -> 2.0"),
    (PartKind.DISTRIBUTION, "rich", None, ("2", "2.0"), "rich 2.0 is installed now"),
    (
        PartKind.DISTRIBUTION,
        "rich",
        ("1", "1.0"),
        (ABSENT, ""),
        "rich 1.0 is not installed any more",
    ),
    (
        PartKind.DISTRIBUTION,
        "rich",
        ("1", "1.0"),
        ("2", "1.0"),
        "rich 1.0 was installed with other content",
    ),
    (PartKind.MODULE, "m", (ABSENT, ""), ("1", ""), "the module m can be imported now"),
    (
        PartKind.MODULE,
        "m",
        None,
        (SHADOWING, ""),
        "the module m of the project takes the place of another",
    ),
    (PartKind.MODULE, "m", ("1", ""), (ABSENT, ""), "the module m cannot be imported any more"),
    (PartKind.MODULE, "m", ("1", ""), ("2", ""), "the module m is another one now"),
    (PartKind.SETTING, "run.args", ("1", "[]"), ("2", '["-v"]'), 'run.args: [] -> ["-v"]'),
    (PartKind.SETTING, "run.start", None, ("2", '"fork"'), 'run.start: not set -> "fork"'),
    (
        PartKind.PYTHON,
        "Python",
        ("1", "CPython 3.11.7"),
        ("2", "CPython 3.12.1"),
        "Python: CPython 3.11.7 -> CPython 3.12.1",
    ),
    (
        PartKind.PYTHON,
        "Python",
        ("1", "CPython 3.11.7"),
        ("2", "CPython 3.11.7"),
        "Python CPython 3.11.7 is another build",
    ),
    (
        PartKind.PLACE,
        "the project's folder",
        ("/a", "/a"),
        ("/b", "/b"),
        "the project's folder: /a -> /b",
    ),
    (
        PartKind.FOLDER,
        "data",
        ("1", "a.csv"),
        ("2", "a.csv/b.csv"),
        "new file b.csv in the folder data, which it lists",
    ),
    (
        PartKind.FOLDER,
        "data",
        ("1", "a.csv"),
        ("2", ""),
        "a.csv is gone from the folder data, which it lists",
    ),
    (PartKind.FOLDER, "data", ("1", ""), ("2", ""), "the folder data changed"),
    (PartKind.FOLDER, "data", ("1", "a"), (ABSENT, ""), "the folder data is gone"),
]


class TestDifferences:
    @pytest.mark.parametrize(("kind", "name", "before", "now", "expected"), CASES)
    def test_say_what_has_become_of_a_thing(
        self,
        kind: PartKind,
        name: str,
        before: tuple[str, str] | None,
        now: tuple[str, str] | None,
        expected: str,
    ) -> None:
        def parts(state: tuple[str, str] | None) -> list[Part]:
            return [Part(kind, name, *state)] if state else []

        assert differences(parts(before), parts(now)) == (expected,)
        assert differences(parts(now), parts(now)) == ()

    @given(different_things, different_things)
    def test_are_there_if_and_only_if_the_keys_differ(
        self, before: list[Part], now: list[Part]
    ) -> None:
        # What is absent and what is not looked at are the same to an author.
        before = [one for one in before if one.digest != ABSENT]
        now = [one for one in now if one.digest != ABSENT]
        assert bool(differences(before, now)) == (joint_digest(before) != joint_digest(now))

    def test_come_in_the_order_of_the_kinds(self) -> None:
        parts = [Part(kind, "x", "1") for kind in reversed(PartKind)]
        said = differences((), parts)
        assert said[0] == "x is new"
        assert len(said) == len(PartKind)
