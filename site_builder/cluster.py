"""Run examples on a Dask cluster: send the project's files, and ask again for what got lost."""

import queue
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.connection import FIRST, LOST, Cluster, RefusedError, session
from site_builder.model import Code, Example, Location, Problem
from site_builder.model.job import Answer, Job

if TYPE_CHECKING:
    from distributed import Client, Future

_LOOK = 0.5
"""Seconds after which a silent cluster is looked at."""
_GATHER = 10.0
"""Seconds in which a finished result must arrive."""
_INSTALL = "install the same site-builder[distributed] on each worker"


@dataclass(slots=True)
class _Work:
    """What is still to do; changed by one thread only."""

    left: dict[str, Example]
    refused: dict[str, set[str]] = field(default_factory=dict)
    """Addresses of the workers that could not run an example, by its name."""
    last: float = field(default_factory=time.monotonic)
    """When something came back for the last time."""
    connected: bool = False
    """Whether the scheduler has ever answered."""


def run_on_cluster(
    examples: Sequence[Example], cluster: Cluster, environment: Mapping[str, str]
) -> Iterator[tuple[Example, Answer | Problem]]:
    """Run examples on a cluster and yield each result as it comes.

    What a lost worker or a restarted scheduler takes with it is asked for again.

    Args:
        examples: The examples, each once.
        cluster: Where to run them.
        environment: The author's variables, of which the declared ones are sent.

    Yields:
        Each example with the answer of a worker, which has a run, or with why there is none; once.
    """
    work = _Work({example.name: example for example in examples})
    reason = "it does not answer"
    while work.left:
        patience = cluster.patience if work.connected else min(cluster.patience, FIRST)
        if time.monotonic() - work.last > patience:
            yield from ((example, _lost(cluster, reason)) for example in work.left.values())
            return
        try:
            with session(cluster) as (client, workplace):
                work.connected = True
                yield from _rounds(client, workplace, work, cluster, environment)
        except RefusedError as error:
            place = Location(cluster.settings.config_path)
            problem = Problem(Code.WORKER_UNFIT, place, str(error), _INSTALL)
            yield from ((example, problem) for example in work.left.values())
            return
        except OSError as error:
            reason = str(error).partition("\n")[0]
            time.sleep(min(_LOOK, cluster.patience / 10))


def _rounds(
    client: "Client",
    workplace: str,
    work: _Work,
    cluster: Cluster,
    environment: Mapping[str, str],
) -> Iterator[tuple[Example, Answer | Problem]]:
    """Submit what is left until nothing is, or the connection is lost, or nobody works."""
    done: queue.SimpleQueue[Future] = queue.SimpleQueue()
    waiting: dict[str, Future] = {}
    while work.left:
        for name, example in work.left.items():
            if name not in waiting:
                waiting[name] = _submit(client, workplace, example, work, environment)
                waiting[name].add_done_callback(done.put)
        try:
            future = done.get(timeout=_LOOK)
        except queue.Empty:
            _look(client, work, cluster)
            continue
        name = future.key.removeprefix(f"{workplace}/").rpartition("/")[0]
        del waiting[name]
        result = _outcome(future, client, name, work, cluster)
        future.release()
        if result is not None:
            work.last = time.monotonic()
            yield work.left.pop(name), result


def _submit(
    client: "Client",
    workplace: str,
    example: Example,
    work: _Work,
    environment: Mapping[str, str],
) -> "Future":
    from site_builder.worker import work as job_at_worker  # noqa: PLC0415 - needs an extra

    variables = {name: environment[name] for name in example.needs.env if name in environment}
    refused = work.refused.get(example.name, set())
    others = sorted(_workers(client) - refused) if refused else None
    return client.submit(
        job_at_worker,
        Job(workplace, example, variables),
        # Another name for each attempt, since the last one may still be on its way out.
        key=f"{workplace}/{example.name}/{uuid.uuid4().hex}",
        workers=others,
        pure=False,
    )


def _outcome(
    future: "Future", client: "Client", name: str, work: _Work, cluster: Cluster
) -> Answer | Problem | None:
    """Return what came of a job; nothing when it has to be given out again.

    Raises:
        ConnectionError: The scheduler has forgotten the job.
    """
    place = Location(work.left[name].path)
    if future.status == "error":
        error = future.exception(timeout=_LOOK)
        killed = type(error).__name__ == "KilledWorker"
        reason = "its worker died each time" if killed else str(error).partition("\n")[0]
        return _unfit(place, f"the example cannot be run on the cluster: {reason}")
    if future.status != "finished":
        # Then it may be another scheduler by now, which has no files for its workers.
        raise ConnectionError(LOST)
    try:
        answer: Answer = future.result(timeout=_GATHER)
    except TimeoutError:
        return None  # The worker that had the result is gone.
    reason = answer.reason or cluster.refuses(answer)
    if not reason:
        return answer
    work.refused.setdefault(name, set()).add(answer.worker)
    if _workers(client) <= work.refused[name]:
        return _unfit(place, f"no worker can run the example; {answer.worker}: {reason}")
    return None


def _look(client: "Client", work: _Work, cluster: Cluster) -> None:
    """Look after a cluster that has been silent for a while.

    Raises:
        ConnectionError: The scheduler is gone, or nobody has worked for too long.
    """
    if client.status != "running":
        raise ConnectionError(LOST)
    if any(client.processing().values()):
        # A long example is no silence.
        work.last = time.monotonic()
    elif time.monotonic() - work.last > cluster.patience:
        raise ConnectionError("no worker takes jobs")


def _workers(client: "Client") -> set[str]:
    return set(client.scheduler_info(n_workers=-1)["workers"])


def _unfit(place: Location, message: str) -> Problem:
    return Problem(Code.WORKER_UNFIT, place, message)


def _lost(cluster: Cluster, reason: str) -> Problem:
    message = f"the examples cannot be run on {cluster.address}: {reason}"
    return Problem(Code.SCHEDULER_LOST, Location(cluster.settings.config_path), message)
