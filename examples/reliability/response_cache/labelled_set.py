"""Pairs of questions, labelled by hand: whether the answer to one is the answer to the other."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

QUESTIONS = Path(__file__).with_name("labelled_questions.csv")

Half = Literal["tuning", "held out"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that is kept, and one that is asked."""

    half: Half
    """Whether it may be looked at when the threshold is chosen."""
    label: Literal["same", "other"]
    """Whether the answer to the first answers the second; others were written to be near misses."""
    kept: str
    """The question whose reply is in the cache."""
    asked: str
    """What somebody asks."""


def load_pairs(path: Path = QUESTIONS, *, half: Half | None = None) -> list[Pair]:
    """Read labelled pairs from a CSV file with the columns half, label, kept and asked.

    Args:
        path: The file.
        half: Which half; None for both.

    Raises:
        pydantic.ValidationError: A column is missing, or holds what it must not.
    """
    with path.open(encoding="utf-8", newline="") as file:
        pairs = TypeAdapter(list[Pair]).validate_python(list(csv.DictReader(file)))
    return [pair for pair in pairs if half in (None, pair.half)]
