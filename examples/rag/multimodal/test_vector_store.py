"""The store finds the nearest, keeps its word over a file, and refuses what does not belong."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llmkit import ConfigurationError, InvalidRequestError

from examples.rag.multimodal.vector_store import VectorStore


def units(rows: int, seed: int, dimensions: int = 5) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def filled(rows: int, seed: int = 0) -> VectorStore:
    store = VectorStore("space", 5)
    store.add([f"item-{row}" for row in range(rows)], units(rows, seed))
    return store


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(1, 40), k=st.integers(1, 50), seed=st.integers(0, 1000))
def test_nothing_nearer_is_left_out(rows: int, k: int, seed: int) -> None:
    vectors, (query,) = units(rows, seed), units(1, seed + 1)
    hits = filled(rows, seed).search(query, k)
    expected = sorted((vectors @ query).tolist(), reverse=True)[:k]
    np.testing.assert_allclose([hit.score for hit in hits], expected, atol=1e-6)
    assert len({hit.name for hit in hits}) == min(rows, k)


def test_an_item_is_found_by_its_nearest_vector_and_once() -> None:
    store = VectorStore("space", 2)
    store.add(["a", "a", "b"], np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32))
    hits = store.search(np.array([0, 1], dtype=np.float32), 5)
    assert [(hit.name, round(hit.score, 2)) for hit in hits] == [("a", 1.0), ("b", 0.8)]
    assert len(store) == 3


def test_equal_scores_come_in_the_order_of_adding() -> None:
    store = VectorStore("space", 2)
    store.add(["b", "c", "a"], np.array([[1, 0]] * 3, dtype=np.float32))
    assert [hit.name for hit in store.search(np.array([1, 0], np.float32), 2)] == ["b", "c"]


def test_an_empty_store_finds_nothing() -> None:
    assert VectorStore("space", 5).search(units(1, 0)[0], 3) == []


def test_what_was_saved_is_found_again(tmp_path: Path) -> None:
    store, (query,) = filled(6), units(1, 9)
    store.save(tmp_path / "x.npz")
    assert VectorStore.load(tmp_path / "x.npz", space="space").search(query, 3) == store.search(
        query, 3
    )


@pytest.mark.parametrize(
    ("names", "vectors", "said"),
    [
        (["a"], units(2, 0), "1 names for 2 vectors"),
        (["a"], units(1, 0, dimensions=4), "have 5 numbers, not 4"),
        (["a", "b"], np.array([[1, 0, 0, 0, 0], [2, 0, 0, 0, 0]]), "rows 1 do not have"),
        (["a", "b"], np.full((2, 5), np.nan), "rows 0, 1 do not have"),
        (["a"], np.zeros((1, 5)), "rows 0 do not have"),
    ],
)
def test_what_does_not_belong_is_refused_as_a_whole(
    names: list[str], vectors: np.ndarray, said: str
) -> None:
    store = filled(2)
    with pytest.raises(InvalidRequestError, match=said):
        store.add(names, vectors.astype(np.float32))
    assert len(store) == 2


def test_a_query_of_another_space_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="vectors of space have 5 numbers, not 3"):
        filled(2).search(units(1, 0, dimensions=3)[0], 1)
    with pytest.raises(InvalidRequestError, match="k must be at least 1, not 0"):
        filled(2).search(units(1, 0)[0], 0)


def test_a_file_of_another_space_is_refused(tmp_path: Path) -> None:
    filled(2).save(tmp_path / "x.npz")
    with pytest.raises(ConfigurationError, match=r"x\.npz holds vectors of space, not of other"):
        VectorStore.load(tmp_path / "x.npz", space="other")


@pytest.mark.parametrize("content", [None, b"", b"no archive"], ids=["none", "empty", "text"])
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"x\.npz: "):
        VectorStore.load(path, space="space")
