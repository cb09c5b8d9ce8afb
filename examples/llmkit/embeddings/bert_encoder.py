"""The forward pass of a BERT encoder in numpy: token numbers in, one vector for each token out.

Devlin and others, "BERT: Pre-training of Deep Bidirectional Transformers" (2019), whose layers are
those of Vaswani and others, "Attention Is All You Need" (2017).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
TokenIds = NDArray[np.int64]
Weights = Mapping[str, Numbers]
"""Tensors under the names that they have in the file of a model."""

_MASKED = np.float32(-1e9)
"""Added to the score of a token that is only padding; its share of the attention becomes 0."""


@dataclass(frozen=True, slots=True)
class BertShape:
    """What the weights do not tell about themselves."""

    layers: int
    heads: int
    epsilon: float
    """Keeps the normalisation of a vector without variance from dividing by 0."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A matrix and a vector: `x W + b`."""

    weight: Numbers
    bias: Numbers

    @classmethod
    def of(cls, weights: Weights, name: str) -> "Linear":
        """Take it from the weights of a model, where the matrix lies the other way round."""
        return cls(np.ascontiguousarray(weights[f"{name}.weight"].T), weights[f"{name}.bias"])

    def __call__(self, values: Numbers) -> Numbers:
        """Return the values, mapped."""
        return np.asarray(values @ self.weight + self.bias)


@dataclass(frozen=True, slots=True)
class LayerNorm:
    """Gives each vector mean 0 and variance 1, and then a learnt scale and shift."""

    scale: Numbers
    shift: Numbers
    epsilon: float

    @classmethod
    def of(cls, weights: Weights, name: str, epsilon: float) -> "LayerNorm":
        """Take it from the weights of a model."""
        return cls(weights[f"{name}.weight"], weights[f"{name}.bias"], epsilon)

    def __call__(self, values: Numbers) -> Numbers:
        """Return the vectors, normalised."""
        centred = values - values.mean(-1, keepdims=True)
        variance = (centred * centred).mean(-1, keepdims=True)
        unit = centred / np.sqrt(variance + np.float32(self.epsilon))
        return np.asarray(unit * self.scale + self.shift)


@dataclass(frozen=True, slots=True)
class Attention:
    """Lets each token take from the others, as much as its query fits their keys."""

    heads: int
    query: Linear
    key: Linear
    value: Linear
    output: Linear

    def __call__(self, tokens: Numbers, mask: Numbers) -> Numbers:
        """Return for each token the mixture of values that it attends to."""
        texts, length, width = tokens.shape
        query, key, value = (
            part(tokens).reshape(texts, length, self.heads, -1).transpose(0, 2, 1, 3)
            for part in (self.query, self.key, self.value)
        )
        scale = np.float32(1 / math.sqrt(width // self.heads))
        scores = query @ key.transpose(0, 1, 3, 2) * scale + mask
        mixed = softmax(scores) @ value
        return self.output(mixed.transpose(0, 2, 1, 3).reshape(texts, length, width))


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention, then a small network on each token; what goes in is added to what comes out."""

    attention: Attention
    after_attention: LayerNorm
    widen: Linear
    narrow: Linear
    after_network: LayerNorm

    @classmethod
    def of(cls, weights: Weights, name: str, shape: BertShape) -> "Layer":
        """Take it from the weights of a model."""
        parts = [
            Linear.of(weights, f"{name}.attention.{part}")
            for part in ("self.query", "self.key", "self.value", "output.dense")
        ]
        return cls(
            Attention(shape.heads, *parts),
            LayerNorm.of(weights, f"{name}.attention.output.LayerNorm", shape.epsilon),
            Linear.of(weights, f"{name}.intermediate.dense"),
            Linear.of(weights, f"{name}.output.dense"),
            LayerNorm.of(weights, f"{name}.output.LayerNorm", shape.epsilon),
        )

    def __call__(self, tokens: Numbers, mask: Numbers) -> Numbers:
        """Return the tokens after this layer."""
        tokens = self.after_attention(tokens + self.attention(tokens, mask))
        return self.after_network(tokens + self.narrow(gelu(self.widen(tokens))))


class BertEncoder:
    """All layers, one after the other.

    Args:
        weights: The tensors of a model; float32.
        shape: How many layers and heads it has.
    """

    def __init__(self, weights: Weights, shape: BertShape) -> None:
        self._words = weights["embeddings.word_embeddings.weight"]
        self._positions = weights["embeddings.position_embeddings.weight"]
        # There are two types, for tasks with pairs of texts. A text alone is of the first.
        self._type = weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = LayerNorm.of(weights, "embeddings.LayerNorm", shape.epsilon)
        self._layers = [
            Layer.of(weights, f"encoder.layer.{number}", shape) for number in range(shape.layers)
        ]

    @property
    def width(self) -> int:
        """How many numbers the vector of a token has."""
        return int(self._words.shape[1])

    def __call__(self, ids: TokenIds, attended: NDArray[np.bool_]) -> Numbers:
        """Return a vector for each token, in the light of the others of its text.

        Args:
            ids: The number of each token; texts are rows, of one length through padding.
            attended: Which tokens are there, and not only padding.
        """
        tokens = self._words[ids] + self._positions[: ids.shape[1]] + self._type
        tokens = self._norm(tokens)
        mask = np.where(attended, np.float32(0), _MASKED)[:, None, None, :]
        for layer in self._layers:
            tokens = layer(tokens, mask)
        return tokens


def softmax(scores: Numbers) -> Numbers:
    """Return shares that add up to 1, by the last axis."""
    # Without the largest taken away, the exponential of a high score would be infinite.
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def gelu(values: Numbers) -> Numbers:
    """Return the Gaussian error linear unit: Hendrycks and Gimpel (2016), in its exact form."""
    return np.float32(0.5) * values * (1 + erf(values * np.float32(1 / math.sqrt(2))))


def erf(values: Numbers) -> Numbers:
    """Return the error function, which numpy lacks, with an error below 0.0000005 in float32.

    Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), formula 7.1.26.
    """
    size = np.abs(values)
    step = 1 / (1 + np.float32(0.3275911) * size)
    sum_of_powers = np.zeros_like(size)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        sum_of_powers = (sum_of_powers + np.float32(factor)) * step
    return np.asarray(np.sign(values) * (1 - sum_of_powers * np.exp(-size * size)))
