"""What a vLLM server has of its own, through OpenAI's SDK over real HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from llmkit import (
    ContextLengthError,
    Fault,
    InvalidRequestError,
    Message,
    ProviderError,
    RateLimitError,
    Reply,
    Script,
    UnavailableError,
    collect,
)
from llmkit.script import FaultKind
from llmkit.wire import WireServer
from llmkit.wire.wire_format import Refusal

from examples.llms.provider_adapters.compare import server_for
from examples.llms.provider_adapters.providers import VLLMChatModel, providers
from examples.llms.provider_adapters.vllm_format import THOUGHT, VLLMFormat

HELLO = [Message.user("Hello")]
EXTRA: Mapping[str, Any] = {
    "top_k": 20,
    "repetition_penalty": 1.05,
    "chat_template_kwargs": {"enable_thinking": False},
    "structured_outputs": {"choice": ["yes", "no"]},
}


@asynccontextmanager
async def vllm(
    script: Script, extra: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[VLLMChatModel, WireServer]]:
    with server_for("vllm", script) as server:
        async with VLLMChatModel(
            "Qwen/Qwen3-8B", api_key="k", base_url=server.base_url("vllm"), extra=extra or {}
        ) as model:
            yield model, server


async def test_it_is_asked_in_the_format_of_openai_under_its_own_name() -> None:
    async with vllm(Script.of("Yes.", Reply(fault=Fault("overloaded")))) as (model, server):
        reply = await model.complete(HELLO, max_output_tokens=20, temperature=0.0)
        body = dict(server.requests[0].body)
        with pytest.raises(UnavailableError) as caught:
            await model.complete(HELLO)
    assert (reply.provider, reply.model) == ("vllm", "Qwen/Qwen3-8B")
    assert caught.value.operation == "vllm.complete"
    assert (body["max_completion_tokens"], body["temperature"]) == (20, 0.0)


async def test_it_needs_no_key_and_has_a_default_address() -> None:
    async with providers().create("vllm") as model:
        assert (model.provider, model.model) == ("vllm", "Qwen/Qwen3-8B")


async def test_its_own_parameters_stand_in_the_body_of_each_request() -> None:
    async with vllm(Script.of("yes", "yes"), EXTRA) as (model, server):
        await model.complete(HELLO)
        async for _ in model.stream(HELLO):
            pass
        bodies = [request.body for request in server.requests]
    assert [body.get("stream", False) for body in bodies] == [False, True]
    for body in bodies:
        assert {name: body[name] for name in EXTRA} == EXTRA


async def test_nothing_is_added_when_nothing_was_asked_for() -> None:
    async with vllm(Script.of("yes")) as (model, server):
        await model.complete(HELLO)
        assert set(server.requests[0].body) == {"model", "messages"}


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_thoughts_are_no_part_of_the_text(streamed: bool) -> None:
    async with vllm(Script.of("Yes.")) as (model, _):
        if streamed:
            reply = await collect(model.stream(HELLO), provider="vllm", model=model.model)
        else:
            reply = await model.complete(HELLO)
    assert reply.text == "Yes."
    assert THOUGHT not in str(reply)


class OlderFormat(VLLMFormat):
    """As versions of 2024 wrote errors: all fields at the top."""

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        refusal = super().refusal(kind, message)
        return Refusal(refusal.status, {"object": "error", **refusal.body["error"]})


async def test_errors_of_older_servers_are_understood() -> None:
    script = Script.of(Reply(fault=Fault("context_length")))
    with WireServer(script, formats=[OlderFormat()]) as server:
        base_url = server.base_url("vllm")
        async with VLLMChatModel("m", api_key="k", base_url=base_url) as model:
            with pytest.raises(ContextLengthError, match="4096"):
                await model.complete(HELLO)


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("context_length", ContextLengthError),
        ("invalid_request", InvalidRequestError),
        ("rate_limit", RateLimitError),
        ("server_error", UnavailableError),
    ],
)
async def test_the_number_of_an_error_is_its_status_within_a_stream_too(
    kind: FaultKind, expected: type[ProviderError], streamed: bool
) -> None:
    fault = Fault(kind, after_tokens=1 if streamed else 0)
    async with vllm(Script.of(Reply("one two", fault=fault))) as (model, _):
        chunks = collect(model.stream(HELLO), provider="vllm", model=model.model)
        asking = chunks if streamed else model.complete(HELLO)
        with pytest.raises(expected) as caught:
            await asking
        chunks.close()
    assert type(caught.value) is expected
