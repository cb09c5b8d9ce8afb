"""What is known of models and machines before anything runs: numbers from cards and data sheets."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent


class OpenModel(BaseModel):
    """A dense transformer with grouped keys and values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    """The repository with its weights."""
    parameters: int = Field(gt=0)
    vocabulary: int = Field(gt=0)
    hidden: int = Field(gt=0)
    layers: int = Field(gt=0)
    kv_heads: int = Field(gt=0)
    """Heads whose keys and values are kept."""
    head_size: int = Field(gt=0)

    @property
    def table(self) -> int:
        """Weights of a table with a row for each word; there are two, one at each end."""
        return self.vocabulary * self.hidden

    @property
    def used(self) -> int:
        """Weights that a step uses: of the first table it reads a row, which is next to nothing."""
        return self.parameters - self.table

    @property
    def cache_bytes(self) -> int:
        """Bytes that each token of a conversation keeps: a key and a value of 16 bits per head."""
        return 2 * self.layers * self.kv_heads * self.head_size * 2


class Machine(BaseModel):
    """What models run on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    """Where the numbers come from."""
    memory: float = Field(gt=0)
    """Bytes that a model can have."""
    bandwidth: float = Field(gt=0)
    """Bytes that can be read from that memory in a second."""
    operations: float = Field(gt=0)
    """Dense 16-bit operations in a second."""


_Fact = TypeVar("_Fact", OpenModel, Machine)


def read_models(path: Path = HERE / "models.toml") -> dict[str, OpenModel]:
    """Return the models in a file, by name.

    Raises:
        pydantic.ValidationError: A number is missing, not positive, or one too many.
    """
    return _read(path, OpenModel)


def read_machines(path: Path = HERE / "machines.toml") -> dict[str, Machine]:
    """Return the machines in a file, by name.

    Raises:
        pydantic.ValidationError: A number is missing, not positive, or one too many.
    """
    return _read(path, Machine)


def _read(path: Path, kind: type[_Fact]) -> dict[str, _Fact]:
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: kind.model_validate(fact) for name, fact in held.items()}
