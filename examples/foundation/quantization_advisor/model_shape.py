"""The shape of a model, and the tensors that follow from it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

MODELS = Path(__file__).with_name("models.toml")
"""The shapes of a few models."""


class Role(StrEnum):
    """What a tensor is for; quantisations treat some better than others."""

    EMBEDDING = "embedding"
    OUTPUT = "output"
    QUERY = "query"
    KEY = "key"
    VALUE = "value"
    ATTENTION_OUTPUT = "attention output"
    GATE = "gate"
    UP = "up"
    DOWN = "down"
    NORM = "norm"
    ROUTER = "router"


@dataclass(frozen=True, slots=True)
class Tensor:
    """Weights that are stored together and quantised alike."""

    role: Role
    layer: int
    """The layer, from 0; 0 as well for what belongs to none."""
    weights: int
    share_read: float = 1.0
    """The share of it that is read for one token."""


class ModelShape(BaseModel):
    """A transformer of the Llama family, dense or with experts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    source: str
    """The repository whose config.json gives the numbers."""
    published: str
    """The number of parameters that the model card names."""
    layers: int = Field(gt=0)
    hidden: int = Field(gt=0)
    heads: int = Field(gt=0)
    kv_heads: int = Field(gt=0)
    """Heads whose keys and values are kept; query heads share them."""
    head_size: int = Field(gt=0)
    feed_forward: int = Field(gt=0)
    """Width of the feed-forward part; with experts, of one of them."""
    vocabulary: int = Field(gt=0)
    qk_norm: bool = False
    """Whether queries and keys are normalised, which takes a few more weights."""
    experts: int = Field(1, gt=0)
    experts_used: int = Field(1, gt=0)
    """How many experts a token goes through."""
    context: int = Field(gt=0)
    """The most tokens that it was trained for without an extension."""

    @property
    def parameters(self) -> int:
        """All its weights."""
        return sum(tensor.weights for tensor in self.tensors())

    def tensors(self) -> Iterator[Tensor]:
        """Yield every tensor. Input and output embeddings are two, as in all models listed here."""
        table = self.hidden * self.vocabulary
        # Of the table of embeddings a token reads one row, which is nothing beside the rest.
        yield Tensor(Role.EMBEDDING, 0, table, share_read=0.0)
        yield Tensor(Role.OUTPUT, 0, table)
        yield Tensor(Role.NORM, 0, self.hidden)
        for layer in range(self.layers):
            yield from self._attention(layer)
            yield from self._feed_forward(layer)

    def _attention(self, layer: int) -> Iterator[Tensor]:
        queries = self.hidden * self.heads * self.head_size
        keys = self.hidden * self.kv_heads * self.head_size
        yield Tensor(Role.QUERY, layer, queries)
        yield Tensor(Role.KEY, layer, keys)
        yield Tensor(Role.VALUE, layer, keys)
        yield Tensor(Role.ATTENTION_OUTPUT, layer, queries)
        yield Tensor(Role.NORM, layer, 2 * self.hidden + 2 * self.head_size * self.qk_norm)

    def _feed_forward(self, layer: int) -> Iterator[Tensor]:
        share = self.experts_used / self.experts
        for role in (Role.GATE, Role.UP, Role.DOWN):
            weights = self.experts * self.hidden * self.feed_forward
            yield Tensor(role, layer, weights, share_read=share)
        if self.experts > 1:
            yield Tensor(Role.ROUTER, layer, self.hidden * self.experts)


def read_models(path: Path = MODELS) -> dict[str, ModelShape]:
    """Return the shapes in a file, by name.

    Raises:
        ValidationError: A shape lacks a number, or has one too many.
    """
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: ModelShape(name=name, **shape) for name, shape in held.items()}
