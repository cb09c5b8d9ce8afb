"""The facts of the wire that pages rely on, one by one."""

import asyncio
import json
from pathlib import Path

import pytest
from llmkit import Message, ProviderError
from llmkit.script import FaultKind
from pydantic import ValidationError

from examples.llms.wire_formats.before_sending import CASES, refusal_of
from examples.llms.wire_formats.conversation import BOOK
from examples.llms.wire_formats.failures import KINDS, failures_of, told_by_sdk
from examples.llms.wire_formats.raw_stream import raw_stream
from examples.llms.wire_formats.requests_sent import (
    PROVIDERS,
    body_of,
    head_of,
    schema_sent_to,
    sent_to,
)
from examples.llms.wire_formats.sdk_retries import ask_ollama, ask_openai, requests_made
from examples.llms.wire_formats.token_counts import load_counts


class TestRequests:
    @pytest.mark.parametrize(
        ("provider", "roles"),
        [
            ("openai", ["system", "user", "assistant", "tool", "tool"]),
            ("anthropic", ["user", "assistant", "user"]),
            ("ollama", ["system", "user", "assistant", "tool", "tool"]),
        ],
    )
    async def test_results_are_turns_or_blocks(self, provider: str, roles: list[str]) -> None:
        body = (await sent_to(provider)).body
        assert [turn["role"] for turn in body["messages"]] == roles

    async def test_arguments_are_text_at_one_provider_and_objects_at_two(self) -> None:
        openai = (await sent_to("openai")).body["messages"][2]["tool_calls"][0]["function"]
        anthropic = (await sent_to("anthropic")).body["messages"][1]["content"][0]
        ollama = (await sent_to("ollama")).body["messages"][2]["tool_calls"][0]["function"]
        assert openai["arguments"] == '{"to": "Rome"}'
        assert anthropic["input"] == ollama["arguments"] == {"to": "Rome"}

    async def test_ollama_has_no_ids(self) -> None:
        assert "call_a" not in json.dumps((await sent_to("ollama")).body)

    @pytest.mark.parametrize(
        ("provider", "head"),
        [
            ("openai", ["POST /v1/chat/completions", "authorization: Bearer the-key"]),
            (
                "anthropic",
                [
                    "POST /v1/messages",
                    "authorization: Bearer the-key",
                    "anthropic-version: 2026-10-21",
                ],
            ),
            ("ollama", ["POST /api/chat", "(no header for a key)"]),
        ],
    )
    async def test_who_asks_is_told_in_headers(self, provider: str, head: list[str]) -> None:
        assert head_of(await sent_to(provider)).splitlines() == head

    async def test_ollama_drops_what_its_sdk_does_not_know(self) -> None:
        sent = {provider: await schema_sent_to(provider) for provider in PROVIDERS}
        assert sent["openai"] == sent["anthropic"] == BOOK.parameters
        assert sent["ollama"]["properties"] == {
            "seats": {"type": "integer"},
            "train": {"type": "object"},
        }

    async def test_three_may_ask_at_the_same_time(self) -> None:
        sent = await asyncio.gather(*map(sent_to, PROVIDERS))
        assert [request.provider for request in sent] == list(PROVIDERS)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ({"model": "m"}, ['model: "m"']),
        ({"stop": ["."]}, ['stop: ["."]']),
        ({"messages": [{"role": "user"}]}, ["messages:", '  {"role": "user"}']),
        (
            {"messages": [{"role": "user", "content": [{"a": 1}]}]},
            ["messages:", '  {"role": "user", "content": [{"a": 1}]}'],
        ),
        (
            {"messages": [{"role": "user", "content": [{"a": 1}, {"b": 2}]}]},
            ["messages:", '  {"role": "user"} content:', '    {"a": 1}', '    {"b": 2}'],
        ),
    ],
)
def test_a_body_is_broken_into_lines(body: dict[str, object], lines: list[str]) -> None:
    assert body_of(body).splitlines() == lines


class TestStreams:
    async def test_openai_ends_with_usage_and_a_mark(self) -> None:
        *_, usage, mark = await raw_stream("openai")
        assert json.loads(usage.removeprefix("data: "))["choices"] == []
        assert mark == "data: [DONE]"

    async def test_anthropic_tells_input_first_and_output_last(self) -> None:
        data = [
            json.loads(line.removeprefix("data: "))
            for line in await raw_stream("anthropic")
            if line.startswith("data")
        ]
        told = {event["type"]: event for event in data}
        assert "input_tokens" in told["message_start"]["message"]["usage"]
        assert list(told["message_delta"]["usage"]) == ["output_tokens"]

    async def test_ollama_sends_a_call_whole(self) -> None:
        lines = [json.loads(line) for line in await raw_stream("ollama")]
        calls = [line["message"]["tool_calls"] for line in lines if "tool_calls" in line["message"]]
        assert calls == [[{"function": {"name": "distance", "arguments": {"to": "Rome"}}}]]


@pytest.mark.parametrize("kind", KINDS)
async def test_every_failure_becomes_one_code_whoever_fails(kind: FaultKind) -> None:
    told = await failures_of(kind)
    assert len({(failure.code, failure.transient) for failure in told.values()}) == 1
    assert all(failure.sdk != "no error" for failure in told.values())


def test_an_error_without_a_cause_says_so() -> None:
    assert told_by_sdk(ProviderError("chat", "cut")) == "no error"


@pytest.mark.parametrize("name", CASES)
async def test_the_sdks_refuse(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    told = await refusal_of(CASES[name])
    # What is sent fails at the address where nobody listens, with an error of the connection.
    assert ("onnect" in told) == (name == "ollama, not running")


async def test_a_call_that_is_not_refused_is_noticed() -> None:
    async def fine() -> object:
        return Message.user("Hello?")

    with pytest.raises(AssertionError, match="not refused"):
        await refusal_of(fine)


async def test_sdks_repeat_and_ollama_does_not() -> None:
    assert [await requests_made(ask) for ask in (ask_openai, ask_ollama)] == [3, 1]


class TestTokens:
    def test_the_estimate_is_far_off_where_it_matters(self) -> None:
        factors = {each.name: each.factor for each in load_counts()}
        assert factors["english"] < 1
        assert 3 < factors["japanese"] < factors["digits"]

    def test_a_column_that_is_missing_is_an_error(self, tmp_path: Path) -> None:
        path = tmp_path / "counts.csv"
        path.write_text("name,o200k_base,text\nenglish,3,Hello there.\n", encoding="utf-8")
        with pytest.raises(ValidationError, match="tekken"):
            load_counts(path)

    def test_a_count_that_is_no_number_is_an_error(self, tmp_path: Path) -> None:
        path = tmp_path / "counts.csv"
        path.write_text("name,o200k_base,tekken,text\na,three,3,Hi.\n", encoding="utf-8")
        with pytest.raises(ValidationError, match="o200k_base"):
            load_counts(path)
