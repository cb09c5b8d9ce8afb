"""The connection to a Dask cluster: made within bounds, with the project's files at each worker."""

import contextlib
import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.model import Settings
from site_builder.model.job import Answer
from site_builder.stages.bundle import Bundle

if TYPE_CHECKING:
    from distributed import Client

FIRST = 10.0
"""Seconds to wait for the first answer of a scheduler, whose address may be wrong."""
LOST = "the connection was lost"
"""What is said of a connection that was there before."""
_QUIET = {
    # What the library logs is not for the author; what matters of it becomes a problem.
    "distributed": "critical",
    "distributed.client": "critical",
    "distributed.core": "critical",
    "distributed.batched": "critical",
    "distributed.comm": "critical",
    "distributed.utils": "critical",
}


class RefusedError(Exception):
    """The workers cannot take the files of the project; the message says why."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster by the address of its scheduler."""

    address: str
    """Such as `tcp://10.0.0.5:8786`."""
    settings: Settings
    """The project."""
    bundle: Bundle
    """Its files."""
    refuses: Callable[[Answer], str] = lambda _: ""
    """Tells why what came from a worker does not count, empty if it does."""
    patience: float = 60.0
    """Seconds to wait for a scheduler that does not answer, or for a first worker."""


@contextlib.contextmanager
def session(cluster: Cluster) -> Iterator[tuple["Client", str]]:
    """Connect, and bring the files to every worker, also to those that come later.

    Raises:
        OSError: The connection cannot be made, or is lost.
        RefusedError: A worker cannot take the files.
    """
    from distributed.client import ClosedClientError  # noqa: PLC0415 - an extra

    from site_builder.worker import Workplace  # noqa: PLC0415 - needs an extra

    name = f"site-builder-{uuid.uuid4().hex}"
    with _connect(cluster) as client:
        try:
            _bring(client, Workplace(name, cluster.bundle, cluster.settings))
            yield client, name
            # A scheduler that was restarted knows nothing of it.
            with contextlib.suppress(ValueError):
                client.unregister_worker_plugin(name)
        except (ClosedClientError, CancelledError) as error:
            raise ConnectionError(LOST) from error


def _connect(cluster: Cluster) -> "Client":
    """Return a connection to the scheduler.

    Raises:
        OSError: Nobody answers, or not as a scheduler does.
    """
    import dask  # noqa: PLC0415 - an extra

    dask.config.set(logging=_QUIET)
    from distributed import Client  # noqa: PLC0415 - an extra

    seconds = min(FIRST, cluster.patience)
    answers: queue.SimpleQueue[Client | OSError] = queue.SimpleQueue()

    def connect() -> None:
        try:
            answers.put(Client(cluster.address, timeout=seconds, set_as_default=False))
        except OSError as error:
            answers.put(error)

    # Its own bound is for the connection; who listens there and says nothing is waited for.
    threading.Thread(target=connect, daemon=True).start()
    try:
        answer = answers.get(timeout=2 * seconds)
    except queue.Empty:
        raise TimeoutError("it does not answer as a scheduler does") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _bring(client: "Client", workplace: object) -> None:
    """Bring the files to the workers.

    Raises:
        OSError: The connection is lost.
        RefusedError: A worker cannot take them.
    """
    try:
        client.register_plugin(workplace)
    except (OSError, CancelledError):
        raise
    except Exception as error:
        # Whatever a worker could not import is raised here as it was there.
        reason = str(error).partition("\n")[0]
        raise RefusedError(f"the workers cannot take the files: {reason}") from error
