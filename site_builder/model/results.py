"""Results of runs as a file carries them from one machine to another."""

from dataclasses import dataclass

from site_builder.model.problem import Problem
from site_builder.model.run import RunEnd


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts that the runs of a project are divided into."""

    number: int = 1
    """Which one, from 1."""
    count: int = 1
    """How many there are."""

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an example: the same whenever and wherever the same thing came of it."""

    example: str
    end: RunEnd
    exit_code: int
    """Exit status; negative for a signal."""
    stdout: str
    """What it printed, without what it declares to vary; empty when it holds a secret."""
    files: tuple[tuple[str, str], ...] = ()
    """Names and SHA-256 digests of the declared output files."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a project, or of one shard of it."""

    project: str
    """Digest of the examples that were to run, of all shards."""
    tool: str
    """Version of this tool."""
    python: str
    """Version of the Python that ran them."""
    count: int
    """How many examples were to run, in all shards."""
    shard: Shard
    """Which part of them this is; 1/1 for all."""
    results: tuple[Result, ...]
    """In order of the names."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the files of the project, apart from runs."""
