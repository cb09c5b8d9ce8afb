"""The same cases for every provider: what a caller gets when all is well, and when it is not."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from llmkit import (
    ChatModel,
    Completion,
    Fault,
    LLMKitError,
    Message,
    RateLimitError,
    Reply,
    ReplyBuilder,
    Script,
    Tool,
    ToolCall,
)

from examples.llms.provider_adapters.compare import model_at, server_for

PROVIDERS = ("openai", "vllm", "anthropic", "ollama", "bedrock")
HELLO = (Message.user("Hello"),)
WEATHER = Tool("weather", "Look up the weather of a city.")
PARIS = ToolCall("call_0", "weather", '{"city": "Paris"}')
TORN = ToolCall("call_0", "weather", '{"city": "Par')
SILENCE_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Case:
    """Something that a provider does, and how it is asked."""

    reply: Reply
    """What the server answers."""
    streamed: bool = False
    """Whether the reply is asked for as a stream."""
    cancelled: bool = False
    """Whether the caller leaves while the server is silent."""
    impossible: frozenset[str] = frozenset()
    """The providers whose format cannot say this."""


CASES: Mapping[str, Case] = MappingProxyType(
    {
        "text": Case(Reply("one two three")),
        "text, streamed": Case(Reply("one two three"), streamed=True),
        "tool call": Case(Reply(tool_calls=(PARIS,))),
        "tool call, streamed": Case(Reply(tool_calls=(PARIS,)), streamed=True),
        "429, Retry-After: 1.5": Case(Reply(fault=Fault("rate_limit", retry_after=1.5))),
        "500": Case(Reply(fault=Fault("server_error"))),
        "silence": Case(Reply(fault=Fault("stall"))),
        "hangs up": Case(Reply(fault=Fault("connection_cut"))),
        "a page, not a reply": Case(Reply(fault=Fault("malformed"))),
        "500 in a stream": Case(
            Reply("one two", fault=Fault("server_error", after_tokens=2)), streamed=True
        ),
        "429 in a stream": Case(
            Reply("one two", fault=Fault("rate_limit", after_tokens=2)), streamed=True
        ),
        "silence in a stream": Case(
            Reply("one two", fault=Fault("stall", after_tokens=2)), streamed=True
        ),
        "stream hangs up": Case(
            Reply("one two", fault=Fault("connection_cut", after_tokens=2)), streamed=True
        ),
        "torn tool arguments": Case(
            Reply(tool_calls=(TORN,)), streamed=True, impossible=frozenset({"ollama"})
        ),
        "caller leaves": Case(Reply(fault=Fault("stall")), cancelled=True),
        "caller leaves a stream": Case(
            Reply("one two", fault=Fault("stall", after_tokens=2)), streamed=True, cancelled=True
        ),
    }
)


async def outcome_of(case: Case, provider: str) -> str:
    """Play a case to a provider's SDK and return what its caller gets, in a few words."""
    if provider in case.impossible:
        return "(the format has only whole objects)"
    with server_for(provider, Script.of(case.reply, "next")) as server:
        async with model_at(provider, server) as model:
            outcome = await _outcome(case, model, lambda: bool(server.requests))
            if case.cancelled:
                # The same client must be good for another call.
                outcome += f', then "{(await model.complete(HELLO)).text}"'
            return outcome


async def _outcome(case: Case, model: ChatModel, is_asked: Callable[[], bool]) -> str:
    received = ReplyBuilder()
    asking = asyncio.create_task(ask(model, case, received))
    if case.cancelled:
        while not is_asked():  # noqa: ASYNC110  # the server counts in another thread
            await asyncio.sleep(0.005)
        asking.cancel()
    try:
        reply = await asking
        calls = [f"{call.name} {call.parsed()}" for call in reply.message.tool_calls]
        return " ".join([reply.finish_reason, *calls, reply.text]).strip()
    except LLMKitError as error:
        wait = error.retry_after if isinstance(error, RateLimitError) else None
        return error.code if wait is None else f"{error.code}, wait {wait:g} s"
    except asyncio.CancelledError:
        return "cancelled"


async def ask(model: ChatModel, case: Case, received: ReplyBuilder) -> Completion:
    """Make the call of a case."""
    # Who is going to leave sets no limit.
    timeout = None if case.cancelled else SILENCE_SECONDS if "stall" in _kind(case) else 5.0
    if not case.streamed:
        return await model.complete(HELLO, tools=[WEATHER], timeout=timeout)
    async for chunk in model.stream(HELLO, tools=[WEATHER], timeout=timeout):
        received.add(chunk)
    return received.completion(provider=model.provider, model=model.model)


def _kind(case: Case) -> str:
    return case.reply.fault.kind if case.reply.fault else ""


async def case_rows() -> Sequence[str]:
    """Return a row for each case and each outcome, with the providers that agree on it."""
    rows = []
    for name, case in CASES.items():
        outcomes = [await outcome_of(case, provider) for provider in PROVIDERS]
        shown = name
        for outcome in dict.fromkeys(outcomes):
            agreed = [p for p, each in zip(PROVIDERS, outcomes, strict=True) if each == outcome]
            who = "all" if len(agreed) == len(PROVIDERS) else " ".join(agreed)
            rows.append(f"{shown:24}{outcome:38}{who}")
            shown = ""
    return rows
