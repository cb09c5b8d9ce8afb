"""The models that may be asked: who serves them, what they cost, where they run."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from llmkit import Image
from llmkit.image_tokens import estimate_image_tokens
from llmkit.models import has_vision
from pydantic import TypeAdapter, ValidationError

MILLION = Decimal(1_000_000)
CATALOGUE = Path(__file__).parent / "catalogue.csv"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that may be asked. What it sees is known to `llmkit.models`."""

    name: str
    """What we call it."""
    provider: str
    """The provider, as llmkit names it."""
    model: str
    """The model, as the provider names it."""
    dollars_in: Decimal
    """Dollars for a million tokens that are sent, pictures among them."""
    dollars_out: Decimal
    """Dollars for a million tokens that are written."""
    priced_on: date
    """The day on which the two prices were the list prices."""
    in_house: bool
    """Whether it runs on our own machines, so that pictures stay with us."""

    @property
    def vision(self) -> bool:
        """Whether it sees pictures; a model that nobody has told us of counts as blind."""
        return has_vision(self.provider, self.model) is True

    def tokens_for(self, image: Image) -> int:
        """Return about how many tokens an image costs, by the rule of its provider."""
        return estimate_image_tokens(image, self.provider, self.model)

    def dollars_for(self, tokens_in: int, tokens_out: int = 0) -> Decimal:
        """Return what so many tokens cost, in dollars."""
        return (self.dollars_in * tokens_in + self.dollars_out * tokens_out) / MILLION


def load_catalogue(path: Path = CATALOGUE) -> tuple[Candidate, ...]:
    """Read the models to choose from.

    Args:
        path: A CSV file with a row for each model, and the fields of `Candidate` as its columns.

    Raises:
        ValueError: A column is missing, values have a wrong type, or two models have one name; all
            mistakes are named with their lines.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        models = TypeAdapter(tuple[Candidate, ...]).validate_python(rows)
    except ValidationError as error:
        # The first line of the file is its head, and people count lines from 1.
        told = [
            f"{path.name}:{int(each['loc'][0]) + 2}: {each['loc'][-1]}: {each['msg']}"
            for each in error.errors()
        ]
        raise ValueError("\n".join(told)) from None
    if len({each.name for each in models}) < len(models):
        raise ValueError(f"{path.name}: two models have the same name")
    return models
