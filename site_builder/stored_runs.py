"""Runs that were kept, found again by all that their outputs depend on.

What an example depends on is known in two steps. Its own files, the modules that it imports, its
variables, its settings and the Python can be told before it runs. What else it reads is only seen
while it runs. So the store keeps, under a digest of the first, which things the runs so far were
seen to use and in which state; a run whose things are all in that state again is the one to give.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder.dependencies import Dependencies
from site_builder.model import Example, Part, Run, RunEnd, Settings
from site_builder.stages.store import Store
from site_builder.text.parts import decode_parts, differences, encode_parts, joint_digest
from site_builder.text.run_record import decode_run, encode_run

_KIND = "runs"
_MOST_ALTERNATIVES = 16
"""How many runs are kept that differ only in what they were seen to use."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a run is in the store, or is not."""

    stored: bool
    """Whether the next run comes from the store."""
    reasons: tuple[str, ...]
    """What differs from the run that was kept last, or why there is none, in words."""
    parts: tuple[Part, ...]
    """What the run depends on: known beforehand, and seen when it was last kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A run that was kept."""

    static: tuple[Part, ...]
    """What was known before it ran."""
    seen: tuple[Part, ...]
    """What it was seen to use."""

    @property
    def key(self) -> str:
        return f"run {joint_digest((*self.static, *self.seen))}"


class StoredRuns:
    """The runs of a project that a store holds."""

    def __init__(self, settings: Settings, environment: Mapping[str, str], store: Store) -> None:
        """Look at the project as it is now; so use a new one for each build.

        Args:
            settings: The project.
            environment: The author's variables, of which the declared ones count.
            store: The store.
        """
        self._dependencies = Dependencies(settings, environment)
        self._store = store

    def known(self, example: Example) -> tuple[Part, ...]:
        """Return what can be told of an example before it runs; look before it does.

        Args:
            example: The example.
        """
        return self._dependencies.known(example)

    def find(self, example: Example, known: tuple[Part, ...]) -> Run | None:
        """Return the run of an example that was kept, if nothing that it depends on has changed.

        Args:
            example: The example.
            known: What is known of it.
        """
        for kept in self._alternatives(known):
            if joint_digest(self._dependencies.again(kept.seen)) != joint_digest(kept.seen):
                continue
            run = self._run(kept)
            if run is not None and is_worth_keeping(run, example):
                self._remember(example, kept)
                return run
        return None

    def keep(self, example: Example, known: tuple[Part, ...], run: Run, began: float) -> bool:
        """Keep a run, if it was one that would be the same again.

        Args:
            example: The example.
            known: What was known of it before it ran.
            run: What came of it.
            began: When it began, in seconds since 1970.

        Returns:
            Whether it was kept.
        """
        if not is_worth_keeping(run, example):
            return False
        kept = _Kept(known, self._dependencies.seen(run, known))
        if not self._dependencies.are_settled(known, kept.seen, began):
            return False
        if not self._store.put(_KIND, kept.key, encode_run(run)):
            return False
        others = (one for one in self._alternatives(known) if one.key != kept.key)
        listed = [_encoded(one) for one in (kept, *others)][:_MOST_ALTERNATIVES]
        self._remember(example, kept)
        return self._store.put(_KIND, _alternatives_key(known), json.dumps(listed).encode())

    def explain(self, example: Example) -> Explanation:
        """Return why the next run of an example comes from the store, or why it does not.

        Args:
            example: The example.
        """
        static = self.known(example)
        found = self.find(example, static) is not None
        last = self._last(example)
        if last is None:
            return Explanation(found, (_why_none(example),), static)
        now = self._dependencies.again(last.seen)
        reasons = list(differences((*last.static, *last.seen), (*static, *now)))
        if not found and not reasons:
            reasons.append("the run that was kept is not in the store any more")
        return Explanation(found, tuple(reasons), (*static, *now))

    def used(self, example: Example) -> tuple[Part, ...] | None:
        """Return what the run of an example depends on that was kept last.

        Args:
            example: The example.

        Returns:
            What was known beforehand, and what it was seen to use; None when none was kept.
        """
        last = self._last(example)
        return None if last is None else (*last.static, *last.seen)

    def _alternatives(self, static: tuple[Part, ...]) -> tuple[_Kept, ...]:
        data = self._store.get(_KIND, _alternatives_key(static))
        return tuple(map(_decoded, json.loads(data))) if data else ()

    def _run(self, kept: _Kept) -> Run | None:
        data = self._store.get(_KIND, kept.key)
        return decode_run(data) if data else None

    def _last(self, example: Example) -> _Kept | None:
        data = self._store.get(_KIND, _last_key(example))
        return _decoded(json.loads(data)) if data else None

    def _remember(self, example: Example, kept: _Kept) -> None:
        data = json.dumps(_encoded(kept)).encode()
        if self._store.get(_KIND, _last_key(example)) != data:
            self._store.put(_KIND, _last_key(example), data)


def is_worth_keeping(run: Run, example: Example) -> bool:
    """Return whether a run would be the same again.

    Args:
        run: The run. One that failed may have failed by chance, and is done again, as is one that
            printed a secret: nothing of it is kept.
        example: Its example. What a service beside it answers is not known beforehand.
    """
    as_declared = run.end is RunEnd.EXITED and run.exit_code == example.run.exit_code
    return as_declared and not (run.violations or run.leaks or example.needs.services)


def _why_none(example: Example) -> str:
    if example.needs.services:
        return "it needs services, and what they answer cannot be known beforehand"
    return "no run of it has been kept so far"


def _alternatives_key(static: tuple[Part, ...]) -> str:
    return f"alternatives {joint_digest(static)}"


def _last_key(example: Example) -> str:
    return f"last of {example.name}"


def _encoded(kept: _Kept) -> list[list[list[str]]]:
    return [encode_parts(kept.static), encode_parts(kept.seen)]


def _decoded(lists: Iterable[Iterable[list[str]]]) -> _Kept:
    return _Kept(*(decode_parts(one) for one in lists))
