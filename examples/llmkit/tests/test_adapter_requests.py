"""What the adapters send, read from the wire; what comes back is in `test_contract`."""

from collections.abc import Callable
from typing import Any

import pytest

from llmkit import (
    ConnectionFailedError,
    Fault,
    Message,
    Reply,
    Script,
    Tool,
    ToolCall,
    UnavailableError,
    chat_model,
)
from llmkit.chat_request import CallOptions
from llmkit.wire import WireServer

HELLO = [Message.user("Hello")]
SDKS = ("openai", "anthropic", "ollama")


async def sent(provider: str, messages: list[Message], options: CallOptions) -> dict[str, Any]:
    with WireServer(Script.of("ok")) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="k", model="m", base_url=base_url) as model:
            await model.complete(messages, **options)
        return dict(server.requests[0].body)


TEMPERATURE: dict[str, Callable[[dict[str, Any]], object]] = {
    "openai": lambda body: body.get("temperature", "unset"),
    "anthropic": lambda body: body.get("temperature", "unset"),
    "ollama": lambda body: (body.get("options") or {}).get("temperature", "unset"),
}


@pytest.mark.parametrize("provider", SDKS)
@pytest.mark.parametrize(("given", "seen"), [(None, "unset"), (0.0, 0.0), (0.7, 0.7)])
async def test_temperature_zero_is_sent_and_none_is_not(
    provider: str, given: float | None, seen: object
) -> None:
    body = await sent(provider, HELLO, {"temperature": given})
    assert TEMPERATURE[provider](body) == seen


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("openai", {"max_completion_tokens": 9, "stop": ["END"]}),
        ("anthropic", {"max_tokens": 9, "stop_sequences": ["END"]}),
        ("ollama", {"options": {"num_predict": 9, "stop": ["END"]}}),
    ],
)
async def test_limits_are_sent(provider: str, expected: dict[str, Any]) -> None:
    body = await sent(provider, HELLO, {"max_output_tokens": 9, "stop": ["END"]})
    assert {name: body[name] for name in expected} == expected
    assert body["model"] == "m"


async def test_anthropic_gets_system_apart_and_results_in_one_turn() -> None:
    calls = [ToolCall("a", "f", '{"x": 1}'), ToolCall("b", "f", '{"x": 2}')]
    messages = [
        Message.system("Be brief."),
        Message.user("Go."),
        Message.assistant(tool_calls=calls),
        Message.tool("1", tool_call_id="a"),
        Message.tool("2", tool_call_id="b"),
    ]
    body = await sent("anthropic", messages, {})
    assert body["system"] == "Be brief."
    assert [turn["role"] for turn in body["messages"]] == ["user", "assistant", "user"]
    assert [block["tool_use_id"] for block in body["messages"][2]["content"]] == ["a", "b"]
    assert body["messages"][1]["content"][1]["input"] == {"x": 2}


async def test_ollama_gets_the_name_of_the_tool_that_answered() -> None:
    messages = [
        Message.user("Go."),
        Message.assistant(tool_calls=[ToolCall("call_0", "first")]),
        Message.tool("1", tool_call_id="call_0"),
        Message.assistant(tool_calls=[ToolCall("call_0", "second")]),
        Message.tool("2", tool_call_id="call_0"),
    ]
    body = await sent("ollama", messages, {})
    assert [m.get("tool_name") for m in body["messages"]] == [None, None, "first", None, "second"]


@pytest.mark.parametrize("provider", SDKS)
async def test_tools_are_offered(provider: str) -> None:
    tool = Tool("f", "Do it.", {"type": "object", "properties": {"x": {"type": "integer"}}})
    (offered,) = (await sent(provider, HELLO, {"tools": [tool]}))["tools"]
    function = offered if provider == "anthropic" else offered["function"]
    schema = function["input_schema" if provider == "anthropic" else "parameters"]
    assert (function["name"], function["description"]) == ("f", "Do it.")
    assert schema["properties"] == {"x": {"type": "integer"}}


@pytest.mark.parametrize("provider", SDKS)
async def test_the_sdk_does_not_retry(provider: str) -> None:
    script = Script.of(Reply(fault=Fault("overloaded"), times=None))
    with WireServer(script) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="k", base_url=base_url) as model:
            with pytest.raises(UnavailableError):
                await model.complete(HELLO)
        assert len(server.requests) == 1


@pytest.mark.parametrize("provider", SDKS)
async def test_a_closed_port_is_a_failed_connection(provider: str) -> None:
    with WireServer(Script()) as server:
        base_url = server.base_url(provider)
    async with chat_model(provider, api_key="k", base_url=base_url) as model:
        with pytest.raises(ConnectionFailedError):
            await model.complete(HELLO)
