"""Heron's own: its words, its options, and what stands in front of it."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import pytest
from llmkit import (
    ChatModel,
    ChatRequest,
    ConfigurationError,
    InvalidRequestError,
    MalformedReplyError,
    Message,
    ProviderError,
    ProviderSettings,
    RateLimitError,
    RequestTimeoutError,
    Script,
    Tool,
    ToolCall,
    UnavailableError,
    VisionUnsupportedError,
)
from llmkit.testing import plain_image
from llmkit.wire import WireServer

from examples.llms.custom_provider.heron_conversion import HeronProblemError, to_chunk, to_heron
from examples.llms.custom_provider.heron_factory import heron
from examples.llms.custom_provider.heron_format import HeronFormat
from examples.llms.custom_provider.heron_model import HeronChatModel, translated
from examples.llms.custom_provider.heron_options import (
    HeronOptions,
    Option,
    options_of,
    with_base_url,
    with_connect_timeout,
    with_connections,
    with_key,
    with_label,
    with_model,
)

HELLO = (Message.user("Hello"),)
CALL = ToolCall("c1", "weather", '{"city": "Paris"}')


@asynccontextmanager
async def heron_over(
    *changes: Option, model: str | None = None
) -> AsyncIterator[tuple[ChatModel, WireServer]]:
    with WireServer(Script.of("Hi.", "Hi."), formats=[HeronFormat()]) as server:
        factory = heron(with_base_url(server.base_url("heron")), with_key("k"), *changes)
        async with factory(ProviderSettings(model=model)) as made:
            yield made, server


class TestRequests:
    def test_a_dialogue_keeps_every_turn(self) -> None:
        messages = (
            Message.system("Be brief."),
            Message.user("Weather?"),
            Message.assistant(tool_calls=[CALL]),
            Message.tool("18 C", tool_call_id="c1"),
        )
        assert to_heron(ChatRequest(messages), live=False)["dialogue"] == [
            {"by": "instructions", "says": "Be brief."},
            {"by": "person", "says": "Weather?"},
            {
                "by": "engine",
                "says": "",
                "wants": [{"ticket": "c1", "skill": "weather", "input": '{"city": "Paris"}'}],
            },
            {"by": "skill", "says": "18 C", "ticket": "c1"},
        ]

    @pytest.mark.parametrize(
        ("request_", "limits"),
        [
            (ChatRequest(HELLO), None),
            (ChatRequest(HELLO, temperature=0.0), {"warmth": 0.0}),
            (ChatRequest(HELLO, max_output_tokens=9), {"tokens": 9}),
            (ChatRequest(HELLO, stop=("END",)), {"until": ["END"]}),
        ],
    )
    def test_only_what_was_asked_for_is_sent(
        self, request_: ChatRequest, limits: dict[str, Any] | None
    ) -> None:
        assert to_heron(request_, live=False).get("limits") == limits

    async def test_images_are_refused_and_not_dropped(self) -> None:
        asked = [Message.user("Which colour?", images=[plain_image()])]
        async with heron_over() as (model, server):
            with pytest.raises(VisionUnsupportedError, match="takes text alone"):
                await model.complete(asked)
            assert server.requests == ()

    def test_a_tool_is_a_skill(self) -> None:
        tool = Tool("weather", "Look it up.", {"type": "object"})
        (skill,) = to_heron(ChatRequest(HELLO, tools=(tool,)), live=True)["skills"]
        assert skill == {"skill": "weather", "purpose": "Look it up.", "input": {"type": "object"}}

    @pytest.mark.parametrize("name", ["heron-large", "org/heron large?"])
    async def test_the_engine_stands_in_the_path(self, name: str) -> None:
        async with heron_over(model=name) as (model, _):
            assert (await model.complete(HELLO)).model == name

    async def test_key_and_labels_are_headers(self) -> None:
        labels = (with_label("team", "search"), with_label("run", "nightly"))
        async with heron_over(*labels) as (model, server):
            await model.complete(HELLO)
            headers = server.requests[0].headers
        assert headers["x-heron-key"] == "k"
        assert headers["x-heron-labels"] == "team=search,run=nightly"

    async def test_without_labels_there_is_no_header(self) -> None:
        async with heron_over() as (model, server):
            await model.complete(HELLO)
            assert "x-heron-labels" not in server.requests[0].headers


class TestLines:
    @pytest.mark.parametrize("line", ["<p>Log in</p>", "* 1", '+ "torn', "", "+"])
    def test_what_is_no_line_is_refused(self, line: str) -> None:
        with pytest.raises(ValueError, match=r"begins with|char"):
            to_chunk(line)

    def test_a_problem_is_raised(self) -> None:
        with pytest.raises(HeronProblemError, match="busy: later"):
            to_chunk('! {"problem": "busy", "says": "later"}')

    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            (HeronProblemError("too-fast", "", status=429, retry_after=2.0), RateLimitError),
            (HeronProblemError("new-next-year", "", status=503), UnavailableError),
            (HeronProblemError("new-next-year", "", status=400), InvalidRequestError),
        ],
    )
    def test_a_word_we_do_not_know_goes_by_its_status(
        self, error: HeronProblemError, expected: type[ProviderError]
    ) -> None:
        assert type(translated(error, "heron.complete")) is expected


class TestOptions:
    def test_the_last_word_counts_and_labels_add_up(self) -> None:
        options = options_of(
            with_connections(4), with_label("a", "1"), with_connections(2), with_label("b", "2")
        )
        assert (options.connections, options.labels) == (2, (("a", "1"), ("b", "2")))

    def test_without_changes_they_are_the_defaults(self) -> None:
        assert options_of() == HeronOptions()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (with_base_url("heron.internal"), "http://"),
            (with_model(""), "model is empty"),
            (with_connect_timeout(0), "connect_timeout is 0 s"),
            (with_connections(0), "connections is 0"),
            (with_label("", "x"), "label ''"),
            (with_label("team", "a,b"), "label 'team'"),
            (with_label("team", "a\r\nx-heron-key: other"), "line end"),
        ],
    )
    def test_what_makes_no_sense_fails_before_anything_is_registered(
        self, change: Option, words: str
    ) -> None:
        with pytest.raises(ConfigurationError, match=words):
            heron(change)

    def test_all_problems_are_named_at_once(self) -> None:
        with pytest.raises(ConfigurationError) as caught:
            options_of(with_base_url("x"), with_connect_timeout(-1), with_connections(0))
        assert caught.value.detail.count("; ") == 2

    def test_a_key_is_not_printed(self) -> None:
        assert "secret" not in repr(options_of(with_key("secret")))

    async def test_what_the_caller_sets_goes_before_the_options(self) -> None:
        async with heron_over(with_model("heron-large")) as (model, server):
            url = server.base_url("heron")
            assert model.model == "heron-large"
            elsewhere = heron(with_base_url("http://localhost:1"), with_key("wrong"))
            settings = ProviderSettings(model="mine", api_key="right", base_url=url)
            async with elsewhere(settings) as mine:
                await mine.complete(HELLO)
            (request,) = server.requests
        assert request.path == "/engines/mine/turns"
        assert request.headers["x-heron-key"] == "right"


async def test_a_mistake_of_our_own_is_not_blamed_on_heron() -> None:
    tool = Tool("weather", "Look it up.", {"default": object()})
    async with heron_over() as (model, server):
        with pytest.raises(TypeError, match="not JSON serializable"):
            await model.complete(HELLO, tools=[tool])
        assert server.requests == ()


@pytest.fixture
def full_port() -> Iterator[int]:
    """A port whose queue is full, so that a connection to it hangs."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer when a queue is full")
