"""Sizes against published ones, what is recommended for whom, and what the guide shows."""

from pathlib import Path

import pytest
from llmkit.testing import run_program
from pydantic import ValidationError

from examples.foundation.quantization_advisor.block_layouts import LAYOUTS
from examples.foundation.quantization_advisor.memory import (
    GIB,
    bits_per_weight,
    bytes_read_per_token,
    kv_bytes_per_token,
    memory_of,
    weight_bytes,
)
from examples.foundation.quantization_advisor.model_shape import (
    ModelShape,
    Role,
    Tensor,
    read_models,
)
from examples.foundation.quantization_advisor.published import read_published
from examples.foundation.quantization_advisor.quantization_advisor import (
    CEILING,
    NothingFitsError,
    Wish,
    compare,
    recommend,
)
from examples.foundation.quantization_advisor.quantizations import (
    QUANTIZATIONS,
    gets_more_bits,
    layout_of,
    medium,
)
from examples.foundation.quantization_advisor.rules_of_thumb import RULES, checked, saving
from examples.foundation.quantization_advisor.show_steps import STEPS

HERE = Path(__file__).parent
MODELS = read_models()
QWEN = MODELS["qwen3-8b"]


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


# Shapes


@pytest.mark.parametrize("name", MODELS)
def test_the_shape_gives_the_number_of_parameters_that_the_card_names(name: str) -> None:
    shape = read_models()[name]
    assert f"{shape.parameters / 1e9:.1f}B" == shape.published


@pytest.mark.parametrize(
    "change", [{"layers": 0}, {"layers": "many"}, {"head_size": -1}, {"flavour": 1}]
)
def test_a_shape_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ModelShape.model_validate({**QWEN.model_dump(), **change})


def test_experts_at_rest_are_stored_and_not_read() -> None:
    experts = MODELS["qwen3-30b-a3b"]
    stored, read = weight_bytes(experts, "Q4_K_M"), bytes_read_per_token(experts, "Q4_K_M")
    assert read < stored / 8
    assert read < bytes_read_per_token(QWEN, "Q4_K_M") / 2


# Layouts and quantisations


@pytest.mark.parametrize(
    ("layout", "size", "bits"),
    [
        ("F32", 4, 32.0),
        ("F16", 2, 16.0),
        ("Q8_0", 34, 8.5),
        ("Q6_K", 210, 6.5625),
        ("Q5_K", 176, 5.5),
        ("Q4_K", 144, 4.5),
        ("Q3_K", 110, 3.4375),
    ],
)
def test_a_block_has_the_size_of_the_struct_in_llama_cpp(
    layout: str, size: int, bits: float
) -> None:
    assert (LAYOUTS[layout].bytes, LAYOUTS[layout].bits_per_weight) == (size, bits)


@pytest.mark.parametrize("quantization", ["Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0", "F16"])
def test_bits_and_sizes_are_those_that_llama_cpp_publishes(quantization: str) -> None:
    table = read_published()
    shape = read_models()[table.model]
    (row,) = [each for each in table.rows if each.quantization == quantization]
    assert round(bits_per_weight(shape, row.quantization), 4) == row.bits_per_weight
    assert round(weight_bytes(shape, row.quantization) / GIB, 2) == row.gib


def test_the_layers_with_more_bits_are_the_first_and_last_eighth_and_each_third() -> None:
    layers = [layer for layer in range(32) if gets_more_bits(layer, 32)]
    assert layers == [0, 1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 28, 29, 30, 31]


@pytest.mark.parametrize(
    ("quantization", "role", "layer", "layout"),
    [
        ("Q4_K_M", Role.OUTPUT, 0, "Q6_K"),
        ("Q4_K_M", Role.EMBEDDING, 0, "Q4_K"),
        ("Q4_K_M", Role.DOWN, 0, "Q6_K"),
        ("Q4_K_M", Role.DOWN, 5, "Q4_K"),
        ("Q4_K_M", Role.NORM, 5, "F32"),
        ("Q5_K_M", Role.VALUE, 5, "Q5_K"),
        ("Q3_K_M", Role.OUTPUT, 0, "Q6_K"),
        ("Q3_K_M", Role.VALUE, 1, "Q5_K"),
        ("Q3_K_M", Role.VALUE, 2, "Q4_K"),
        ("Q3_K_M", Role.DOWN, 1, "Q5_K"),
        ("Q3_K_M", Role.DOWN, 2, "Q4_K"),
        ("Q3_K_M", Role.ATTENTION_OUTPUT, 2, "Q4_K"),
        ("Q3_K_M", Role.UP, 2, "Q3_K"),
        ("F16", Role.UP, 2, "F16"),
        ("F16", Role.ROUTER, 2, "F32"),
    ],
)
def test_a_mixture_treats_tensors_by_their_role_and_layer(
    quantization: str, role: Role, layer: int, layout: str
) -> None:
    assert layout_of(quantization, Tensor(role, layer, 256), QWEN).name == layout


def test_the_rule_of_a_medium_mixture_is_made_for_its_base() -> None:
    for base in ("Q4_K", "Q5_K"):
        assert medium(base)(Tensor(Role.UP, 5, 256), QWEN) == base


def test_the_values_of_a_70b_model_get_a_bit_more() -> None:
    large = MODELS["llama-3.3-70b"]
    for quantization in ("Q3_K_M", "Q4_K_M"):
        assert layout_of(quantization, Tensor(Role.VALUE, 11, 256), large).name == "Q5_K"


