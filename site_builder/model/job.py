"""What goes to the workers of a cluster, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.model.example import Example
from site_builder.model.part import Part
from site_builder.model.run import Run


@dataclass(frozen=True, slots=True)
class Job:
    """An example to run."""

    workplace: str
    """Name of the place on the worker that holds the project's files."""
    example: Example
    variables: Mapping[str, str]
    """Those of the author's variables that the example declares."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job."""

    worker: str
    """Address of the worker."""
    run: Run | None
    """The run; none if the worker could not start it."""
    reason: str = ""
    """Why not."""
    parts: tuple[Part, ...] = ()
    """What the run depended on, as it is on the worker."""