async def test_a_connection_that_hangs_is_given_up(full_port: int) -> None:
    options = options_of(with_base_url(f"http://127.0.0.1:{full_port}"), with_connect_timeout(0.1))
    async with HeronChatModel("m", "k", options) as model:
        with pytest.raises(RequestTimeoutError):
            await model.complete(HELLO)


@asynccontextmanager
async def answering(status: str, body: str) -> AsyncIterator[HeronChatModel]:
    """Serve one answer of whatever stands where Heron should be."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write((head + body).encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with HeronChatModel("m", "k", options_of(with_base_url(url))) as model:
            yield model


ELSEWHERE: Mapping[str, tuple[str, str, type[ProviderError]]] = {
    "a gateway's page": ("502 Bad Gateway", "<h1>Bad gateway</h1>", UnavailableError),
    "a list": ("400 Bad Request", "[]", InvalidRequestError),
    "a reply without its fields": ("200 OK", "{}", MalformedReplyError),
    "a number": ("200 OK", "7", MalformedReplyError),
}


@pytest.mark.parametrize(("status", "body", "expected"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
async def test_what_is_not_heron_is_told_apart(
    status: str, body: str, expected: type[ProviderError]
) -> None:
    async with answering(status, body) as model:
        with pytest.raises(expected) as caught:
            await model.complete(HELLO)
    assert type(caught.value) is expected
