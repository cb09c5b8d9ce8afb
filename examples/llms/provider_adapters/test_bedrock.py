"""Bedrock's adapter, through boto3, against a server that speaks Converse."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from llmkit import (
    AuthenticationError,
    ChatModel,
    Chunk,
    Completion,
    ConfigurationError,
    ConnectionFailedError,
    ContextLengthError,
    Fault,
    Image,
    InvalidImageError,
    InvalidRequestError,
    MalformedReplyError,
    Message,
    ModelNotFoundError,
    ProviderError,
    ProviderSettings,
    RateLimitError,
    Reply,
    ReplyBuilder,
    RequestTimeoutError,
    Script,
    Tool,
    ToolCall,
    UnavailableError,
    Usage,
    collect,
)
from llmkit.script import FaultKind, last_user_images
from llmkit.testing import plain_image
from llmkit.tests.test_contract import read_into
from llmkit.wire import WireServer
from llmkit.wire.wire_format import Refusal

from examples.llms.provider_adapters.bedrock_model import BedrockChatModel, make_client
from examples.llms.provider_adapters.compare import ask_bedrock
from examples.llms.provider_adapters.converse_server import ConverseFormat, ConverseServer
from examples.llms.provider_adapters.providers import providers

QUESTION = [Message.system("Be brief."), Message.user("Weather in Paris and Rome?")]
WEATHER = Tool("weather", "Look up the weather.", {"type": "object", "properties": {}})
CALLS = (
    ToolCall("call_0", "weather", '{"city": "Paris, France"}'),
    ToolCall("call_1", "weather", '{"city": "Rome, Italy"}'),
)


@asynccontextmanager
async def bedrock(script: Script) -> AsyncIterator[tuple[ChatModel, ConverseServer]]:
    with ConverseServer(script) as server:
        settings = ProviderSettings(base_url=server.url)
        async with providers().create("bedrock", settings) as model:
            yield model, server


async def ask(script: Script, *, streamed: bool) -> Completion:
    async with bedrock(script) as (model, _):
        if not streamed:
            return await model.complete(QUESTION, tools=[WEATHER])
        chunks = model.stream(QUESTION, tools=[WEATHER])
        return await collect(chunks, provider=model.provider, model=model.model)


@pytest.mark.parametrize("streamed", [False, True])
async def test_text_and_its_cost_arrive(streamed: bool) -> None:
    reply = await ask(Script.of(Reply("Sunny,  18 °C.", usage=Usage(31, 7))), streamed=streamed)
    assert (reply.text, reply.finish_reason, reply.usage) == (
        "Sunny,  18 °C.",
        "stop",
        Usage(31, 7),
    )
    assert reply.provider == "bedrock"


@pytest.mark.parametrize("streamed", [False, True])
async def test_tool_calls_arrive_whole(streamed: bool) -> None:
    reply = await ask(Script.of(Reply("I look.", tool_calls=CALLS)), streamed=streamed)
    assert reply.finish_reason == "tool_calls"
    assert [(one.id, one.name, one.parsed()) for one in reply.message.tool_calls] == [
        (one.id, one.name, one.parsed()) for one in CALLS
    ]


async def test_the_results_of_tools_make_one_turn() -> None:
    async with bedrock(Script.of("Sunny in both.")) as (model, server):
        results = [Message.tool("sunny", tool_call_id=call.id) for call in CALLS]
        await model.complete([*QUESTION, Message.assistant("", tool_calls=CALLS), *results])
    body = server.requests[0].body
    assert [turn["role"] for turn in body["messages"]] == ["user", "assistant", "user"]
    uses = [part["toolResult"]["toolUseId"] for part in body["messages"][2]["content"]]
    assert uses == ["call_0", "call_1"]
    assert body["system"] == [{"text": "Be brief."}]
    assert "toolConfig" not in body
    assert "inferenceConfig" not in body


async def test_a_limit_cuts_the_reply() -> None:
    async with bedrock(Script.of("one two three four")) as (model, _):
        reply = await model.complete(QUESTION, max_output_tokens=2)
    assert reply.finish_reason == "length"


FAULTS: list[tuple[FaultKind, type[ProviderError]]] = [
    ("authentication", AuthenticationError),
    ("connection_cut", ConnectionFailedError),
    ("context_length", ContextLengthError),
    ("invalid_request", InvalidRequestError),
    ("model_not_found", ModelNotFoundError),
    ("overloaded", UnavailableError),
    ("rate_limit", RateLimitError),
    ("server_error", UnavailableError),
]


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(("kind", "expected"), FAULTS)
async def test_each_failure_has_its_error(
    kind: FaultKind, expected: type[ProviderError], streamed: bool
) -> None:
    with pytest.raises(expected) as caught:
        await ask(Script.of(Reply(fault=Fault(kind))), streamed=streamed)
    assert caught.value.operation == f"bedrock.{'stream' if streamed else 'complete'}"


@pytest.mark.parametrize(
    ("kind", "expected"), [("rate_limit", RateLimitError), ("server_error", UnavailableError)]
)
async def test_a_failure_within_a_stream_comes_after_the_text(
    kind: FaultKind, expected: type[ProviderError]
) -> None:
    script = Script.of(Reply("one two three", fault=Fault(kind, after_tokens=2)))
    received: list[str] = []

    async def read(model: ChatModel) -> None:
        # One at a time, so that what came before the failure stays.
        async for chunk in model.stream(QUESTION):
            received.append(chunk.text)  # noqa: PERF401

    async with bedrock(script) as (model, _):
        with pytest.raises(expected):
            await read(model)
    assert "".join(received).strip() == "one two"


class FailingModelFormat(ConverseFormat):
    """The model behind Bedrock fails, which has a status of its own."""

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        return Refusal(424, {"__type": "ModelErrorException", "message": message})


async def test_a_model_that_fails_is_worth_another_try() -> None:
    script = Script.of(Reply(fault=Fault("server_error")))
    with WireServer(script, formats=[FailingModelFormat()]) as server:
        async with BedrockChatModel("m", make_client(server.url)) as model:
            with pytest.raises(UnavailableError, match="scripted"):
                await model.complete(QUESTION)


async def test_a_reply_that_is_none_is_malformed() -> None:
    with pytest.raises(MalformedReplyError):
        await ask(Script.of(Reply(fault=Fault("malformed"))), streamed=False)


async def test_what_boto3_misses_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_DEFAULT_REGION", "AWS_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(ConfigurationError, match="AWS_DEFAULT_REGION"):
        providers().create("bedrock")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    async with providers().create("bedrock") as model:
        with pytest.raises(AuthenticationError, match="credentials"):
            await model.complete(QUESTION)


async def test_a_silent_server_is_left() -> None:
    over = asyncio.Event()

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The thread that waits for a reply ends when the server hangs up.
        await over.wait()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        patient = BedrockChatModel("m", make_client(url))
        impatient = BedrockChatModel("m", make_client(url, read_timeout=0.2))
        with pytest.raises(RequestTimeoutError):
            await patient.complete(QUESTION, timeout=0.1)
        with pytest.raises(RequestTimeoutError):
            await impatient.complete(QUESTION)
        over.set()


async def test_a_server_that_falls_silent_within_a_stream_is_left() -> None:
    script = Script.of(Reply("one two", fault=Fault("stall", after_tokens=1)))
    received = ReplyBuilder()
    with ConverseServer(script) as server:
        model = BedrockChatModel("m", make_client(server.url, read_timeout=0.2))
        with pytest.raises(RequestTimeoutError):
            # No timeout of ours: boto3's own has to be understood as well.
            await read_into(received, model.stream(QUESTION))
    received.add(Chunk(finish_reason="stop"))
    assert received.completion(provider="", model="").text == "one"


async def test_the_calls_of_a_stream_are_numbered_from_zero() -> None:
    async with bedrock(Script.of(Reply("I look.", tool_calls=CALLS))) as (model, _):
        deltas = [one async for chunk in model.stream(QUESTION) for one in chunk.tool_calls]
    assert {one.index for one in deltas} == {0, 1}


async def test_a_call_does_not_hold_up_the_event_loop() -> None:
    # The server replies only when the loop has gone on; a call that blocks it would wait in vain.
    gate = threading.Event()
    script = Script.of(Reply("Sunny.", when=lambda _: gate.wait(10)))
    async with bedrock(script) as (model, _):
        asking = asyncio.create_task(model.complete(QUESTION))
        await asyncio.sleep(0)
        gate.set()
        assert (await asking).text == "Sunny."


async def test_the_conversation_is_the_same_as_with_the_others() -> None:
    conversation, requests = await ask_bedrock()
    assert conversation.answer.text == "It is 298 days."
    assert [one.path.rpartition("/")[2] for one in requests] == ["converse", "converse-stream"]


@pytest.mark.parametrize("streamed", [False, True])
async def test_images_arrive_byte_for_byte(streamed: bool) -> None:
    red, blue = plain_image(9, 6), plain_image(4, 4, colour=(0, 0, 250))

    def came(messages: Sequence[Message]) -> bool:
        return [image.data for image in last_user_images(messages)] == [red.data, blue.data]

    asked = [Message.user("Which colours?", images=[red, blue])]
    async with bedrock(Script.of(Reply("Red, then blue.", when=came))) as (model, server):
        if streamed:
            chunks = model.stream(asked)
            reply = await collect(chunks, provider=model.provider, model=model.model)
        else:
            reply = await model.complete(asked)
        content = server.requests[0].body["messages"][0]["content"]
    assert reply.text == "Red, then blue."
    assert [next(iter(part)) for part in content] == ["image", "image", "text"]
    assert content[0]["image"]["format"] == "png"


async def test_an_image_too_large_for_bedrock_is_not_sent() -> None:
    heavy = Image(plain_image().data + b"\0" * 3_750_000, "image/png")
    async with bedrock(Script.of("unused")) as (model, server):
        with pytest.raises(InvalidImageError, match="more than 3750000"):
            await model.complete([Message.user("", images=[heavy])])
        assert server.requests == ()
