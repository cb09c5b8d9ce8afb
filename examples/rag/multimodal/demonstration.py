"""The steps of the guide, each as a text."""

import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType

import numpy as np
from llmkit import ConfigurationError, chat_model
from llmkit.embeddings import HashingEmbedder

from examples.rag.multimodal import measures
from examples.rag.multimodal.answering import answer, compose
from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.drawings import as_image, draw, photograph
from examples.rag.multimodal.retriever import Found, Query
from examples.rag.multimodal.stand_in import QUERIES, script_over
from examples.rag.multimodal.vector_store import VectorStore

Step = Callable[[Parts], Coroutine[None, None, str]]

_SENTENCES = (
    "Where can I swim with the kids?",
    "You may bathe at the northern shore.",
    "The sign of the walk to Mirror Lake",
    "Solar panels on the roof are the only source of current.",
)


async def providers(parts: Parts) -> str:
    """Return what both embedders make of four sentences and of four pictures."""
    texts = parts.texts.embed(_SENTENCES)
    pictures = ("sign-lake", "sign-ridge", "scene-lake", "chart-rain")
    drawn = [as_image(draw(name)) for name in pictures]
    images = parts.images.embed([as_image(photograph("sign-lake")), *drawn])
    return "\n".join(
        [
            f"{parts.texts.name}: {parts.texts.dimensions} numbers",
            *_beside(texts, _SENTENCES),
            "",
            f"{parts.images.name}: {parts.images.dimensions} numbers",
            *_beside(images, ("a photograph of sign-lake", *pictures)),
        ]
    )


def _beside(vectors: np.ndarray, what: tuple[str, ...]) -> Iterator[str]:
    yield f"       {what[0]}"
    for vector, name in zip(vectors[1:], what[1:], strict=True):
        yield f"{vectors[0] @ vector:5.2f}  {name}"


async def spaces(parts: Parts) -> str:
    """Return what one passage and one picture become, and how many vectors there are in all."""
    passage, picture = parts.corpus.items["lake-trail"], parts.corpus.items["sign-lake"]
    lines = [f"words  {one.name:11} {text!r}" for one in (passage, picture) for text in one.texts()]
    lines.append("looks  sign-lake   240 x 180 pixels")
    words, looks = parts.index.words, parts.index.looks
    lines += [
        "",
        f"{len(parts.corpus.passages())} passages and {len(parts.corpus.pictures())} pictures",
        f"words: {len(words)} vectors of {words.dimensions} numbers, {words.space}",
        f"looks: {len(looks)} vectors of {looks.dimensions} numbers, {looks.space}",
    ]
    return "\n".join(lines)


async def store(parts: Parts) -> str:
    """Return what a store finds after it was saved and loaded, and what it refuses."""
    (vector,) = parts.texts.embed(["How do I get up to the ice?"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.npz"
        parts.index.words.save(path)
        loaded = VectorStore.load(path, space=parts.texts.name)
        hits = [f"{hit.score:5.2f}  {hit.name}" for hit in loaded.search(vector, 3)]
        try:
            VectorStore.load(path, space=HashingEmbedder().name)
        except ConfigurationError as error:
            hits += ["", str(error)]
    return "\n".join(hits)


async def retrieval(parts: Parts) -> str:
    """Return what is found for words, for both, and for a photograph alone."""
    retriever = parts.retriever()
    lines: list[str] = []
    for query in QUERIES[1:4]:
        lines += [_said(query), *_found_lines(retriever.retrieve(query)), ""]
    return "\n".join(lines[:-1])


def _said(query: Query) -> str:
    photo = f"({query.photo.alt})" if query.photo else ""
    return " ".join(part for part in (query.text, photo) if part)


def _found_lines(found: list[Found]) -> Iterator[str]:
    for one in found:
        ranks = ", ".join(f"{name} {rank}" for name, rank in one.ranks.items())
        yield f"  {one.fused:.4f}  {one.item.name:14} {ranks}"


async def request(parts: Parts) -> str:
    """Return what a model is sent for a question with a photograph."""
    query = QUERIES[2]
    messages = compose(query, parts.retriever().retrieve(query))
    asked = messages[-1]
    images = [f"image {at}: {one.alt}" for at, one in enumerate(asked.images, 1)]
    return "\n".join([*images, "", asked.content])


async def answers(parts: Parts) -> str:
    """Return the answers to five questions."""
    retriever = parts.retriever()
    lines: list[str] = []
    async with chat_model(script=script_over(parts.corpus)) as model:
        for query in QUERIES:
            said = await answer(model, query, retriever.retrieve(query))
            cited = ", ".join(said.cited) or "nothing"
            lines += [f"Q: {_said(query)}", *wrap(f"A: {said.text}", 80, subsequent_indent="   ")]
            lines += [f"   cites {cited}; {said.usage.input_tokens} tokens sent", ""]
    return "\n".join(lines[:-1])


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "providers": providers,
        "spaces": spaces,
        "store": store,
        "retrieval": retrieval,
        "request": request,
        "answers": answers,
        "accuracy": measures.accuracy_by_kind,
        "comparison": measures.comparison,
        "choice": measures.choice,
        "limits": measures.limits,
        "telemetry": measures.reported,
    }
)
"""The name of each step, as the command line takes it."""
