"""Every provider against the wire server, and our own adapter against the one of llmkit."""

import asyncio
import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from llmkit import (
    AuthenticationError,
    CallOptions,
    ChatModel,
    ChatRequest,
    ConnectionFailedError,
    ContextLengthError,
    Fault,
    FinishReason,
    MalformedReplyError,
    Message,
    ModelNotFoundError,
    ProviderError,
    ProviderSettings,
    RateLimitError,
    Reply,
    RequestTimeoutError,
    Script,
    ToolCall,
    UnavailableError,
    UnknownProviderError,
    Usage,
    collect,
)
from llmkit.script import FaultKind
from llmkit.wire import WireServer

from examples.llms.provider_adapters.compare import (
    FORMATS,
    ask_over_wire,
    model_at,
    server_for,
)
from examples.llms.provider_adapters.message_conversion import finish_reason, to_anthropic
from examples.llms.provider_adapters.provider_adapters import DAYS_BETWEEN, QUESTION, the_script
from examples.llms.provider_adapters.providers import providers

HERE = Path(__file__).parent
CALLS = (
    ToolCall("call_0", "days_between", '{"start": "2026-03-01", "end": "2026-12-24"}'),
    ToolCall("call_1", "days_between", '{"start": "2026-01-01", "end": "2026-01-02"}'),
)
AFTER_TOOLS = (
    *QUESTION,
    Message.assistant("I count.", tool_calls=CALLS),
    Message.tool("298", tool_call_id="call_0"),
    Message.tool("1", tool_call_id="call_1"),
)


@asynccontextmanager
async def model_over_wire(name: str, script: Script) -> AsyncIterator[tuple[ChatModel, WireServer]]:
    with server_for(name, script) as server:
        async with model_at(name, server) as model:
            yield model, server


