"""What the example prints: who is chosen, what sizes cost, and answers that stream."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from llmkit import Image

from examples.multimodal.streaming_providers.candidates import Candidate, load_catalogue
from examples.multimodal.streaming_providers.meter_photo import Photo, take_photo
from examples.multimodal.streaming_providers.sizes import Sized, at_all_sizes, rounded
from examples.multimodal.streaming_providers.streaming_providers import (
    Choice,
    Need,
    choose,
    offer_of,
)
from examples.multimodal.streaming_providers.through_sdks import Sent, through_sdk
from examples.multimodal.streaming_providers.wire_formats import message_on_the_wire

QUESTION = "Which number is on the dial? Is anything wrong with the meter?"
READINGS = ("004217", "369850", "178264")
"""Of the dials that are photographed; between them they have every digit."""
EDGE = 512
"""Twice the size at which every digit can still be read; see the table of sizes."""


@cache
def photos() -> tuple[Photo, ...]:
    """Return the photos of three meters, each with noise of its own."""
    return tuple(take_photo(reading, seed=seed) for seed, reading in enumerate(READINGS))


@cache
def sized() -> list[Sized]:
    """Return the photos at all sizes."""
    return at_all_sizes(photos(), named("haiku"))


def named(name: str) -> Candidate:
    """Return a candidate of the catalogue."""
    return next(each for each in load_catalogue() if each.name == name)


def needs(photo: Image) -> Mapping[str, Need]:
    """Return the same question under different bounds."""
    silent = Image(photo.data, photo.media_type)
    return MappingProxyType(
        {
            "a photo": Need(QUESTION, [photo]),
            "512 pixels are enough": Need(QUESTION, [photo], edge=EDGE),
            "it stays in the house": Need(QUESTION, [photo], edge=EDGE, in_house=True),
            "somebody has to look, for at most $0.0008": Need(
                QUESTION, [photo], edge=EDGE, words_will_do=False, most_dollars=Decimal("0.0008")
            ),
            "nobody has described it": Need(QUESTION, [silent], edge=EDGE),
        }
    )


def choices() -> str:
    """Return whom each need leads to, and why the others are out."""
    lines = []
    for name, need in needs(photos()[0].image).items():
        lines += [name, *lines_of(choose(load_catalogue(), need))]
    return "\n".join(lines) + "\n"


def lines_of(choice: Choice) -> list[str]:
    """Return a line for each candidate."""
    return [
        *(
            f"  {one.candidate.name:6} {one.form:8} {one.tokens_in:5} tokens, ${one.dollars:.5f}"
            for one in choice.offers
        ),
        *(f"  {name:6} no: {why}" for name, why in choice.refused.items()),
    ]


async def streams() -> str:
    """Return how a photo reaches each candidate, and when words come back."""
    photo = photos()[0]
    scripted = f"[scripted] The dial reads {photo.reading}, and the glass is clean."
    lines = []
    for offer in choose(load_catalogue(), Need(QUESTION, [photo.image], edge=EDGE)).offers:
        sent = await through_sdk(offer, scripted)
        lines += [f"{offer.candidate.name} ({offer.candidate.model})", *told(sent)]
    whole = offer_of(named("mini"), Need(QUESTION, [photo.image], fitted=False))
    lines += ["mini, with the photo as it is", *told(await through_sdk(whole, scripted))]
    return "\n".join(lines) + "\n"


async def formats() -> str:
    """Return one message with a picture, as three SDKs write it."""
    need = Need(QUESTION, [photos()[0].image], edge=EDGE)
    lines = []
    for name in ("mini", "haiku", "gemma"):
        sent = await through_sdk(offer_of(named(name), need), "[scripted]", chunk_delay=0.0)
        lines += [f"{named(name).provider}, POST {sent.path}", message_on_the_wire(sent.body), ""]
    return "\n".join(lines)


def told(sent: Sent) -> list[str]:
    """Return the lines about one answer."""
    answer = sent.answer
    return [
        f"  sent {answer.form}: {rounded(sent.body_bytes / 1000)} kB to {sent.path}",
        f"  first words after {answer.first or 0:.2f} s, the end after {answer.total:.2f} s",
        f"  {answer.usage.input_tokens} tokens in, {answer.usage.output_tokens} out: {answer.text}",
    ]
