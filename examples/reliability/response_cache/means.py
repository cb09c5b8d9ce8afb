"""What the steps of the program need: a Redis, and an embedder for those that compare meanings."""

from functools import cached_property

from llmkit.embeddings import Embedder, MiniLMEmbedder

from examples.reliability.response_cache.remembered import Remembered


class Means:
    """The address of a Redis, and an embedder that is only loaded when somebody wants it.

    Args:
        url: The Redis.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder, one for all steps."""
        return Remembered(MiniLMEmbedder())