@asynccontextmanager
async def page_server() -> AsyncIterator[str]:
    """Serve a page where a model should be, as a proxy does that wants a login."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n")
        writer.write(b"content-length: 13\r\n\r\n<p>Log in</p>")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"


async def streamed(model: ChatModel, seconds: float) -> str:
    chunks = model.stream(QUESTION, timeout=seconds)
    return (await collect(chunks, provider=model.provider, model=model.model)).text


async def whole(model: ChatModel, seconds: float) -> str:
    return (await model.complete(QUESTION, timeout=seconds)).text


@pytest.mark.parametrize("name", FORMATS)
async def test_every_provider_gives_the_same_replies(name: str) -> None:
    conversation, requests = await ask_over_wire(name)
    request, answer = conversation.request, conversation.answer
    assert request.finish_reason == "tool_calls"
    assert [call.parsed() for call in request.message.tool_calls] == [CALLS[0].parsed()]
    assert (answer.finish_reason, answer.text) == ("stop", "It is 298 days.")
    assert [each.provider for each in requests] == [FORMATS[name]] * 2


@pytest.mark.parametrize("name", FORMATS)
async def test_usage_is_passed_on(name: str) -> None:
    script = Script.of(Reply("Yes.", usage=Usage(31, 7)), Reply("Yes.", usage=Usage(31, 7)))
    async with model_over_wire(name, script) as (model, _):
        at_once = await model.complete(QUESTION)
        chunks = model.stream(QUESTION)
        piecewise = await collect(chunks, provider=model.provider, model=model.model)
    assert (at_once.usage, piecewise.usage) == (Usage(31, 7), Usage(31, 7))


def test_a_name_that_is_not_registered_is_explained() -> None:
    with pytest.raises(UnknownProviderError, match="did you mean 'vllm'"):
        providers().create("vlm")


class TestConversion:
    def test_instructions_stand_beside_the_turns(self) -> None:
        messages = (Message.system("Be brief."), Message.user("Hi"), Message.system("In French."))
        body = to_anthropic("m", ChatRequest.of(messages, {}))
        assert body["system"] == "Be brief.\n\nIn French."
        assert body["messages"] == [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]

    def test_results_of_one_round_make_one_turn(self) -> None:
        body = to_anthropic("m", ChatRequest.of(AFTER_TOOLS, {}))
        assert [turn["role"] for turn in body["messages"]] == ["user", "assistant", "user"]
        assert body["messages"][-1]["content"] == [
            {"type": "tool_result", "tool_use_id": "call_0", "content": "298"},
            {"type": "tool_result", "tool_use_id": "call_1", "content": "1"},
        ]

    def test_a_message_that_only_calls_tools_has_no_text(self) -> None:
        messages = (Message.user("Hi"), Message.assistant(tool_calls=CALLS[:1]))
        body = to_anthropic("m", ChatRequest.of(messages, {}))
        assert [block["type"] for block in body["messages"][-1]["content"]] == ["tool_use"]

    def test_options_are_left_out_when_unset_and_zero_is_not_unset(self) -> None:
        unset = to_anthropic("m", ChatRequest.of(QUESTION, {}))
        assert set(unset) == {"model", "max_tokens", "messages", "system"}
        zero = to_anthropic("m", ChatRequest.of(QUESTION, {"temperature": 0.0}))
        assert zero["extra_body"] == {"temperature": 0.0}

    @pytest.mark.parametrize(
        ("theirs", "ours"),
        [
            ("end_turn", "stop"),
            ("stop_sequence", "stop"),
            ("tool_use", "tool_calls"),
            ("max_tokens", "length"),
            ("model_context_window_exceeded", "length"),
            ("refusal", "content_filter"),
            ("a_reason_of_next_year", "stop"),
            (None, "stop"),
        ],
    )
    def test_finish_reasons(self, theirs: str | None, ours: FinishReason) -> None:
        assert finish_reason(theirs) == ours


OPTIONS: dict[str, CallOptions] = {
    "none": {},
    "tools": {"tools": [DAYS_BETWEEN]},
    "all": {
        "tools": [DAYS_BETWEEN],
        "temperature": 0.0,
        "max_output_tokens": 50,
        "stop": ["."],
        "timeout": 5.0,
    },
}


class TestOwnAdapter:
    """The one of llmkit is the measure."""

    @pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())
    @pytest.mark.parametrize("messages", [QUESTION, AFTER_TOOLS], ids=["question", "results"])
    async def test_it_sends_the_same(
        self, options: CallOptions, messages: tuple[Message, ...]
    ) -> None:
        bodies = []
        for name in ("anthropic", "anthropic-small"):
            script = Script.of("Yes.", "Yes.")
            async with model_over_wire(name, script) as (model, server):
                await model.complete(messages, **options)
                async for _ in model.stream(messages, **options):
                    pass
                bodies.append([request.body for request in server.requests])
        assert bodies[0] == bodies[1]

    @pytest.mark.parametrize("as_stream", [False, True])
    async def test_it_gives_the_same(self, as_stream: bool) -> None:
        replies = []
        for name in ("anthropic", "anthropic-small"):
            script = Script.of(Reply("I count.", tool_calls=CALLS))
            async with model_over_wire(name, script) as (model, _):
                if as_stream:
                    chunks = model.stream(QUESTION, tools=[DAYS_BETWEEN])
                    reply = await collect(chunks, provider=model.provider, model=model.model)
                else:
                    reply = await model.complete(QUESTION, tools=[DAYS_BETWEEN])
                replies.append(reply)
        assert replies[0] == replies[1]

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("authentication", AuthenticationError),
            ("context_length", ContextLengthError),
            ("model_not_found", ModelNotFoundError),
            ("overloaded", UnavailableError),
            ("rate_limit", RateLimitError),
            ("connection_cut", ConnectionFailedError),
            ("stall", RequestTimeoutError),
        ],
    )
    @pytest.mark.parametrize("as_stream", [False, True])
    async def test_its_errors_are_those_of_the_tree(
        self, kind: FaultKind, expected: type[ProviderError], as_stream: bool
    ) -> None:
        async with model_over_wire("anthropic-small", Script.of(Reply(fault=Fault(kind)))) as (
            model,
            _,
        ):
            timeout = 0.1 if kind == "stall" else 5.0
            ask = streamed(model, timeout) if as_stream else whole(model, timeout)
            with pytest.raises(expected) as caught:
                await ask
        assert type(caught.value) is expected
        assert caught.value.cause is not None

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("connection_cut", ConnectionFailedError),
            ("overloaded", UnavailableError),
            ("stall", RequestTimeoutError),
        ],
    )
    async def test_a_stream_may_break_in_the_middle(
        self, kind: FaultKind, expected: type[ProviderError]
    ) -> None:
        script = Script.of(Reply("one two three", fault=Fault(kind, after_tokens=2)))
        async with model_over_wire("anthropic-small", script) as (model, _):
            with pytest.raises(expected):
                await streamed(model, 0.1 if kind == "stall" else 5.0)

    async def test_the_wait_that_the_server_asks_for_is_kept(self) -> None:
        script = Script.of(Reply(fault=Fault("rate_limit", retry_after=1.5)))
        async with model_over_wire("anthropic-small", script) as (model, _):
            with pytest.raises(RateLimitError) as caught:
                await model.complete(QUESTION)
        assert caught.value.retry_after == 1.5

    async def test_a_reply_that_is_no_json_is_refused(self) -> None:
        script = Script.of(Reply(fault=Fault("malformed")))
        async with model_over_wire("anthropic-small", script) as (model, _):
            with pytest.raises(MalformedReplyError, match="Expecting value"):
                await model.complete(QUESTION)

    async def test_the_page_of_a_proxy_is_refused(self) -> None:
        async with page_server() as url:
            settings = ProviderSettings(api_key="wire", base_url=url)
            async with providers().create("anthropic-small", settings) as model:
                with pytest.raises(MalformedReplyError, match="not a message"):
                    await model.complete(QUESTION)


def test_the_program_prints_what_is_recorded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LLMKIT_PROVIDER", raising=False)
    runpy.run_module("examples.llms.provider_adapters", run_name="__main__")
    assert capsys.readouterr().out == (HERE / "expected.txt").read_text(encoding="utf-8")


def test_the_environment_chooses_one_provider(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with WireServer(the_script()) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("LLMKIT_PROVIDER", "ollama")
        runpy.run_module("examples.llms.provider_adapters", run_name="__main__")
    assert capsys.readouterr().out.startswith("ollama          tool_calls")
