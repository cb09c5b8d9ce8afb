"""Images on their way: to every provider and into its counts, or refused with a reason."""

from collections.abc import Sequence
from typing import Any

import httpx2
import openai
import pytest

from llmkit import (
    ChatModel,
    Image,
    InvalidImageError,
    InvalidRequestError,
    Message,
    Reply,
    Script,
    VisionUnsupportedError,
    chat_model,
    collect,
)
from llmkit.image_tokens import (
    anthropic_size,
    estimate_image_tokens,
    openai_patch_size,
    size_seen,
)
from llmkit.models import DEFAULT_MODELS, VISION_MODELS, has_vision
from llmkit.script import last_user_images
from llmkit.testing import plain_image
from llmkit.tests.conftest import ModelMaker
from llmkit.vision import check_images
from llmkit.wire import WireServer

RED, BLUE = plain_image(9, 6), plain_image(4, 4, colour=(0, 0, 250))


def shows(*images: Image) -> Any:
    """Return a predicate for scripts: these very bytes came with the last user message."""

    def came(messages: Sequence[Message]) -> bool:
        return [i.data for i in last_user_images(messages)] == [i.data for i in images]

    return came


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_the_same_bytes_arrive(vision_over: ModelMaker, streamed: bool) -> None:
    script = Script.of(Reply("Red, then blue.", when=shows(RED, BLUE)))
    model = await vision_over(script)
    asked = [Message.system("Be brief."), Message.user("Which colours?", images=[RED, BLUE])]
    if streamed:
        chunks = model.stream(asked)
        reply = await collect(chunks, provider=model.provider, model=model.model)
    else:
        reply = await model.complete(asked)
    assert reply.text == "Red, then blue."
    expected = sum(estimate_image_tokens(each, model.provider, model.model) for each in (RED, BLUE))
    assert expected < reply.usage.input_tokens < expected + 20


async def test_an_image_needs_no_words(vision_over: ModelMaker) -> None:
    model = await vision_over(Script.of(Reply("Blue.", when=shows(BLUE))))
    assert (await model.complete([Message.user("", images=[BLUE])])).text == "Blue."


async def test_images_of_earlier_turns_are_sent_again(vision_over: ModelMaker) -> None:
    def both_turns(messages: Sequence[Message]) -> bool:
        return [[i.data for i in m.images] for m in messages] == [[RED.data], [], [BLUE.data]]

    model = await vision_over(Script.of(Reply("Yes.", when=both_turns)))
    conversation = [
        Message.user("Look.", images=[RED]),
        Message.assistant("Red."),
        Message.user("And this one?", images=[BLUE]),
    ]
    assert (await model.complete(conversation)).text == "Yes."


async def test_a_bad_image_reaches_nobody(vision_over: ModelMaker) -> None:
    model = await vision_over(Script.of("unused"))
    with pytest.raises(InvalidRequestError, match="role 'system' has images"):
        await model.complete([Message("system", "x", images=(RED,)), Message.user("y")])
    assert vision_over.server is None or vision_over.server.requests == ()


@pytest.mark.parametrize(
    ("provider", "model"),
    [("ollama", "llama3.2"), ("openai", "gpt-3.5-turbo"), ("simulated", "simulated-text-1")],
)
async def test_a_model_without_vision_says_so(provider: str, model: str) -> None:
    with WireServer(Script.of("unused")) as server:
        url = None if provider == "simulated" else server.base_url(provider)
        async with chat_model(provider, model=model, api_key="k", base_url=url) as asked:
            await _refused(asked)
        assert server.requests == ()


async def _refused(model: ChatModel) -> None:
    question = [Message.user("What is it?", images=[RED])]
    with pytest.raises(VisionUnsupportedError, match=f"{model.model} takes text alone"):
        await model.complete(question)
    with pytest.raises(VisionUnsupportedError, match="send a description instead"):
        await anext(model.stream(question))


def test_an_sdk_used_directly_is_refused_by_the_server() -> None:
    part = {"type": "image_url", "image_url": {"url": RED.data_url()}}
    message: Any = {"role": "user", "content": [part]}
    with (
        WireServer(Script.of("unused")) as server,
        openai.OpenAI(api_key="k", base_url=server.base_url("openai"), max_retries=0) as client,
        pytest.raises(openai.BadRequestError, match="cannot see images"),
    ):
        client.chat.completions.create(model="gpt-3.5-turbo", messages=[message])


@pytest.mark.parametrize(
    ("path", "content", "words"),
    [
        (
            "/v1/chat/completions",
            [{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}],
            "not of the form data:image",
        ),
        ("/v1/messages", [{"type": "image", "source": {"type": "url", "url": "x"}}], "base64"),
        (
            "/v1/messages",
            [
                {
                    "type": "image",
                    "source": {"type": "base64", "media_type": "image/gif", "data": RED.base64()},
                }
            ],
            "said to be image/gif and is image/png",
        ),
    ],
)
def test_the_server_refuses_what_it_cannot_look_at(
    path: str, content: list[dict[str, Any]], words: str
) -> None:
    body = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": content}]}
    with WireServer(Script.of("unused")) as server:
        response = httpx2.post(server.url + path, json=body)
    assert response.status_code == 400
    assert words in response.text


