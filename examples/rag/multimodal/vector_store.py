"""An exact vector store: one matrix, one product, no index that could miss something."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from llmkit import ConfigurationError, InvalidRequestError
from llmkit.embeddings import Vectors
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    name: str
    """The item."""
    score: float
    """The cosine of the angle between its vector and that of the query; 1 is the same direction."""


class VectorStore:
    """Keeps vectors of length 1 of one space, and finds the nearest.

    An item may have several vectors; it is found by the one that is nearest. Each search compares
    with every vector, which takes a millisecond for some ten thousand of them.

    Args:
        space: The name of the embedder that makes its vectors.
        dimensions: How many numbers they have.
    """

    def __init__(self, space: str, dimensions: int) -> None:
        self.space = space
        self.dimensions = dimensions
        self._names: list[str] = []
        self._vectors: Vectors = np.empty((0, dimensions), dtype=np.float32)

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return len(self._names)

    def add(self, names: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors; either all of them or, when something is wrong, none.

        Args:
            names: The item of each vector.
            vectors: One row for each.

        Raises:
            InvalidRequestError: Their number or size is wrong, or a vector does not have length 1.
        """
        if len(names) != len(vectors):
            raise self._refused("add", f"{len(names)} names for {len(vectors)} vectors")
        self._check("add", vectors)
        self._names.extend(names)
        self._vectors = np.concatenate([self._vectors, vectors])

    def search(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        """Return the items that are nearest to a vector, the best first.

        Args:
            vector: The query, of length 1.
            k: How many items to return at most.

        Raises:
            InvalidRequestError: The vector is not of this space, or `k` is below 1.
        """
        if k < 1:
            raise self._refused("search", f"k must be at least 1, not {k}")
        self._check("search", vector[None, :])
        scores = self._vectors @ vector
        found: dict[str, float] = {}
        # Stable: equal scores keep the order in which they were added, so it is the same each time.
        for row in np.argsort(-scores, kind="stable"):
            # The first vector of an item that comes up is its nearest.
            found.setdefault(self._names[row], float(scores[row]))
            if len(found) == k:
                break
        return [Hit(name, score) for name, score in found.items()]

    def save(self, path: Path) -> None:
        """Write everything to a file, with the space, for the vectors mean nothing without it."""
        about = json.dumps({"space": self.space, "names": self._names})
        with path.open("wb") as file:
            np.savez(file, vectors=self._vectors, about=np.array(about))

    @classmethod
    def load(cls, path: Path, *, space: str) -> "VectorStore":
        """Return what `save` has written.

        Args:
            path: The file.
            space: The name of the embedder that queries come from.

        Raises:
            ConfigurationError: The file cannot be read, or its vectors are of another space.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                about, vectors = json.loads(str(file["about"])), file["vectors"]
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise ConfigurationError("vector_store.load", f"{path.name}: {error}") from error
        if about["space"] != space:
            detail = f"{path.name} holds vectors of {about['space']}, not of {space}; build it anew"
            raise ConfigurationError("vector_store.load", detail)
        store = cls(space, vectors.shape[1])
        store.add(about["names"], vectors)
        return store

    def _check(self, verb: str, vectors: Vectors) -> None:
        if vectors.shape[1] != self.dimensions:
            detail = (
                f"vectors of {self.space} have {self.dimensions} numbers, not {vectors.shape[1]}"
            )
            raise self._refused(verb, detail)
        lengths = np.linalg.norm(vectors, axis=1)
        # Written this way round, it holds for what is not a number, too.
        wrong = np.flatnonzero(~(np.abs(lengths - 1) < 1e-3))
        if wrong.size:
            rows = ", ".join(str(row) for row in wrong.tolist())
            raise self._refused(verb, f"vectors must have length 1, which rows {rows} do not have")

    def _refused(self, verb: str, detail: str) -> InvalidRequestError:
        return InvalidRequestError(f"vector_store.{verb}", detail)
