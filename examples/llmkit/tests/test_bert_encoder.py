import math

import numpy as np
import pytest

from llmkit.embeddings.bert_encoder import BertEncoder, BertShape, LayerNorm, erf, gelu, softmax

WIDTH, LAYERS = 8, 2
NAMES = ("attention.self.query", "attention.self.key", "attention.self.value")


def small_model(seed: int = 0) -> BertEncoder:
    draw = np.random.default_rng(seed)
    weights: dict[str, np.ndarray] = {
        "embeddings.word_embeddings.weight": draw.normal(size=(20, WIDTH)),
        "embeddings.position_embeddings.weight": draw.normal(size=(12, WIDTH)),
        "embeddings.token_type_embeddings.weight": draw.normal(size=(2, WIDTH)),
    }
    linear = dict.fromkeys((*NAMES, "attention.output.dense"), (WIDTH, WIDTH))
    linear |= {"intermediate.dense": (4 * WIDTH, WIDTH), "output.dense": (WIDTH, 4 * WIDTH)}
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        start = f"encoder.layer.{layer}"
        norms += [f"{start}.attention.output.LayerNorm", f"{start}.output.LayerNorm"]
        for name, size in linear.items():
            weights[f"{start}.{name}.weight"] = draw.normal(size=size)
            weights[f"{start}.{name}.bias"] = draw.normal(size=size[0])
    for name in norms:
        weights[f"{name}.weight"] = np.ones(WIDTH)
        weights[f"{name}.bias"] = np.zeros(WIDTH)
    single = {name: value.astype(np.float32) for name, value in weights.items()}
    return BertEncoder(single, BertShape(layers=LAYERS, heads=2, epsilon=1e-12))


def test_padding_changes_nothing_for_the_tokens_before_it() -> None:
    model = small_model()
    ids = np.array([[3, 7, 5]])
    alone = model(ids, np.ones((1, 3), dtype=bool))
    # Whatever stands in the padding, it must not be looked at.
    padded = np.array([[3, 7, 5, 0, 0], [3, 7, 5, 9, 11]])
    mask = np.array([[True] * 3 + [False] * 2] * 2)
    for row in model(padded, mask):
        np.testing.assert_allclose(row[:3], alone[0], atol=1e-5)


def test_what_is_not_padding_is_looked_at() -> None:
    model = small_model()
    some, others = model(np.array([[3, 7, 5], [3, 7, 6]]), np.ones((2, 3), dtype=bool))
    assert np.abs(some[0] - others[0]).max() > 0.01


def test_the_order_of_tokens_matters() -> None:
    model = small_model()
    forth, back = model(np.array([[3, 7], [7, 3]]), np.ones((2, 2), dtype=bool))
    assert np.abs(forth[0] - back[1]).max() > 0.01


def test_vectors_come_out_normalised() -> None:
    model = small_model()
    tokens = model(np.array([[1, 2, 3]]), np.ones((1, 3), dtype=bool))
    assert tokens.shape == (1, 3, model.width)
    assert tokens.dtype == np.float32
    np.testing.assert_allclose(tokens.mean(-1), 0, atol=1e-6)
    np.testing.assert_allclose(tokens.var(-1), 1, atol=1e-4)


@pytest.mark.parametrize("value", [-4.0, -1.0, -0.2, 0.0, 0.3, 1.5, 5.0])
def test_functions_agree_with_the_standard_library(value: float) -> None:
    values = np.array([value], dtype=np.float32)
    assert erf(values)[0] == pytest.approx(math.erf(value), abs=5e-7)
    expected = 0.5 * value * (1 + math.erf(value / math.sqrt(2)))
    assert gelu(values)[0] == pytest.approx(expected, abs=2e-6)


def test_shares_of_high_scores_stay_finite() -> None:
    shares = softmax(np.array([1000.0, 1000.0, -1000.0], dtype=np.float32))
    np.testing.assert_allclose(shares, [0.5, 0.5, 0.0])


def test_a_vector_without_variance_is_no_division_by_zero() -> None:
    norm = LayerNorm(np.ones(3, np.float32), np.zeros(3, np.float32), 1e-12)
    np.testing.assert_array_equal(norm(np.full((1, 3), 2, np.float32)), np.zeros((1, 3)))
