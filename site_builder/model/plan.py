"""How the runs of a project are done: where, and which of them."""

from dataclasses import dataclass, field

from site_builder.model.results import Shard


@dataclass(frozen=True, slots=True)
class Plan:
    """Where and which examples run."""

    jobs: int = 0
    """How many run side by side on this machine; 0 for as many as it has processors."""
    scheduler: str = ""
    """Address of the scheduler of a Dask cluster, empty to run them here."""
    shard: Shard = field(default_factory=Shard)
    """Which part of them runs."""
    fresh: bool = False
    """Whether they run although the store has their results."""
    results: str = ""
    """File for what comes of the runs, empty for none."""
    times: int = 1
    """How often each must run with the same outputs."""
