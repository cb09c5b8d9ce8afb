"""Who is asked, who is not and why, and what it costs."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from llmkit import Image
from llmkit.testing import plain_image

from examples.multimodal.streaming_providers.candidates import CATALOGUE, load_catalogue
from examples.multimodal.streaming_providers.streaming_providers import (
    Need,
    NoProviderError,
    choose,
    offer_of,
)

MODELS = {each.name: each for each in load_catalogue()}
PICTURE = plain_image(640, 480, alt="a red wall")
ONE = Need("What is it?", [PICTURE])


def names(need: Need) -> list[tuple[str, str]]:
    return [(one.candidate.name, one.form) for one in choose(load_catalogue(), need).offers]


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (ONE, ["gemma", "mini", "haiku", "tiles", "llama"]),
        (replace(ONE, in_house=True), ["gemma", "llama"]),
        (replace(ONE, words_will_do=False), ["gemma", "mini", "haiku", "tiles"]),
        (replace(ONE, most_dollars=Decimal(0)), ["gemma", "llama"]),
        (replace(ONE, images=[replace(PICTURE, alt=" ")]), ["gemma", "mini", "haiku", "tiles"]),
        (replace(ONE, edge=100), ["gemma", "mini", "haiku", "tiles", "llama"]),
    ],
    ids=["all", "in house", "no words", "for nothing", "no description", "small"],
)
def test_those_who_see_come_first_and_among_them_the_cheapest(
    need: Need, expected: list[str]
) -> None:
    assert [name for name, _ in names(need)] == expected
    assert all((form == "words") == (name == "llama") for name, form in names(need))


def test_each_candidate_gets_its_own_size() -> None:
    large = Need("?", [plain_image(1600, 1600)])
    seen = {
        name: offer_of(MODELS[name], large).messages[0].images[0].width
        for name in ("haiku", "mini", "tiles", "gemma")
    }
    assert seen == {"haiku": 1092, "mini": 1248, "tiles": 768, "gemma": 896}


def test_a_side_that_is_enough_makes_it_cheaper_and_never_larger() -> None:
    whole, small = offer_of(MODELS["haiku"], ONE), offer_of(MODELS["haiku"], replace(ONE, edge=256))
    assert (small.messages[0].images[0].width, small.messages[0].images[0].height) == (256, 192)
    assert small.dollars < whole.dollars
    larger = offer_of(MODELS["haiku"], replace(ONE, edge=5000))
    assert larger.messages[0].images[0].width == 640


def test_words_carry_the_description_and_no_picture() -> None:
    offer = offer_of(MODELS["llama"], ONE)
    assert offer.messages[0].images == ()
    assert "a red wall" in offer.messages[0].content
    assert offer.messages[0].content.endswith("What is it?")


def test_the_cost_is_that_of_the_picture_the_words_and_the_longest_answer() -> None:
    offer = offer_of(MODELS["haiku"], replace(ONE, answer_tokens=1000))
    # 23 times 18 patches, three tokens for the words, three around them; five dollars a million.
    assert offer.tokens_in == 414 + 3 + 3
    assert offer.dollars == (Decimal(1) * 420 + Decimal(5) * 1000) / 1_000_000


def test_every_reason_is_told_at_once() -> None:
    need = replace(ONE, images=[replace(PICTURE, alt="")], in_house=True, most_dollars=Decimal(0))
    choice = choose(load_catalogue(), need)
    assert [one.candidate.name for one in choice.offers] == ["gemma"]
    assert choice.refused["haiku"] == "pictures must stay in the house"
    assert choice.refused["llama"].startswith("a picture has no description: number 1 of 1")
    blind = [MODELS["llama"], MODELS["haiku"]]
    with pytest.raises(NoProviderError) as caught:
        choose(blind, replace(need, words_will_do=False))
    assert caught.value.detail == (
        "llama: it cannot see, and descriptions will not do; haiku: pictures must stay in the house"
    )
    with pytest.raises(NoProviderError, match="the catalogue is empty"):
        choose([], ONE)


def test_limits_of_a_provider_count_when_pictures_stay_as_they_are() -> None:
    heavy = Image(PICTURE.data + b"\0" * 4_000_000, "image/png", "heavy")
    choice = choose(load_catalogue(), Need("?", [heavy], fitted=False))
    assert [one.candidate.name for one in choice.offers] == ["gemma", "mini", "tiles", "llama"]
    assert "more than 3750000" in choice.refused["haiku"]
    # Made to fit, it is no longer heavy.
    assert "haiku" not in choose(load_catalogue(), Need("?", [heavy])).refused


def test_an_unknown_model_counts_as_blind() -> None:
    assert not replace(MODELS["mini"], model="somebody-elses").vision
    assert MODELS["gemma"].vision


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("1.00", "cheap"), r"catalogue\.csv:2: dollars_in: Input should be a valid decimal"),
        (("2026-05-01,no", "2026-05-01,perhaps"), r"catalogue\.csv:2: in_house"),
        (("mini,openai", "haiku,openai"), "two models have the same name"),
        (("in_house", "inhouse"), r"catalogue\.csv:6: in_house: Field required"),
    ],
)
def test_a_bad_catalogue_names_its_lines(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_text(CATALOGUE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        load_catalogue(path)
