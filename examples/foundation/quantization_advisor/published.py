"""Figures that the authors of llama.cpp have published, to hold ours against."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

PUBLISHED = Path(__file__).with_name("published.toml")


class PublishedRow(BaseModel):
    """One quantisation of the model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quantization: str
    bits_per_weight: float
    gib: float
    tokens_per_second: float


class Published(BaseModel):
    """A table of one model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    rows: tuple[PublishedRow, ...]


def read_published(path: Path = PUBLISHED) -> Published:
    """Return the published table."""
    return Published.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
