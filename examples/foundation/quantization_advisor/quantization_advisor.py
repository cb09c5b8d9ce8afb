"""Recommend a quantisation: the one with most bits that fits, under the ceiling of a wish."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from examples.foundation.quantization_advisor.memory import (
    GIB,
    Memory,
    bits_per_weight,
    bytes_read_per_token,
    kv_bytes_per_token,
    memory_of,
)
from examples.foundation.quantization_advisor.model_shape import ModelShape
from examples.foundation.quantization_advisor.quantizations import QUANTIZATIONS

DEFAULT_CONTEXT = 8192
"""Tokens: a long conversation, or a question about some twenty pages."""
DEFAULT_RESERVE = 2 * GIB
"""An assumption; look at what your machine uses before the model is loaded."""
FEW_BITS = 4.5
"""Below this average, try the next smaller model before a smaller quantisation."""


class Wish(StrEnum):
    """What matters most when not everything can be had."""

    SPEED = "speed"
    BALANCED = "balanced"
    QUALITY = "quality"


CEILING: Mapping[Wish, str] = MappingProxyType(
    {Wish.SPEED: "Q4_K_M", Wish.BALANCED: "Q5_K_M", Wish.QUALITY: "F16"}
)
"""The most bits that each wish allows. More bits are slower, for each token reads all of them."""


@dataclass(frozen=True, slots=True)
class Option:
    """A model in one quantisation, on a machine with so much memory."""

    quantization: str
    bits: float
    """Bits for each weight, on average."""
    memory: Memory
    read_per_token: int
    """Bytes of weights that are read for each token."""
    left: int
    """Bytes that are left; below 0 it does not fit."""

    @property
    def fits(self) -> bool:
        """Whether the machine has enough memory."""
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to take, and why."""

    option: Option
    reason: str
    caution: str
    """What to think about before taking it; empty if nothing."""
    longest_context: int
    """The most tokens for which it would still fit, up to what the model was trained for."""


class NothingFitsError(ValueError):
    """No quantisation fits; the message says by how much, and what would."""


def compare(
    shape: ModelShape,
    ram: int,
    *,
    context: int = DEFAULT_CONTEXT,
    reserve: int = DEFAULT_RESERVE,
    kv_layout: str = "F16",
) -> list[Option]:
    """Return every quantisation of a model side by side, the smallest first.

    Args:
        shape: The model.
        ram: Bytes of memory that the model can have; on a graphics card, those of the card.
        context: Tokens of the longest conversation.
        reserve: Bytes to keep free for everything else.
        kv_layout: How the cache of the context is kept.

    Raises:
        ValueError: The context is longer than the model was trained for, or below 1.
    """
    if not 1 <= context <= shape.context:
        raise ValueError(f"{shape.name} takes from 1 to {shape.context:,} tokens, not {context:,}")
    options = []
    for name in QUANTIZATIONS:
        need = memory_of(shape, name, context=context, reserve=reserve, kv_layout=kv_layout)
        read = bytes_read_per_token(shape, name)
        options.append(Option(name, bits_per_weight(shape, name), need, read, ram - need.total))
    return options


def recommend(
    shape: ModelShape,
    ram: int,
    wish: Wish = Wish.BALANCED,
    *,
    context: int = DEFAULT_CONTEXT,
    reserve: int = DEFAULT_RESERVE,
) -> Recommendation:
    """Return the quantisation with most bits that fits and that the wish allows.

    Args:
        shape: The model.
        ram: Bytes of memory that the model can have.
        wish: What matters most.
        context: Tokens of the longest conversation.
        reserve: Bytes to keep free for everything else.

    Raises:
        NothingFitsError: Not even the smallest fits.
    """
    options = compare(shape, ram, context=context, reserve=reserve)
    names = [option.quantization for option in options]
    allowed = options[: names.index(CEILING[wish]) + 1]
    fitting = [option for option in allowed if option.fits]
    if not fitting:
        raise NothingFitsError(_what_would_fit(shape, options[0], ram, context))
    best = fitting[-1]
    return Recommendation(
        best, _reason(best, allowed, wish), _caution(best), _longest_context(shape, best, ram)
    )


def _reason(best: Option, allowed: list[Option], wish: Wish) -> str:
    if best is allowed[-1]:
        return f"it is the ceiling of the wish {wish} and fits"
    following = allowed[allowed.index(best) + 1]
    lacking = -following.left / GIB
    return f"it has most bits of those that fit; {following.quantization} lacks {lacking:.1f} GiB"


def _caution(best: Option) -> str:
    if best.bits < FEW_BITS:
        return f"it has {best.bits:.1f} bits a weight; try a smaller model in Q4_K_M beside it"
    if best.left < GIB:
        return f"only {best.left / GIB:.1f} GiB are left; watch the memory while it answers"
    return ""


def _longest_context(shape: ModelShape, best: Option, ram: int) -> int:
    free = ram - best.memory.weights - best.memory.reserve
    return min(free // kv_bytes_per_token(shape), shape.context)


def _what_would_fit(shape: ModelShape, smallest: Option, ram: int, context: int) -> str:
    short = f"{shape.name} in {smallest.quantization} lacks {-smallest.left / GIB:.1f} GiB"
    tokens = _longest_context(shape, smallest, ram)
    if tokens >= 1:
        return f"{short} with {context:,} tokens of context; {tokens:,} tokens would fit"
    return f"{short}; take a model with fewer parameters"
