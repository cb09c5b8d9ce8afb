"""Measure the analyser on requests that are labelled by hand; half of them set its threshold."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from examples.llms.model_router.complexity import complexity_of

Label = Literal["simple", "hard"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A request, and how hard it is in the judgement of whoever labelled it."""

    half: Literal["tuning", "held out"]
    """Whether it may be looked at when the threshold is chosen."""
    label: Label
    """That judgement."""
    text: str
    """The request."""


@dataclass(frozen=True, slots=True)
class Errors:
    """How often the analyser was wrong."""

    requests: int
    """How many were judged."""
    missed: int
    """Hard ones that it called simple: they get a weaker answer."""
    needless: int
    """Simple ones that it called hard: they cost more than they need to."""

    @property
    def wrong(self) -> int:
        """Both together."""
        return self.missed + self.needless


def load_labelled(path: Path) -> list[Labelled]:
    """Read labelled requests from a CSV file with the columns half, label and text.

    Args:
        path: The file.

    Raises:
        pydantic.ValidationError: A column is missing, or a label is not one of the two.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return TypeAdapter(list[Labelled]).validate_python(list(csv.DictReader(file)))


def errors_of(judge: Callable[[str], Label], requests: Iterable[Labelled]) -> Errors:
    """Return how often a judge disagrees with the labels."""
    verdicts = [(each.label, judge(each.text)) for each in requests]
    return Errors(
        len(verdicts),
        missed=verdicts.count(("hard", "simple")),
        needless=verdicts.count(("simple", "hard")),
    )


def judge_at(threshold: float) -> Callable[[str], Label]:
    """Return the judge that calls a request hard from this score on."""
    return lambda text: "hard" if complexity_of(text).score >= threshold else "simple"


def choose_threshold(requests: Sequence[Labelled], *, miss_weight: float = 2.0) -> float:
    """Return the threshold whose errors weigh least, and the lowest of those that are equal.

    Args:
        requests: What to choose it by; never those that it is measured with afterwards.
        miss_weight: How many needless calls of a strong model one missed hard request is worth.
    """

    def weight_of(threshold: float) -> float:
        errors = errors_of(judge_at(threshold), requests)
        return miss_weight * errors.missed + errors.needless

    scores = sorted({complexity_of(each.text).score for each in requests})
    return min(scores, key=weight_of)
