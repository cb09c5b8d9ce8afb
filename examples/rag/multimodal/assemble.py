"""Put the parts together: the corpus, two embedders, an index, a retriever."""

from dataclasses import dataclass
from types import MappingProxyType

from llmkit.embeddings import Embedder, MiniLMEmbedder, instrumented_embedder

from examples.rag.multimodal.corpus import Corpus, load_corpus
from examples.rag.multimodal.image_features import ImageEmbedder, PixelFeatures
from examples.rag.multimodal.instrumented_images import InstrumentedImages
from examples.rag.multimodal.mixed_index import MixedIndex, build_index
from examples.rag.multimodal.recorder import Recorder
from examples.rag.multimodal.retriever import RetrievalSettings, Retriever


@dataclass(frozen=True, slots=True)
class Parts:
    """What all steps need, made once, for loading the model takes the most time of all."""

    corpus: Corpus
    """What can be found."""
    texts: Embedder
    """Makes the vectors of words."""
    images: ImageEmbedder
    """Makes the vectors of pixels."""
    index: MixedIndex
    """The corpus, embedded."""

    def retriever(self, settings: RetrievalSettings | None = None) -> Retriever:
        """Return a retriever over the index."""
        chosen = settings or RetrievalSettings()
        return Retriever(self.index, self.texts, self.images, settings=chosen)

    def without_descriptions(self) -> "Parts":
        """Return the same, but with pictures that are found by their captions alone."""
        index = build_index(self.corpus, self.texts, self.images, descriptions=False)
        return Parts(self.corpus, self.texts, self.images, index)

    def without_pictures(self) -> "Parts":
        """Return the same, but with passages alone in the index, as a RAG over text has it."""
        passages = {one.name: one for one in self.corpus.passages()}
        index = build_index(Corpus(MappingProxyType(passages)), self.texts, self.images)
        return Parts(self.corpus, self.texts, self.images, index)

    def watched(self, recorder: Recorder) -> Retriever:
        """Return a retriever that reports to a recorder, its embedders as well."""
        texts = instrumented_embedder(
            self.texts,
            tracer_provider=recorder.tracer_provider,
            meter_provider=recorder.meter_provider,
        )
        images = InstrumentedImages(self.images, recorder.telemetry)
        return Retriever(self.index, texts, images, telemetry=recorder.telemetry)


def assemble(texts: Embedder | None = None, images: ImageEmbedder | None = None) -> Parts:
    """Return all parts.

    Args:
        texts: Makes the vectors of words; None stands for all-MiniLM-L6-v2.
        images: Makes the vectors of pixels; None stands for `PixelFeatures`.

    Raises:
        ConfigurationError: The model or a file of the corpus is missing.
    """
    corpus = load_corpus()
    texts = texts or MiniLMEmbedder()
    images = images or PixelFeatures()
    return Parts(corpus, texts, images, build_index(corpus, texts, images))
