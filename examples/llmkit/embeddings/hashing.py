"""Vectors without a model, for tests of what lies around embeddings."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from llmkit.embeddings.embedder import Vectors, check_texts

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Counts words by their hashes: texts are alike as far as they share words.

    Each word adds 1 to one place of the vector or takes 1 away, and its hash says which: feature
    hashing, Weinberger and others, "Feature Hashing for Large Scale Multitask Learning" (2009).
    It is quick, needs no weights and gives the same numbers on every machine. It knows no synonyms:
    "car" and "automobile" have as little in common as "car" and "cheese".

    Args:
        dimensions: How many numbers a vector has. With few, words that have nothing in common
            often fall on the same place.

    Raises:
        ValueError: `dimensions` is below 1.
    """

    provider = "local"

    def __init__(self, dimensions: int = 256) -> None:
        if dimensions < 1:
            raise ValueError(f"dimensions must be at least 1, not {dimensions}")
        self.dimensions = dimensions
        self.name = f"hashing-{dimensions}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text; see `Embedder.embed`."""
        check_texts("hashing.embed", texts)
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            self._count(vector, text)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

    def _count(self, vector: NDArray[np.float32], text: str) -> None:
        # A text of marks alone has no words, and is then one word itself.
        words = _WORD.findall(text.lower()) or [text.strip()]
        for word in words:
            place, sign = self._place_of(word)
            vector[place] += sign
        if not vector.any():
            # All words have cancelled each other out; one of them has to stand for the text.
            place, sign = self._place_of(words[0])
            vector[place] = sign

    def _place_of(self, word: str) -> tuple[int, int]:
        # Python's own hash of a text differs from process to process.
        number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
        return number // 2 % self.dimensions, 1 if number % 2 else -1
