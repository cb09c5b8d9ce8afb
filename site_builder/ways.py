"""Run many examples: side by side on this machine, or on a cluster."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from site_builder.cluster import run_on_cluster
from site_builder.connection import Cluster
from site_builder.model import Code, Example, Location, Part, Problem
from site_builder.model.job import Answer
from site_builder.model.plan import Plan
from site_builder.running import Ran, Runner, check_ran, run_example
from site_builder.stages.bundle import pack
from site_builder.stages.fingerprint import Fingerprint
from site_builder.stages.runner_version import python_parts, runner_part
from site_builder.text.fitness import unfit
from site_builder.text.parts import joint_digest

_BUNDLE_BYTES = 200_000_000
"""How large the files of a project may be that are sent to a cluster."""


@dataclass(frozen=True, slots=True)
class Finished:
    """An example whose turn is over."""

    example: Example
    ran: Ran | None
    """Its run; none if there could not be one."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it, or why there could not be one."""


def run_many(examples: Sequence[Example], runner: Runner, plan: Plan) -> Iterator[Finished]:
    """Run examples and yield each as soon as it is finished.

    Args:
        examples: The examples, each once.
        runner: Gives a run from the store, or does it.
        plan: Where they run; the shard has been chosen before.

    Yields:
        Each example once, in the order in which they finish.
    """
    return _on_cluster(examples, runner, plan) if plan.scheduler else _here(examples, runner, plan)


def _checked(example: Example, ran: Ran, runner: Runner, plan: Plan) -> Finished:
    return Finished(example, ran, check_ran(example, ran, runner, times=plan.times))


def _here(examples: Sequence[Example], runner: Runner, plan: Plan) -> Iterator[Finished]:
    def one(example: Example) -> Finished:
        try:
            return Finished(example, *run_example(example, runner, times=plan.times))
        except OSError as error:
            return Finished(example, None, (_cannot_start(example, error),))

    with ThreadPoolExecutor(plan.jobs or os.cpu_count() or 1) as pool:
        futures = [pool.submit(one, example) for example in examples]
        try:
            yield from (future.result() for future in as_completed(futures))
        finally:
            # When nobody wants the rest, what has not begun is dropped.
            pool.shutdown(wait=False, cancel_futures=True)


def _cannot_start(example: Example, error: OSError) -> Problem:
    message = f"the example cannot be started: {error.strerror or error}"
    return Problem(Code.CANNOT_WRITE, Location(example.path), message)


def _on_cluster(examples: Sequence[Example], runner: Runner, plan: Plan) -> Iterator[Finished]:
    missing: list[Example] = []
    for example in examples:
        found = runner.find(example)
        if found:
            yield _checked(example, found, runner, plan)
        else:
            missing.append(example)
    if not missing:
        return
    began = time.time()
    known = {example.name: runner.stored.known(example) for example in missing}
    bundle = pack(runner.settings.root, _BUNDLE_BYTES)
    if isinstance(bundle, Problem):
        yield from (Finished(example, None, (bundle,)) for example in missing)
        return
    here = _Here(runner)
    cluster = Cluster(plan.scheduler, runner.settings, bundle, here.refuses)
    for example, outcome in run_on_cluster(missing, cluster, runner.environment):
        if isinstance(outcome, Problem):
            yield Finished(example, None, (outcome,))
        elif outcome.run:
            if here.is_same(outcome):
                runner.stored.keep(example, known[example.name], outcome.run, began)
            yield _checked(example, Ran(outcome.run, stored=False), runner, plan)


class _Here:
    """What runs of a cluster depend on, as it is on this machine."""

    def __init__(self, runner: Runner) -> None:
        self._prints = Fingerprint(runner.settings)

    def refuses(self, answer: Answer) -> str:
        """Return why an answer does not count, empty if it does."""
        return unfit(answer.parts, self._parts(answer))

    def is_same(self, answer: Answer) -> bool:
        """Return whether all that a run depended on is here as it was there."""
        return joint_digest(answer.parts) == joint_digest(self._parts(answer))

    def _parts(self, answer: Answer) -> tuple[Part, ...]:
        seen = answer.run.seen if answer.run else ()
        return (*python_parts(), runner_part(), *self._prints.seen(seen))
