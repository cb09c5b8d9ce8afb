"""Ways to call a model after which somebody asks where the metrics are."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from types import MappingProxyType

from llmkit import ChatModel, LLMKitError, Message, ProviderSettings
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.semantic_attributes import GEN_AI_CLIENT_TOKEN_USAGE

from examples.llms.custom_provider.custom_provider import providers
from examples.llms.custom_provider.heron_factory import heron
from examples.llms.custom_provider.heron_options import Option
from examples.llms.custom_provider.telemetry_tables import values_of

QUESTION = (Message.user("Weather in Paris?"),)


async def complete(model: ChatModel) -> None:
    """Ask for a whole reply."""
    await model.complete(QUESTION)


async def read_all(model: ChatModel) -> None:
    """Read a stream to its end."""
    async for _ in model.stream(QUESTION):
        pass


async def read_one(model: ChatModel) -> None:
    """Leave a stream after its first chunk; usage comes with the last one."""
    async with aclosing(model.stream(QUESTION)) as chunks:
        await anext(chunks)


async def fail(model: ChatModel) -> None:
    """Make a call that is refused before it is sent."""
    try:
        await model.complete([])
    except LLMKitError:
        return


async def count_reports(options: Sequence[Option]) -> str:
    """Return a table: how each call was made, and what of it was reported.

    Args:
        options: How to reach Heron.
    """
    recorded = RecordedTelemetry()
    heard = providers(
        *options,
        tracer_provider=recorded.tracer_provider,
        meter_provider=recorded.meter_provider,
    ).create("heron")
    # No SDK was set up for the process, so what this one reports goes nowhere.
    unheard = providers(*options).create("heron")
    bare = heron(*options)(ProviderSettings())
    ways: Mapping[str, tuple[ChatModel, Callable[[ChatModel], Awaitable[None]]]] = MappingProxyType(
        {
            "a whole reply": (heard, complete),
            "a stream, read to its end": (heard, read_all),
            "a stream, left after one chunk": (heard, read_one),
            "a call that fails": (heard, fail),
            "from the factory, past the registry": (bare, complete),
            "from a registry without an SDK": (unheard, complete),
        }
    )
    rows = [await _row(title, recorded, model, call) for title, (model, call) in ways.items()]
    for model in (heard, unheard, bare):
        await model.aclose()
    return "\n".join(rows)


async def _row(
    title: str,
    recorded: RecordedTelemetry,
    model: ChatModel,
    call: Callable[[ChatModel], Awaitable[None]],
) -> str:
    spans, tokens = len(recorded.spans()), values_of(recorded, GEN_AI_CLIENT_TOKEN_USAGE)
    await call(model)
    spans = len(recorded.spans()) - spans
    tokens = values_of(recorded, GEN_AI_CLIENT_TOKEN_USAGE) - tokens
    return f"{title:38}spans: {spans}  counts of tokens: {tokens}"
