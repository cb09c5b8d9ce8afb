"""Figures that go around about quantisation, held against what the layouts say.

The sizes and savings can be computed, so they are checked. The losses of quality cannot: nobody
says with them which model lost how much of what in which test. They are quoted for what they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from examples.foundation.quantization_advisor.memory import GB, bits_per_weight, weight_bytes
from examples.foundation.quantization_advisor.model_shape import ModelShape


@dataclass(frozen=True, slots=True)
class RuleOfThumb:
    """What is said of a quantisation."""

    name: str
    quantization: str
    """The one that it is mostly said of."""
    smaller: tuple[float, float] | None
    """By how much the file shrinks against 16 bits, as shares from and to."""
    quality: str
    """What is said of the quality."""
    gigabytes: Mapping[str, float]
    """The memory that tables give, by model, in GB."""


RULES = (
    RuleOfThumb(
        "Q4",
        "Q4_K_M",
        (0.60, 0.75),
        "minimal loss",
        {"qwen3-8b": 4.4, "qwen3-30b-a3b": 13.0, "llama-3.3-70b": 30.0},
    ),
    RuleOfThumb(
        "Q5",
        "Q5_K_M",
        (0.50, 0.60),
        "less than 5 % loss",
        {"qwen3-8b": 5.5, "qwen3-30b-a3b": 16.0, "llama-3.3-70b": 38.0},
    ),
    RuleOfThumb(
        "Q8",
        "Q8_0",
        (0.40, 0.50),
        "less than 2 % loss",
        {"qwen3-8b": 8.5, "qwen3-30b-a3b": 24.0, "llama-3.3-70b": 56.0},
    ),
    RuleOfThumb("FP16", "F16", None, "no loss, the slowest", {"qwen3-8b": 16.0}),
)
"""Rules that you meet in tables for people who run models at home."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure of memory beside the computed one."""

    rule: RuleOfThumb
    model: str
    said_gb: float
    computed_gb: float
    bits_left: float
    """The bits for each weight that the figure leaves room for."""
    bits_needed: float


def saving(shape: ModelShape, quantization: str) -> float:
    """Return by which share a model gets smaller than in 16 bits."""
    return 1 - weight_bytes(shape, quantization) / weight_bytes(shape, "F16")


def checked(models: Mapping[str, ModelShape]) -> Iterator[Checked]:
    """Yield every figure of memory with the computed one."""
    for rule in RULES:
        for model, said in rule.gigabytes.items():
            shape = models[model]
            yield Checked(
                rule,
                model,
                said,
                weight_bytes(shape, rule.quantization) / GB,
                8 * said * GB / shape.parameters,
                bits_per_weight(shape, rule.quantization),
            )
