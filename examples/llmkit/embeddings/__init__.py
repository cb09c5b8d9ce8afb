"""Texts as vectors: one protocol, a real model that runs offline, a stand-in without meaning."""

from llmkit.embeddings.embedder import Embedder, Vectors
from llmkit.embeddings.hashing import HashingEmbedder
from llmkit.embeddings.instrumented_embedder import InstrumentedEmbedder, instrumented_embedder
from llmkit.embeddings.minilm import MiniLMEmbedder

__all__ = [
    "Embedder",
    "HashingEmbedder",
    "InstrumentedEmbedder",
    "MiniLMEmbedder",
    "Vectors",
    "instrumented_embedder",
]