@pytest.mark.parametrize("name", MODELS)
def test_more_bits_are_more_bytes_in_every_way(name: str) -> None:
    shape = MODELS[name]
    for count in (weight_bytes, bytes_read_per_token):
        sizes = [count(shape, quantization) for quantization in QUANTIZATIONS]
        assert sizes == sorted(set(sizes))


# The cache


def test_a_token_keeps_a_key_and_a_value_for_each_head_of_each_layer() -> None:
    assert kv_bytes_per_token(QWEN) == 2 * 36 * 8 * 128 * 2
    assert kv_bytes_per_token(QWEN, "Q8_0") == 2 * 36 * 8 * 128 * 34 // 32


def test_the_cache_grows_with_the_context_and_the_weights_do_not() -> None:
    short = memory_of(QWEN, "Q4_K_M", context=1000, reserve=0)
    long = memory_of(QWEN, "Q4_K_M", context=2000, reserve=0)
    assert long.kv_cache == 2 * short.kv_cache
    assert long.weights == short.weights
    assert long.total == long.weights + long.kv_cache


# Recommendations


@pytest.mark.parametrize(
    ("name", "ram", "wish", "quantization"),
    [
        ("qwen3-8b", 8, Wish.QUALITY, "Q4_K_M"),
        ("qwen3-8b", 16, Wish.SPEED, "Q4_K_M"),
        ("qwen3-8b", 16, Wish.BALANCED, "Q5_K_M"),
        ("qwen3-8b", 16, Wish.QUALITY, "Q8_0"),
        ("qwen3-8b", 64, Wish.SPEED, "Q4_K_M"),
        ("qwen3-8b", 64, Wish.QUALITY, "F16"),
        ("qwen3-8b", 7, Wish.SPEED, "Q3_K_M"),
        ("llama-3.3-70b", 64, Wish.QUALITY, "Q6_K"),
    ],
)
def test_it_recommends_the_most_bits_that_fit_and_that_the_wish_allows(
    name: str, ram: int, wish: Wish, quantization: str
) -> None:
    found = recommend(MODELS[name], ram * GIB, wish)
    assert found.option.quantization == quantization
    assert found.option.memory.total + found.option.left == ram * GIB


def test_few_bits_and_little_room_are_cautioned_against() -> None:
    assert "try a smaller model" in recommend(QWEN, 7 * GIB).caution
    assert "0.2 GiB are left" in recommend(QWEN, 8 * GIB).caution
    assert recommend(QWEN, 16 * GIB).caution == ""


def test_the_longest_context_really_fits_and_one_token_more_does_not() -> None:
    found = recommend(QWEN, 8 * GIB)
    longest = found.longest_context
    fits = compare(QWEN, 8 * GIB, context=longest)
    too_long = compare(QWEN, 8 * GIB, context=longest + 1)
    place = list(QUANTIZATIONS).index(found.option.quantization)
    assert fits[place].fits
    assert not too_long[place].fits


def test_with_room_to_spare_the_model_limits_the_context() -> None:
    assert recommend(QWEN, 64 * GIB).longest_context == QWEN.context


@pytest.mark.parametrize(
    ("name", "ram", "said"),
    [
        ("qwen3-30b-a3b", 16, "lacks 0.4 GiB with 8,192 tokens of context; 3,321 tokens would fit"),
        ("llama-3.3-70b", 32, "lacks 4.4 GiB; take a model with fewer parameters"),
    ],
)
def test_where_nothing_fits_it_says_what_would(name: str, ram: int, said: str) -> None:
    with pytest.raises(NothingFitsError, match=said):
        recommend(MODELS[name], ram * GIB)


@pytest.mark.parametrize("context", [0, -1, 32_769])
def test_a_context_that_the_model_does_not_have_is_refused(context: int) -> None:
    with pytest.raises(ValueError, match="takes from 1 to 32,768 tokens"):
        compare(QWEN, 16 * GIB, context=context)


def test_a_cache_in_eight_bits_leaves_more_room() -> None:
    usual = compare(QWEN, 16 * GIB, context=32_768)
    small = compare(QWEN, 16 * GIB, context=32_768, kv_layout="Q8_0")
    assert all(one.left < other.left for one, other in zip(usual, small, strict=True))


def test_every_wish_has_a_ceiling_that_is_compared() -> None:
    assert set(CEILING) == set(Wish)
    assert set(CEILING.values()) <= set(QUANTIZATIONS)


# Rules of thumb


def test_the_memory_in_the_tables_is_too_little_for_every_model() -> None:
    found = list(checked(MODELS))
    assert len(found) == sum(len(rule.gigabytes) for rule in RULES)
    assert all(each.said_gb < each.computed_gb for each in found)
    assert all(each.bits_left < each.bits_needed for each in found)


def test_two_of_the_three_savings_hold() -> None:
    held = {
        rule.name: rule.smaller[0] <= saving(QWEN, rule.quantization) <= rule.smaller[1]
        for rule in RULES
        if rule.smaller
    }
    assert held == {"Q4": True, "Q5": False, "Q8": True}


# What is shown


@pytest.mark.parametrize("step", STEPS)
def test_what_the_guide_shows_of_a_step_is_what_it_gives(step: str) -> None:
    assert STEPS[step]() + "\n" == recorded(f"step_{step}.txt")


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], "expected.txt"),
        (["cache"], "step_cache.txt"),
        (["--model", "qwen3-8b", "--ram", "16", "--wish", "quality"], "step_advice.txt"),
    ],
)
def test_the_program_prints_what_is_recorded(arguments: list[str], shown: str) -> None:
    assert run_program("examples.foundation.quantization_advisor", *arguments) == recorded(shown)
