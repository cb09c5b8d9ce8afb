"""What the base of the adapters does where no real SDK can be brought to do it on demand."""

import json
import threading
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from llmkit import (
    ChatRequest,
    Chunk,
    Completion,
    ConnectionFailedError,
    MalformedReplyError,
    Message,
    ProviderError,
    Usage,
    chat_model,
)
from llmkit.providers.adapter import AdapterChatModel

HELLO = [Message.user("Hello")]


class ScriptedAdapter(AdapterChatModel):
    provider = "scripted"

    def __init__(self, *chunks: Chunk, error: Exception | None = None) -> None:
        super().__init__("m")
        self._replies = chunks
        self._error = error or AssertionError("not meant to be asked")

    async def _complete(self, request: ChatRequest) -> Completion:
        raise self._error

    async def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        for chunk in self._replies:
            yield chunk

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        return ConnectionFailedError(operation) if isinstance(error, OSError) else None


async def test_a_stream_that_ends_politely_but_early_is_a_failed_connection() -> None:
    chunks = ScriptedAdapter(Chunk("one")).stream(HELLO)
    assert (await anext(chunks)).text == "one"
    with pytest.raises(ConnectionFailedError, match="ended without a reason"):
        await anext(chunks)


async def test_a_stream_that_ends_as_it_should_is_none() -> None:
    adapter = ScriptedAdapter(Chunk("one"), Chunk(finish_reason="stop"))
    assert [chunk.text async for chunk in adapter.stream(HELLO)] == ["one", ""]


async def test_an_empty_stream_is_no_reply() -> None:
    with pytest.raises(MalformedReplyError, match="no event"):
        await anext(ScriptedAdapter().stream(HELLO))


async def test_an_error_of_the_sdk_is_translated() -> None:
    beneath = OSError("gone")
    with pytest.raises(ConnectionFailedError) as caught:
        await ScriptedAdapter(error=beneath).complete(HELLO)
    assert caught.value.cause is beneath


async def test_a_mistake_in_our_own_code_is_not_dressed_up() -> None:
    with pytest.raises(ZeroDivisionError):
        await ScriptedAdapter(error=ZeroDivisionError()).complete(HELLO)


@contextmanager
def serving(body: Mapping[str, object]) -> Iterator[str]:
    """Serve one and the same JSON to every request."""
    content = json.dumps(dict(body)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_a_reply_without_content_is_malformed(provider: str) -> None:
    with serving({}) as base_url:
        async with chat_model(provider, api_key="k", base_url=base_url) as model:
            with pytest.raises(MalformedReplyError):
                await model.complete(HELLO)


async def test_tokens_of_the_prompt_cache_count_as_input() -> None:
    usage = {
        "input_tokens": 5,
        "cache_creation_input_tokens": 100,
        "cache_read_input_tokens": 2000,
        "output_tokens": 7,
    }
    body = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": "Hi"}],
        "stop_reason": "end_turn",
        "usage": usage,
    }
    with serving(body) as base_url:
        async with chat_model("anthropic", api_key="k", base_url=base_url) as model:
            assert (await model.complete(HELLO)).usage == Usage(2105, 7)
