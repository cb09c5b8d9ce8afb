"""What a benchmark has seen: values that are checked when they are made and when they are read."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, NonNegativeInt, model_validator

from llmkit.bench.environment import Environment
from llmkit.bench.profiler import ResourceUse
from llmkit.bench.workload import Workload

FORMAT = 1
"""The version of the form in which results are written; a reader refuses any other."""


class CallResult(BaseModel):
    """One call. All times are seconds since the measured part of the run began."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scheduled: NonNegativeFloat
    """When it was due. The caller waits from here on, even if the call could not begin yet."""
    started: NonNegativeFloat
    """When it began."""
    first: NonNegativeFloat | None = None
    """When the first text was there; none where there was no text, or no stream."""
    ended: NonNegativeFloat
    """When it was over, well or not."""
    input_tokens: NonNegativeInt = 0
    """As the provider counts them, like those of the reply."""
    output_tokens: NonNegativeInt = 0
    chunks: NonNegativeInt = 0
    """Pieces of text in which the reply came; 0 without a stream."""
    longest_gap: NonNegativeFloat = 0.0
    """The longest wait between two of them."""
    error: str = ""
    """The code of what went wrong; empty if nothing did."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.scheduled <= self.started <= self.ended:
            raise ValueError("a call is due, begins and ends, in this order")
        if self.first is not None and not self.started <= self.first <= self.ended:
            raise ValueError("the first text comes between the begin and the end of its call")
        return self

    @property
    def latency(self) -> float:
        """Seconds that the caller waited for the whole reply."""
        return self.ended - self.scheduled

    @property
    def time_to_first_token(self) -> float | None:
        """Seconds that the caller waited for the first text."""
        return None if self.first is None else self.first - self.scheduled

    @property
    def tokens_per_second(self) -> float | None:
        """The speed of writing, after the first token; none where it cannot be told."""
        if self.first is None or self.output_tokens < 2 or self.ended <= self.first:
            return None
        return (self.output_tokens - 1) / (self.ended - self.first)


class BenchmarkResult(BaseModel):
    """A run of one workload with one model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT)
    """See `FORMAT`."""
    label: str = Field(min_length=1)
    """What it is called in tables."""
    provider: str
    """Who hosts the model."""
    model: str
    """The model, as it is called there."""
    workload: Workload
    """What was sent."""
    calls: tuple[CallResult, ...] = Field(min_length=1)
    """What came of it, by the order in which calls were due."""
    use: ResourceUse | None = None
    """What the caller's own process needed for it; none where nobody looked."""
    environment: Environment
    """Where it was measured."""

    @model_validator(mode="after")
    def _all_calls(self) -> Self:
        if len(self.calls) != self.workload.calls:
            message = f"{len(self.calls)} calls were measured, and {self.workload.calls} wanted"
            raise ValueError(message)
        return self

    @property
    def succeeded(self) -> tuple[CallResult, ...]:
        """The calls that did not fail."""
        return tuple(call for call in self.calls if not call.error)

    @property
    def errors(self) -> Mapping[str, int]:
        """How often each error came, by its code."""
        return Counter(call.error for call in self.calls if call.error)

    @property
    def seconds(self) -> float:
        """How long the measured part took."""
        return max(call.ended for call in self.calls)


def write_results(results: Mapping[str, BenchmarkResult], folder: Path) -> None:
    """Write each result into a file of its own, as JSON.

    Args:
        results: The results, by the names of the files without ending.
        folder: Where they go; it is made if need be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, result in results.items():
        text = result.model_dump_json(indent=1)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def read_results(folder: Path) -> dict[str, BenchmarkResult]:
    """Return the results in a folder, by the names of their files, in the order of those.

    Raises:
        ValueError: A file is no result, or one of another format; the message names it.
    """
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            found[path.stem] = BenchmarkResult.model_validate_json(path.read_bytes())
        except ValueError as error:
            message = f"'{path.name}' is no result of a benchmark: {error}"
            raise ValueError(message) from error
    return found
