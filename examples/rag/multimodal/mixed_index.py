"""Two spaces over one corpus: what is said, and what is seen."""

from dataclasses import dataclass

from llmkit.embeddings import Embedder

from examples.rag.multimodal.corpus import Corpus
from examples.rag.multimodal.image_features import ImageEmbedder
from examples.rag.multimodal.vector_store import VectorStore


@dataclass(frozen=True, slots=True)
class MixedIndex:
    """A corpus with a store for each space."""

    corpus: Corpus
    """What can be found."""
    words: VectorStore
    """Passages by their text; pictures by their caption and by their description."""
    looks: VectorStore
    """Pictures by their pixels."""


def build_index(
    corpus: Corpus, texts: Embedder, images: ImageEmbedder, *, descriptions: bool = True
) -> MixedIndex:
    """Embed a corpus.

    Args:
        corpus: What shall be found.
        texts: Makes the vectors of all words.
        images: Makes the vectors of all pixels.
        descriptions: Whether pictures are found by what one sees as well as by their caption.
    """
    entries = [
        (item.name, text)
        for item in corpus.items.values()
        for text in (item.texts() if descriptions else item.texts()[:1])
    ]
    words = VectorStore(texts.name, texts.dimensions)
    words.add([name for name, _ in entries], texts.embed([text for _, text in entries]))
    pictures = corpus.pictures()
    looks = VectorStore(images.name, images.dimensions)
    looks.add([one.name for one in pictures], images.embed([one.image for one in pictures]))
    return MixedIndex(corpus, words, looks)
