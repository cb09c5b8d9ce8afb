"""The protocol of everything that turns texts into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from llmkit.errors import InvalidRequestError

Vectors = NDArray[np.float32]
"""One vector a row. Rows of an `Embedder` have length 1, so a product of two is their cosine."""


class Embedder(Protocol):
    """Turns texts into vectors of length 1, near each other where the texts are alike.

    Embedding computes and does not wait, so it is no coroutine. In a server, call it through
    `asyncio.to_thread`: most of the time is spent in numpy, which lets other threads run.
    """

    @property
    def provider(self) -> str:
        """Who computes, for telemetry: `local` for what runs in this process."""
        ...

    @property
    def name(self) -> str:
        """The model. Vectors of different names must not be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a matrix with one row for each text, in their order.

        Args:
            texts: Any number of texts; none gives a matrix without rows.

        Raises:
            InvalidRequestError: A text is empty, or a single text was passed in place of many.
        """
        ...


def check_texts(operation: str, texts: Sequence[str]) -> None:
    """Refuse what has no embedding.

    Args:
        operation: What was being done, as `name.verb`.
        texts: What was passed.

    Raises:
        InvalidRequestError: It names each text that is empty by its place, from 0.
    """
    # A text is a sequence of texts, too: each of its letters would get a vector.
    if isinstance(texts, str):
        raise InvalidRequestError(operation, "pass a list of texts, not one text")
    empty = [str(place) for place, text in enumerate(texts) if not text.strip()]
    if empty:
        places = ", ".join(empty)
        raise InvalidRequestError(
            operation, f"an empty text has no meaning to embed; leave out those at {places}"
        )
