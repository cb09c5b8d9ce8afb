"""Which layout each tensor gets: a name such as Q4_K_M stands for a mixture of layouts.

The rules are those of `src/llama-quant.cpp` in llama.cpp (read at its commit 007dbbf), for models
of the Llama family, and only those that such models meet.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from examples.foundation.quantization_advisor.block_layouts import LAYOUTS, BlockLayout
from examples.foundation.quantization_advisor.model_shape import ModelShape, Role, Tensor

Rule: TypeAlias = Callable[[Tensor, ModelShape], str]
"""Returns the name of the layout for a tensor of a model."""


def layout_of(quantization: str, tensor: Tensor, shape: ModelShape) -> BlockLayout:
    """Return the layout that a quantisation gives to a tensor."""
    # Norms and the choice of experts are tiny, and errors in them reach everything.
    if tensor.role in {Role.NORM, Role.ROUTER}:
        return LAYOUTS["F32"]
    return LAYOUTS[QUANTIZATIONS[quantization](tensor, shape)]


def gets_more_bits(layer: int, layers: int) -> bool:
    """Return whether a layer is among the sensitive ones: first and last eighth, and each third."""
    eighth = layers // 8
    return layer < eighth or layer >= 7 * layers // 8 or (layer - eighth) % 3 == 2


def medium(base: str) -> Rule:
    """Return the rule of Q4_K_M and Q5_K_M: values and down projections get Q6_K in places."""

    def rule(tensor: Tensor, shape: ModelShape) -> str:
        if tensor.role is Role.OUTPUT:
            return "Q6_K"
        if tensor.role in {Role.VALUE, Role.DOWN} and gets_more_bits(tensor.layer, shape.layers):
            return "Q6_K"
        if tensor.role is Role.VALUE and base == "Q4_K" and is_70b(shape):
            return "Q5_K"
        return base

    return rule


def small(tensor: Tensor, shape: ModelShape) -> str:
    """Return the layout that Q3_K_M gives to a tensor."""
    if tensor.role is Role.OUTPUT:
        return "Q6_K"
    if tensor.role is Role.VALUE:
        return "Q5_K" if tensor.layer < 2 or is_70b(shape) else "Q4_K"
    if tensor.role is Role.DOWN:
        return "Q5_K" if tensor.layer < shape.layers // 16 else "Q4_K"
    return "Q4_K" if tensor.role is Role.ATTENTION_OUTPUT else "Q3_K"


def is_70b(shape: ModelShape) -> bool:
    """Return whether llama.cpp would take it for a 70B model, which it tells by its 80 layers."""
    return shape.layers == 80 and shape.heads != shape.kv_heads


def alone(layout: str) -> Rule:
    """Return the rule of a quantisation that stores every matrix alike."""
    return lambda _tensor, _shape: layout


QUANTIZATIONS: Mapping[str, Rule] = MappingProxyType(
    {
        "Q3_K_M": small,
        "Q4_K_M": medium("Q4_K"),
        "Q5_K_M": medium("Q5_K"),
        "Q6_K": alone("Q6_K"),
        "Q8_0": alone("Q8_0"),
        "F16": alone("F16"),
    }
)
"""The quantisations that are compared, the smallest first."""
