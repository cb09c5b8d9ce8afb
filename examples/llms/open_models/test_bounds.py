"""Bounds follow from the numbers of cards and data sheets; each is checked by hand."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from examples.llms.open_models.bounds import cache_tokens, first_token_seconds, step_of
from examples.llms.open_models.facts import Machine, OpenModel, read_machines, read_models

# 1,000 weights, of which each table has 100; a token keeps 2 * 5 * 2 * 5 * 2 = 200 bytes.
TINY = OpenModel(
    source="by hand", parameters=1000, vocabulary=10, hidden=10, layers=5, kv_heads=2, head_size=5
)
CARD = Machine(source="by hand", memory=4e9, bandwidth=1000.0, operations=36_000.0)


def test_a_step_reads_the_weights_once_and_each_cache() -> None:
    step = step_of(TINY, CARD, batch=2, context=3)
    assert step.seconds_reading == (900 * 2 + 2 * 3 * 200) / 1000
    assert step.seconds == step.seconds_reading
    assert (step.each, step.total) == (1 / 3, 2 / 3)


def test_many_at_once_are_bound_by_computing() -> None:
    step = step_of(TINY, CARD, batch=100, context=0)
    assert step.seconds == step.seconds_computing == 5.0
    assert step.total == 20.0


def test_more_at_once_never_makes_one_faster_nor_all_slower() -> None:
    steps = [step_of(TINY, CARD, batch=batch, context=5) for batch in (1, 2, 4, 8, 64, 512)]
    assert [step.each for step in steps] == sorted((step.each for step in steps), reverse=True)
    assert [step.total for step in steps] == sorted(step.total for step in steps)


def test_a_prompt_needs_the_body_only() -> None:
    assert first_token_seconds(TINY, CARD, prompt=90) == 2 * 800 * 90 / 36_000


def test_fewer_bits_leave_more_room() -> None:
    assert cache_tokens(TINY, CARD, bits=4) > cache_tokens(TINY, CARD, bits=16) > 0


def test_what_does_not_fit_has_less_than_no_room() -> None:
    models, machines = read_models(), read_machines()
    assert cache_tokens(models["llama-3.3-70b"], machines["h100"]) < 0


@pytest.mark.parametrize(
    ("name", "kilobytes"),
    [("llama-3.1-8b", 128), ("mistral-nemo-12b", 160), ("llama-3.3-70b", 320)],
)
def test_the_cache_of_a_token(name: str, kilobytes: int) -> None:
    assert read_models()[name].cache_bytes == kilobytes * 1024


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("bandwidth = 300e9", "bandwidth = 0", "bandwidth"),
        ("bandwidth = 300e9", "speed = 300e9", "speed"),
        ("memory = 24e9", 'memory = "much"', "memory"),
    ],
)
def test_a_wrong_number_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = (Path(__file__).parent / "machines.toml").read_text(encoding="utf-8")
    path = tmp_path / "machines.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValidationError, match=named):
        read_machines(path)
