"""Pictures and words out, streamed words in: with a counted clock, and through real SDKs."""

import asyncio

import pytest
from llmkit import (
    ConnectionFailedError,
    Fault,
    InvalidRequestError,
    Message,
    Profile,
    Reply,
    RetryPolicy,
    Script,
    SimulatedChatModel,
    chat_model,
    with_retries,
)
from llmkit.testing import ManualClock, plain_image
from llmkit.wire import WireServer

from examples.multimodal.streaming_providers.candidates import load_catalogue
from examples.multimodal.streaming_providers.in_words import NoDescriptionError, in_words
from examples.multimodal.streaming_providers.meter_photo import take_photo
from examples.multimodal.streaming_providers.streamed import Listener, ask
from examples.multimodal.streaming_providers.streaming_providers import Need, choose, offer_of
from examples.multimodal.streaming_providers.through_sdks import arrived, through_sdk
from examples.multimodal.streaming_providers.wire_formats import message_on_the_wire

RED = plain_image(60, 40, alt="a red wall")
BLUE = plain_image(40, 40, colour=(0, 0, 250), alt="a blue door")
ASKED = [Message.user("What is it?", images=[RED, BLUE])]


async def test_words_come_one_by_one_and_the_first_is_timed() -> None:
    clock, written = ManualClock(), list[str]()
    model = SimulatedChatModel(
        script=Script.of("one two three"),
        profile=Profile(time_to_first_token=0.4, tokens_per_second=50),
        sleep=clock.sleep,
    )
    answer = await ask(model, ASKED, Listener(written.append, now=clock.now))
    assert written == ["one", " two", " three"]
    assert answer.text == "one two three"
    assert answer.first == pytest.approx(0.42)
    # Three words and the end.
    assert answer.total == pytest.approx(0.48)
    assert answer.form == "pictures"
    assert model.requests[0].messages[0].images == (RED, BLUE)


async def test_a_blind_model_is_told_in_words() -> None:
    model = SimulatedChatModel("simulated-text-1", script=Script.of("A wall and a door."))
    answer = await ask(model, ASKED, Listener(lambda _: None))
    assert answer.form == "words"
    # One request: the refusal came before anything was sent.
    (request,) = model.requests[1:] or model.requests
    assert request.messages[0].content.splitlines() == [
        "[Picture 1 is not shown. Its description by the sender: a red wall]",
        "[Picture 2 is not shown. Its description by the sender: a blue door]",
        "What is it?",
    ]


async def test_an_answer_without_words_has_no_first() -> None:
    model = SimulatedChatModel(script=Script.of(Reply("")))
    answer = await ask(model, ASKED, Listener(lambda _: None))
    assert (answer.text, answer.first) == ("", None)


def test_all_pictures_without_description_are_named() -> None:
    silent = [plain_image(), BLUE, plain_image(alt="  ")]
    with pytest.raises(NoDescriptionError, match=r"number 1, 3 of 3; set alt") as caught:
        in_words([Message.user("?", images=silent)])
    assert isinstance(caught.value, InvalidRequestError)


def test_other_messages_stay_as_they_are() -> None:
    talk = [Message.system("Be brief."), *ASKED, Message.assistant("A wall.")]
    told = in_words(talk)
    assert (told[0], told[2]) == (talk[0], talk[2])
    assert told[1].images == ()
    assert in_words([Message.user("", images=[RED])])[0].content.endswith("a red wall]")


@pytest.mark.parametrize("name", [each.name for each in load_catalogue()])
async def test_each_sdk_streams_an_answer_to_the_very_bytes(name: str) -> None:
    candidate = next(each for each in load_catalogue() if each.name == name)
    offer = offer_of(candidate, Need("Which colours?", [RED, BLUE]))
    written: list[str] = []
    sent = await through_sdk(offer, "Red, then blue.", write=written.append, chunk_delay=0.0)
    assert "".join(written) == sent.answer.text == "Red, then blue."
    assert len(written) == 3
    assert sent.answer.form == offer.form
    assert 0 < (sent.answer.first or 0) <= sent.answer.total
    pictures = sum(len(image.data) for image in offer.messages[0].images)
    # In JSON and base64, which takes four bytes for three.
    assert pictures * 4 / 3 < sent.body_bytes < pictures * 4 / 3 + 700


async def test_other_bytes_get_no_answer() -> None:
    offer = choose(load_catalogue(), Need("?", [RED])).best
    other = [Message.user("?", images=[BLUE])]
    assert arrived(offer.messages)(offer.messages)
    assert not arrived(offer.messages)(other)
    assert not arrived(offer.messages)([Message.user("!", images=offer.messages[0].images)])


async def test_the_first_words_are_there_long_before_the_last() -> None:
    offer = choose(load_catalogue(), Need("?", [RED])).best
    sent = await through_sdk(offer, "one two three four five six seven eight", chunk_delay=0.02)
    assert (sent.answer.first or 1) < sent.answer.total - 0.1


async def test_a_stream_that_breaks_is_told_and_what_came_is_kept() -> None:
    written: list[str] = []
    script = Script.of(Reply("one two three", fault=Fault("connection_cut", after_tokens=2)))
    with WireServer(script) as server:
        url = server.base_url("anthropic")
        async with chat_model("anthropic", api_key="k", base_url=url) as model:
            with pytest.raises(ConnectionFailedError):
                await ask(model, ASKED, Listener(written.append))
    assert written == ["one", " two"]


async def test_a_retry_sends_the_pictures_again_and_a_broken_stream_is_not_retried() -> None:
    refused = Reply(fault=Fault("rate_limit", retry_after=0.01))
    broken = Reply("one two three", fault=Fault("connection_cut", after_tokens=2))
    written: list[str] = []
    with WireServer(Script.of(refused, "Red.", broken, "unused")) as server:
        url = server.base_url("anthropic")
        model = with_retries(chat_model("anthropic", api_key="k", base_url=url), RetryPolicy())
        async with model:
            answer = await ask(model, ASKED, Listener(written.append))
            with pytest.raises(ConnectionFailedError):
                await ask(model, ASKED, Listener(written.append))
    assert answer.text == "Red."
    assert written == ["Red.", "one", " two"]
    bodies = [request.body["messages"] for request in server.requests]
    assert len(bodies) == 3
    assert bodies[0] == bodies[1] == bodies[2]


async def test_many_at_once_keep_apart() -> None:
    offers = choose(load_catalogue(), Need("?", [RED])).offers
    replies = [f"answer {number}" for number in range(len(offers) * 2)]
    asked = zip([*offers, *offers], replies, strict=True)
    sent = await asyncio.gather(
        *(through_sdk(offer, reply, chunk_delay=0.0) for offer, reply in asked)
    )
    assert [one.answer.text for one in sent] == replies


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("mini", '"url": "data:image/jpeg;base64,/9j/4AAQSkZJ... '),
        ("haiku", '"data": "/9j/4AAQSkZJ... '),
        ("gemma", '"images": [\n    "/9j/4AAQSkZJ... '),
    ],
)
async def test_a_message_is_shown_without_its_picture(name: str, head: str) -> None:
    candidate = next(each for each in load_catalogue() if each.name == name)
    photo = take_photo("004217", size=(400, 300)).image
    offer = offer_of(candidate, Need("Which colour is it?", [photo], fitted=False))
    sent = await through_sdk(offer, "Red.", chunk_delay=0.0)
    shown = message_on_the_wire(sent.body)
    assert head in shown
    assert "kB of base64" in shown
    assert "Which colour is it?" in shown
    assert len(shown) < 700
    assert photo.base64()[:100] not in shown
