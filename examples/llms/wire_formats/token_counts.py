"""Compare an estimate of tokens with the counts of two real tokenizers.

The counts in `token_counts.csv` were made once, with the vocabularies o200k_base (js-tiktoken
1.0.21), which OpenAI uses for its models since GPT-4o, and Tekken (mistral-common 1.13.1), which
Mistral uses. Both leave out the tokens that a chat adds around each turn.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from llmkit.token_estimate import estimate_tokens
from pydantic import TypeAdapter

COUNTS = Path(__file__).with_name("token_counts.csv")


@dataclass(frozen=True, slots=True)
class Counted:
    """A text with its real numbers of tokens."""

    name: str
    """What kind of text it is."""
    o200k_base: int
    """Tokens in OpenAI's vocabulary."""
    tekken: int
    """Tokens in Mistral's vocabulary."""
    text: str
    """The text itself."""

    @property
    def estimated(self) -> int:
        """Tokens by the rule of thumb, which knows no vocabulary."""
        return estimate_tokens(self.text)

    @property
    def factor(self) -> float:
        """How many real tokens, at the worse of the two, there are for each estimated one."""
        return max(self.o200k_base, self.tekken) / self.estimated


def load_counts(path: Path = COUNTS) -> tuple[Counted, ...]:
    """Return the texts with their counts.

    Raises:
        pydantic.ValidationError: A column is missing, or a count is not a number.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return TypeAdapter(tuple[Counted, ...]).validate_python(list(csv.DictReader(file)))
