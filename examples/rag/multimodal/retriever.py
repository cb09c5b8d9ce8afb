"""Find passages and pictures for a question in words, a photograph, or both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llmkit import ConfigurationError, Image, InvalidRequestError
from llmkit.embeddings import Embedder
from llmkit.telemetry import Telemetry

from examples.rag.multimodal import names
from examples.rag.multimodal.corpus import Item
from examples.rag.multimodal.fusion import fuse
from examples.rag.multimodal.image_features import ImageEmbedder
from examples.rag.multimodal.mixed_index import MixedIndex
from examples.rag.multimodal.vector_store import Hit


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Raises:
        InvalidRequestError: There are neither words nor a photograph.
    """

    text: str = ""
    """A question in words, or nothing."""
    photo: Image | None = None
    """A photograph, or None."""

    def __post_init__(self) -> None:
        """Refuse what asks for nothing."""
        if not self.text.strip() and self.photo is None:
            raise InvalidRequestError("retriever.query", "give a text, a photograph or both")


@dataclass(frozen=True, slots=True)
class Found:
    """One item with what speaks for it."""

    item: Item
    """The passage or picture."""
    fused: float
    """The sum of its reciprocal ranks; only their order means something."""
    ranks: Mapping[str, int]
    """Its place in each ranking that it is in, from 1, by the name of the ranking."""


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How a search is done.

    Raises:
        ValueError: A number is below 1.
    """

    k: int = 4
    """How many items are returned."""
    words_depth: int = 10
    """How far down a ranking by words is read before rankings are brought together."""
    looks_depth: int = 2
    """How far down the ranking by looks is read. What is merely the next in colour and shape is
    seldom an answer, and each place that it takes is lost to a passage."""
    bridge: bool = True
    """Whether the caption of what a photograph shows is searched for as well."""

    def __post_init__(self) -> None:
        """Refuse what would find nothing."""
        for name in ("k", "words_depth", "looks_depth"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")


class Retriever:
    """Searches both spaces of an index and brings the rankings together.

    Args:
        index: Where to search.
        texts: Makes the vectors of words; the one that made the index.
        images: Makes the vectors of pixels; the one that made the index.
        settings: How to search.
        telemetry: Where to report; None stands for what is set for the whole process.

    Raises:
        ConfigurationError: An embedder is not the one that made the index.
    """

    def __init__(
        self,
        index: MixedIndex,
        texts: Embedder,
        images: ImageEmbedder,
        *,
        settings: RetrievalSettings = RetrievalSettings(),
        telemetry: Telemetry | None = None,
    ) -> None:
        _check_spaces(index, texts, images)
        self._index = index
        self._texts = texts
        self._images = images
        self._settings = settings
        self._telemetry = telemetry or Telemetry("rag")
        self._top_score = self._telemetry.meter.create_histogram(
            names.TOP_SCORE,
            description="How near the nearest item was.",
            explicit_bucket_boundaries_advisory=names.SHARES,
        )

    def retrieve(self, query: Query) -> list[Found]:
        """Return what fits a query best, the best first.

        Args:
            query: Words, a photograph, or both.

        Raises:
            InvalidImageError: The photograph cannot be decoded.
        """
        with self._telemetry.operation("retrieve") as span:
            rankings = dict(self._rankings(query))
            fused = fuse(list(rankings.values()))
            found = [
                Found(self._index.corpus.items[name], score, _ranks(rankings, name))
                for name, score in list(fused.items())[: self._settings.k]
            ]
            span.set_attribute(names.FOUND, len(found))
            return found

    def _rankings(self, query: Query) -> Iterator[tuple[str, list[str]]]:
        if query.text.strip():
            yield "words", self._by_words(query.text)
        if query.photo is not None:
            looks = self._by_looks(query.photo)
            yield "looks", looks
            if self._settings.bridge:
                yield "bridge", self._by_words(self._caption_of(looks[0]))

    def _by_words(self, text: str) -> list[str]:
        (vector,) = self._texts.embed([text])
        hits = self._index.words.search(vector, self._settings.words_depth)
        return self._reported("words", hits)

    def _by_looks(self, photo: Image) -> list[str]:
        (vector,) = self._images.embed([photo])
        hits = self._index.looks.search(vector, self._settings.looks_depth)
        return self._reported("looks", hits)

    def _caption_of(self, name: str) -> str:
        # The first of an item's texts says what it is about.
        return self._index.corpus.items[name].texts()[0]

    def _reported(self, space: str, hits: list[Hit]) -> list[str]:
        self._top_score.record(hits[0].score, {names.SPACE: space})
        return [hit.name for hit in hits]


def _check_spaces(index: MixedIndex, texts: Embedder, images: ImageEmbedder) -> None:
    problems = [
        f"the index holds vectors of {store.space}, the queries would be of {embedder.name}"
        for store, embedder in ((index.words, texts), (index.looks, images))
        if store.space != embedder.name
    ]
    if problems:
        raise ConfigurationError("retriever", "; ".join(problems))


def _ranks(rankings: Mapping[str, list[str]], name: str) -> dict[str, int]:
    return {
        ranking: ranked.index(name) + 1 for ranking, ranked in rankings.items() if name in ranked
    }
