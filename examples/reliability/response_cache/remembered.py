"""Each text is embedded once, however often it is asked for: a cache of its own, in memory."""

from collections.abc import Sequence

import numpy as np
from llmkit.embeddings import Embedder, Vectors


class Remembered:
    """An embedder that keeps what another one has worked out.

    A vector depends on the text and the model alone, so there is nothing to invalidate and nothing
    to choose. It grows with the number of different texts; bound it where that has no bound.

    Args:
        inner: The embedder that works.
    """

    def __init__(self, inner: Embedder) -> None:
        self.provider = inner.provider
        self.name = inner.name
        self.dimensions = inner.dimensions
        self._inner = inner
        self._kept: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector for each text; see `Embedder.embed`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new or not texts:
            made = self._inner.embed(new)
            self._kept.update(zip(new, made, strict=True))
        if not texts:
            return made
        return np.stack([self._kept[text] for text in texts])