async def test_filler_tells_the_sizes() -> None:
    async with chat_model("simulated") as model:
        reply = await model.complete([Message.user("Look", images=[RED, BLUE])])
    assert reply.text.startswith("[simulated reply to 'Look' and images of 9x6, 4x4]")


def test_all_broken_limits_are_named_at_once() -> None:
    heavy = Image(RED.data + b"\0" * 3_750_000, "image/png")
    with pytest.raises(InvalidImageError) as caught:
        check_images("anthropic", "claude-haiku-4-5", [Message.user("", images=[heavy, RED])])
    assert "image 1 has 3750" in str(caught.value)
    many = [plain_image(1, 2001), *[RED] * 100]
    with pytest.raises(InvalidImageError) as caught:
        check_images("anthropic", "claude-haiku-4-5", [Message.user("", images=many)])
    assert "101 images are more than 100; image 1 is 2001 pixels long" in str(caught.value)
    with pytest.raises(InvalidImageError, match="together they have"):
        check_images("openai", "gpt-5.4-mini", [Message.user("", images=[heavy] * 14)])
    gif = Image(b"GIF89a\1\0\1\0", "image/gif")
    with pytest.raises(InvalidImageError, match="image 1 is image/gif, not one of image/jpeg"):
        check_images("ollama", "gemma3", [Message.user("", images=[gif])])


def test_a_side_may_be_longer_when_there_are_few() -> None:
    tall = plain_image(1, 2001)
    check_images("anthropic", "claude-haiku-4-5", [Message.user("", images=[tall] * 20)])
    with pytest.raises(InvalidImageError, match="2001 pixels long, more than 2000"):
        check_images("anthropic", "claude-haiku-4-5", [Message.user("", images=[tall] * 21)])


@pytest.mark.parametrize(
    ("provider", "model", "sees"),
    [
        ("openai", "gpt-5.4-mini", True),
        ("openai", "somebody-elses", None),
        ("anthropic", "claude-2.1", False),
        ("ollama", "llama3.2-vision:11b", True),
        ("ollama", "llama3.2:1b", False),
        ("ollama", "gemma3:1b", False),
        ("ollama", "gemma3", True),
        ("elsewhere", "m", None),
    ],
)
def test_what_is_known_of_models(provider: str, model: str, sees: bool | None) -> None:
    assert has_vision(provider, model) is sees


def test_each_provider_has_a_model_that_sees() -> None:
    assert VISION_MODELS.keys() == DEFAULT_MODELS.keys()
    assert all(has_vision(provider, model) for provider, model in VISION_MODELS.items())


@pytest.mark.parametrize(
    ("provider", "model", "size", "tokens"),
    [
        # The documents of the providers give these; see the module for which.
        ("anthropic", "", (28, 28), 1),
        ("anthropic", "", (200, 200), 64),
        ("anthropic", "", (1000, 1000), 1296),
        ("openai", "gpt-4.1-mini", (1024, 1024), 1659),
        ("openai", "gpt-4.1-mini", (1800, 2400), 2353),
        ("openai", "gpt-4o", (1024, 1024), 765),
        ("openai", "gpt-4o", (2048, 4096), 1105),
        ("openai", "gpt-4o", (1270, 952), 765),
        ("openai", "gpt-4o-mini", (512, 512), 8500),
        ("openai", "gpt-5-nano", (32, 32), 3),
        ("ollama", "gemma3", (4000, 3000), 256),
        ("ollama", "qwen2.5vl", (56, 57), 6),
        ("ollama", "qwen3-vl:8b", (56, 57), 4),
        ("simulated", "", (64, 33), 4),
    ],
)
def test_tokens_follow_the_documents(
    provider: str, model: str, size: tuple[int, int], tokens: int
) -> None:
    assert estimate_image_tokens(plain_image(*size), provider, model) == tokens


@pytest.mark.parametrize("size", [(1, 9000), (3000, 2000), (1568, 1568), (8000, 8000), (1, 1)])
def test_scaling_keeps_within_the_limits(size: tuple[int, int]) -> None:
    width, height = anthropic_size(*size)
    assert -(-width // 28) * -(-height // 28) <= 1568
    assert max(width, height) <= 1568
    width, height = openai_patch_size(*size)
    assert -(-width // 32) * -(-height // 32) <= 1536


@pytest.mark.parametrize(
    ("provider", "model", "size", "seen"),
    [
        ("anthropic", "", (4000, 3000), (1270, 952)),
        ("anthropic", "", (640, 480), (640, 480)),
        ("openai", "gpt-4.1-mini", (1800, 2400), (1056, 1408)),
        ("openai", "gpt-4o", (2048, 4096), (768, 1536)),
        ("openai", "gpt-4o-mini", (500, 500), (500, 500)),
        ("ollama", "gemma3", (4000, 3000), (896, 672)),
        ("ollama", "qwen3-vl", (4000, 3000), (4000, 3000)),
        ("elsewhere", "", (4000, 3000), (4000, 3000)),
    ],
)
@pytest.mark.parametrize("counted", ["once", "again"])
def test_the_size_that_is_seen_costs_what_the_whole_costs(
    provider: str, model: str, size: tuple[int, int], seen: tuple[int, int], counted: str
) -> None:
    assert size_seen(provider, model, *size) == seen
    if counted == "again":
        whole, fitted = plain_image(*size), plain_image(*seen)
        assert estimate_image_tokens(fitted, provider, model) == estimate_image_tokens(
            whole, provider, model
        )
