"""What the package finds, as tables: layouts, sizes, cache, speed, errors, rules, advice."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from examples.foundation.quantization_advisor.block_codec import BlockCodec
from examples.foundation.quantization_advisor.block_layouts import LAYOUTS
from examples.foundation.quantization_advisor.measure_error import measure, seeded_weights
from examples.foundation.quantization_advisor.memory import (
    GIB,
    bits_per_weight,
    bytes_read_per_token,
    kv_bytes_per_token,
    weight_bytes,
)
from examples.foundation.quantization_advisor.model_shape import ModelShape, read_models
from examples.foundation.quantization_advisor.published import read_published
from examples.foundation.quantization_advisor.quantization_advisor import (
    NothingFitsError,
    Wish,
    compare,
    recommend,
)
from examples.foundation.quantization_advisor.rules_of_thumb import RULES, checked, saving
from examples.foundation.quantization_advisor.track_memory import held_by

CASES = (
    ("qwen3-8b", 8, Wish.QUALITY, 8192),
    ("qwen3-8b", 16, Wish.SPEED, 8192),
    ("qwen3-8b", 16, Wish.BALANCED, 8192),
    ("qwen3-8b", 16, Wish.QUALITY, 8192),
    ("qwen3-30b-a3b", 16, Wish.BALANCED, 8192),
    ("qwen3-30b-a3b", 18, Wish.BALANCED, 8192),
    ("qwen3-30b-a3b", 24, Wish.BALANCED, 8192),
    ("llama-3.3-70b", 32, Wish.SPEED, 8192),
    ("llama-3.3-70b", 64, Wish.QUALITY, 32768),
)
"""Machines and wishes: the model, GiB of memory, the wish, tokens of context."""


def layouts() -> str:
    """Return how many bits each layout takes, and for what."""
    return "\n".join(
        f"{each.name:<5} {each.bits_per_weight:7.4f} bits  {each.bytes:>3} bytes for "
        f"{each.weights:>3} weights: "
        + ", ".join(f"{field} {size}" for field, size in each.fields.items())
        for each in LAYOUTS.values()
    )


def against_published() -> str:
    """Return our bits and sizes beside those that llama.cpp publishes."""
    table = read_published()
    shape = read_models()[table.model]
    lines = [f"{table.model}         computed           published"]
    for row in table.rows:
        gib = weight_bytes(shape, row.quantization) / GIB
        lines.append(
            f"{row.quantization:<8} {bits_per_weight(shape, row.quantization):8.4f} bits "
            f"{gib:6.2f} GiB {row.bits_per_weight:8.4f} bits {row.gib:6.2f} GiB"
        )
    return "\n".join(lines)


def cache() -> str:
    """Return what the context takes, by model."""
    lines = ["model            a token      8,192     32,768  and with Q8_0"]
    for name, shape in read_models().items():
        token, small = kv_bytes_per_token(shape), kv_bytes_per_token(shape, "Q8_0")
        lines.append(
            f"{name:<14} {token / 1024:5.0f} KiB {8192 * token / GIB:6.2f} GiB "
            f"{32768 * token / GIB:6.2f} GiB {32768 * small / GIB:10.2f} GiB"
        )
    return "\n".join(lines)


def side_by_side() -> str:
    """Return every quantisation of one model on a machine with 16 GiB."""
    lines = ["qwen3-8b    bits  weights  + cache + reserve   of 16 GiB   read a token"]
    for each in compare(read_models()["qwen3-8b"], 16 * GIB):
        left = f"{each.left / GIB:.1f} left" if each.fits else f"{-each.left / GIB:.1f} short"
        lines.append(
            f"{each.quantization:<8} {each.bits:7.2f} {each.memory.weights / GIB:8.2f} "
            f"{each.memory.kv_cache / GIB:8.2f} {each.memory.reserve / GIB:9.2f} {left:>12} "
            f"{each.read_per_token / GIB:9.2f} GiB"
        )
    return "\n".join(lines)


def recommendations() -> str:
    """Return what is recommended for some machines and wishes."""
    models = read_models()
    return "\n".join(advice(models[name], ram, wish, context) for name, ram, wish, context in CASES)


def advice(shape: ModelShape, ram: int, wish: Wish, context: int) -> str:
    """Return a recommendation in words.

    Args:
        shape: The model.
        ram: Memory in GiB.
        wish: What matters most.
        context: Tokens of the longest conversation.
    """
    asked = f"{shape.name}, {ram} GiB, {wish}, {context:,} tokens"
    try:
        found = recommend(shape, ram * GIB, wish, context=context)
    except NothingFitsError as error:
        return f"{asked}\n  nothing fits: {error}"
    said = (
        f"{asked}\n  {found.option.quantization}: {found.reason}; "
        f"up to {found.longest_context:,} tokens"
    )
    return f"{said}\n  caution: {found.caution}" if found.caution else said


def errors() -> str:
    """Return what was measured on the seeded matrix."""
    lines = ["codes   block   bits/weight      KiB   weights off   product off"]
    for each in measure(seeded_weights()):
        block = f"{each.codec.block:,}"
        lines.append(
            f"{each.codec.bits} bits {block:>8} {each.codec.bits_per_weight:10.4f} "
            f"{each.size / 1024:11.1f} {each.weight_error:11.2%} {each.product_error:13.2%}"
        )
    return "\n".join(lines)


def tracked() -> str:
    """Return what the matrix is computed to take, and what is really held."""
    weights, codec = seeded_weights(), BlockCodec(4, 32)
    packed = codec.encode(weights)
    rows = [
        ("float32", 32.0, held_by(lambda: weights.astype(np.float32))),
        ("float16", 16.0, held_by(lambda: weights.astype(np.float16))),
        ("4 bits, packed", codec.bits_per_weight, held_by(lambda: codec.encode(weights))),
        ("4 bits, unpacked again", 32.0, held_by(lambda: codec.decode(packed))),
    ]
    lines = []
    for what, bits, took in rows:
        computed = bits * weights.size / 8
        share = took.held / computed
        lines.append(f"{what:<24}{computed / 1024:7.0f} KiB computed {share:6.0%} of it held")
    return "\n".join(lines)


def speed() -> str:
    """Return what llama.cpp's published speeds mean in bytes read a second."""
    table = read_published()
    shape = read_models()[table.model]
    lines = [f"{table.model}     read a token    published speed    read a second"]
    for row in table.rows:
        read = bytes_read_per_token(shape, row.quantization) / GIB
        lines.append(
            f"{row.quantization:<8} {read:16.2f} GiB {row.tokens_per_second:9.2f} tokens/s "
            f"{read * row.tokens_per_second:11.0f} GiB"
        )
    return "\n".join(lines)


def rules() -> str:
    """Return the rules of thumb beside what can be computed."""
    models = read_models()
    lines = ["rule  is said to save   saves   is said to lose"]
    for rule in RULES:
        span = f"{rule.smaller[0]:.0%} to {rule.smaller[1]:.0%}" if rule.smaller else "nothing"
        saved = saving(models["qwen3-8b"], rule.quantization)
        lines.append(f"{rule.name:<5} {span:<15} {saved:7.1%}   {rule.quality}")
    lines.append("\nrule  model            said    computed   room for   needed")
    lines += [
        f"{each.rule.name:<5} {each.model:<14} {each.said_gb:4.1f} GB {each.computed_gb:8.1f} GB "
        f"{each.bits_left:6.2f} bits {each.bits_needed:6.2f} bits"
        for each in checked(models)
    ]
    return "\n".join(lines)


STEPS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "layouts": layouts,
        "against_published": against_published,
        "cache": cache,
        "side_by_side": side_by_side,
        "recommendations": recommendations,
        "errors": errors,
        "tracked": tracked,
        "speed": speed,
        "rules": rules,
    }
)
"""The steps by name, in the order of the guide."""
