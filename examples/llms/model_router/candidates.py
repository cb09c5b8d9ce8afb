"""What is known of each model that may be chosen: its abilities, its strength, its price."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter

MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that may be chosen."""

    name: str
    """What routes call it."""
    strength: int
    """1 for simple requests, 2 for hard ones too; you decide by an evaluation of yours."""
    dollars_in: Decimal
    """Dollars for a million tokens that are sent."""
    dollars_out: Decimal
    """Dollars for a million tokens that are written."""
    priced_on: date
    """When the two prices were looked up."""
    context_tokens: int
    """How many tokens fit, request and reply together."""
    tools: bool
    """Whether it can call functions."""
    vision: bool
    """Whether it can look at pictures."""

    def dollars_for(self, tokens_in: int, tokens_out: int) -> Decimal:
        """Return what so many tokens cost, in dollars."""
        return (self.dollars_in * tokens_in + self.dollars_out * tokens_out) / MILLION


def load_catalogue(path: Path) -> tuple[Candidate, ...]:
    """Read the models to choose from.

    Args:
        path: A CSV file with a row for each model, and the fields of `Candidate` as its columns.

    Raises:
        pydantic.ValidationError: A column is missing or a value has a wrong type.
        ValueError: Two models have the same name.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    models = TypeAdapter(tuple[Candidate, ...]).validate_python(rows)
    if len({each.name for each in models}) < len(models):
        raise ValueError(f"{path.name}: two models have the same name")
    return models
