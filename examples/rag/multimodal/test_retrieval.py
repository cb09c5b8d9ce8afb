"""Rankings are brought together, and a photograph leads to passages."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from llmkit import ConfigurationError, Image, InvalidRequestError
from llmkit.embeddings import HashingEmbedder
from llmkit.testing import plain_image

from examples.rag.multimodal.assemble import Parts, assemble
from examples.rag.multimodal.drawings import as_image, photograph
from examples.rag.multimodal.fusion import fuse
from examples.rag.multimodal.recorder import Recorder
from examples.rag.multimodal.retriever import Query, RetrievalSettings, Retriever


@pytest.mark.parametrize(
    ("rankings", "expected"),
    [
        ([], []),
        ([["a", "b"]], ["a", "b"]),
        ([["a", "b"], ["b", "c"]], ["b", "a", "c"]),
        # Twice in the second place is worth more than once in the first.
        ([["a", "b"], ["c", "b"]], ["b", "a", "c"]),
        ([["b"], ["a"]], ["a", "b"]),
    ],
)
def test_ranks_are_added_up(rankings: list[list[str]], expected: list[str]) -> None:
    assert list(fuse(rankings)) == expected


def test_the_sum_is_that_of_reciprocal_ranks() -> None:
    assert fuse([["a", "b"], ["b"]], constant=1) == pytest.approx({"b": 1 / 3 + 1 / 2, "a": 1 / 2})


def names_of(retriever: Retriever, text: str = "", photo: Image | None = None) -> list[str]:
    return [one.item.name for one in retriever.retrieve(Query(text, photo))]


def sign(name: str) -> Image:
    return as_image(photograph(name))


@pytest.mark.parametrize(
    ("text", "photo", "found"),
    [
        ("Can I come with a dog?", None, "dogs"),
        ("How much rain falls in August?", None, "chart-rain"),
        ("", "sign-ridge", "sign-ridge"),
        ("", "sign-glacier", "glacier-route"),
        ("How long does it take?", "sign-lake", "lake-trail"),
        ("Is bathing allowed?", "scene-lake", "lake-trail"),
    ],
)
def test_each_kind_of_question_finds_each_kind_of_content(
    parts: Parts, text: str, photo: str | None, found: str
) -> None:
    image = sign(photo) if photo else None
    assert found in names_of(parts.retriever(), text, image)


def test_without_the_bridge_a_photograph_leads_to_pictures_alone(parts: Parts) -> None:
    photo = sign("sign-lake")
    plain = names_of(parts.retriever(RetrievalSettings(bridge=False)), photo=photo)
    assert plain[0] == "sign-lake"
    assert not {"lake-trail"} & set(plain)
    assert "lake-trail" in names_of(parts.retriever(), photo=photo)


def test_what_was_found_says_by_which_ranking(parts: Parts) -> None:
    query = Query("How long is the walk?", sign("sign-lake"))
    (first, *_) = parts.retriever().retrieve(query)
    assert first.item.name == "sign-lake"
    assert first.ranks["looks"] == first.ranks["bridge"] == 1
    assert first.fused == pytest.approx(sum(1 / (60 + rank) for rank in first.ranks.values()))


@pytest.mark.parametrize("k", [1, 2, 7])
def test_no_more_is_returned_than_asked_for(parts: Parts, k: int) -> None:
    assert len(names_of(parts.retriever(RetrievalSettings(k=k)), "water")) == k


def test_settings_that_find_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="k must be at least 1, not 0"):
        RetrievalSettings(k=0)
    with pytest.raises(ValueError, match="words_depth must be at least 1, not -1"):
        RetrievalSettings(words_depth=-1)
    with pytest.raises(ValueError, match="looks_depth must be at least 1, not 0"):
        RetrievalSettings(looks_depth=0)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_query_for_nothing_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError, match="give a text, a photograph or both"):
        Query(text)


def test_embedders_that_did_not_make_the_index_are_refused(parts: Parts) -> None:
    with pytest.raises(ConfigurationError) as told:
        Retriever(parts.index, HashingEmbedder(384), parts.images)
    assert told.value.detail == (
        "the index holds vectors of all-MiniLM-L6-v2, the queries would be of hashing-384"
    )


def test_the_parts_can_be_others() -> None:
    hashing = assemble(HashingEmbedder(1024))
    assert names_of(hashing.retriever(), "soup at noon")[0] == "meals"


def test_an_image_unlike_all_still_finds_something(parts: Parts) -> None:
    photo = plain_image(30, 30, colour=(255, 0, 255))
    assert len(names_of(parts.retriever(), photo=photo)) == 4


def test_threads_may_share_a_retriever(parts: Parts) -> None:
    retriever, photo = parts.retriever(), sign("sign-ridge")
    expected = names_of(retriever, "How far?", photo)
    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda _: names_of(retriever, "How far?", photo), range(12))
    assert list(results) == [expected] * 12


def test_a_retrieval_is_reported_with_its_embeddings(parts: Parts) -> None:
    recorder = Recorder()
    parts.watched(recorder).retrieve(Query("How far?", sign("sign-ridge")))
    assert recorder.span_lines() == [
        "rag.retrieve",
        "  embeddings all-MiniLM-L6-v2",
        "  embeddings pixel-features",
        "  embeddings all-MiniLM-L6-v2",
    ]
    lines = "\n".join(recorder.metric_lines())
    assert "gen_ai.client.operation.duration embeddings local pixel-features: 1 measured" in lines
    assert "llmkit.rag.retrieval.top_score looks: 1 measured" in lines


def test_a_photograph_that_is_damaged_is_counted_as_a_failure(parts: Parts) -> None:
    recorder = Recorder()
    damaged = Image(sign("sign-lake").data[:300], "image/png")
    with pytest.raises(InvalidRequestError, match="cannot be decoded"):
        parts.watched(recorder).retrieve(Query(photo=damaged))
    assert any("invalid_image" in line for line in recorder.metric_lines())
