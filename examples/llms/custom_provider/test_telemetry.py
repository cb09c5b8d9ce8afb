"""What calls report, read back from OpenTelemetry's own SDK."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest
from llmkit import (
    Fault,
    Message,
    ProviderSettings,
    RateLimitError,
    Reply,
    Script,
    SimulatedChatModel,
    Usage,
)
from llmkit.chat_model import ChatModel
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.semantic_attributes import GEN_AI_CLIENT_TOKEN_USAGE
from llmkit.wire import WireServer
from opentelemetry.trace import SpanKind, StatusCode

from examples.llms.custom_provider.checked_registry import CheckedRegistry
from examples.llms.custom_provider.custom_provider import answer, open_model, providers
from examples.llms.custom_provider.heron_factory import heron
from examples.llms.custom_provider.heron_format import HeronFormat
from examples.llms.custom_provider.heron_options import with_base_url, with_key
from examples.llms.custom_provider.telemetry_tables import values_of

HELLO = (Message.user("Hello"),)
SPENT = Reply("one two three", usage=Usage(31, 4))


@pytest.fixture
def recorded() -> RecordedTelemetry:
    return RecordedTelemetry()


@asynccontextmanager
async def heron_reporting(
    recorded: RecordedTelemetry, *replies: Reply
) -> AsyncIterator[CheckedRegistry]:
    with WireServer(Script.of(*replies), formats=[HeronFormat()]) as server:
        yield providers(
            with_base_url(server.base_url("heron")),
            with_key("k"),
            tracer_provider=recorded.tracer_provider,
            meter_provider=recorded.meter_provider,
        )


async def test_a_call_is_a_span_under_the_name_of_the_provider(recorded: RecordedTelemetry) -> None:
    async with heron_reporting(recorded, SPENT) as registry, registry.create("heron") as model:
        await model.complete(HELLO, temperature=0.0)
    (span,) = recorded.spans()
    attributes = dict(span.attributes or {})
    assert (span.name, span.kind) == ("chat heron-small", SpanKind.CLIENT)
    assert attributes["gen_ai.provider.name"] == "heron"
    assert attributes["gen_ai.request.temperature"] == 0.0
    assert attributes["gen_ai.usage.input_tokens"] == 31
    assert attributes["gen_ai.response.finish_reasons"] == ("stop",)


async def test_tokens_are_counted_by_provider_and_kind(recorded: RecordedTelemetry) -> None:
    async with (
        heron_reporting(recorded, SPENT, SPENT) as registry,
        registry.create("heron") as model,
    ):
        await model.complete(HELLO)
        async for _ in model.stream(HELLO):
            pass
    sums = {
        (point.attributes or {})["gen_ai.token.type"]: (point.count, point.sum)
        for point in recorded.histograms(GEN_AI_CLIENT_TOKEN_USAGE)
    }
    assert sums == {"input": (2, 62), "output": (2, 8)}


async def test_each_attempt_is_reported_and_only_one_is_paid(recorded: RecordedTelemetry) -> None:
    busy = Reply(fault=Fault("overloaded"))
    async with (
        heron_reporting(recorded, busy, SPENT) as registry,
        open_model(registry, "heron") as model,
    ):
        assert await answer(model, "Hello") == "one two three"
    first, second = recorded.spans()
    assert (first.status.status_code, second.status.status_code) == (
        StatusCode.ERROR,
        StatusCode.UNSET,
    )
    assert dict(first.attributes or {})["error.type"] == "unavailable"
    assert values_of(recorded, GEN_AI_CLIENT_TOKEN_USAGE) == 2


async def test_a_failure_is_reported_by_its_code(recorded: RecordedTelemetry) -> None:
    refused = Reply(fault=Fault("rate_limit", retry_after=2.0))
    async with heron_reporting(recorded, refused) as registry, registry.create("heron") as model:
        with pytest.raises(RateLimitError):
            await model.complete(HELLO)
    (span,) = recorded.spans()
    assert dict(span.attributes or {})["error.type"] == "rate_limit"
    assert values_of(recorded, "llmkit.chat.operation_duration_seconds") == 1


async def test_a_stream_that_is_left_has_a_span_and_no_tokens(recorded: RecordedTelemetry) -> None:
    async with (
        heron_reporting(recorded, SPENT) as registry,
        registry.create("heron") as model,
        aclosing(model.stream(HELLO)) as chunks,
    ):
        await anext(chunks)
    assert len(recorded.spans()) == 1
    assert values_of(recorded, GEN_AI_CLIENT_TOKEN_USAGE) == 0


async def test_every_provider_of_the_registry_reports(recorded: RecordedTelemetry) -> None:
    registry = CheckedRegistry(
        tracer_provider=recorded.tracer_provider, meter_provider=recorded.meter_provider
    )

    def mine(settings: ProviderSettings) -> ChatModel:
        return SimulatedChatModel(settings.model or "mine", script=settings.script)

    registry.register("mine", mine)
    settings = ProviderSettings(script=Script.of("Hi."))
    for name in ("simulated", "mine"):
        await registry.create(name, settings).complete(HELLO)
    assert [span.name for span in recorded.spans()] == ["chat simulated-1", "chat mine"]


async def test_past_the_registry_nothing_is_reported(recorded: RecordedTelemetry) -> None:
    with WireServer(Script.of(SPENT), formats=[HeronFormat()]) as server:
        factory = heron(with_base_url(server.base_url("heron")), with_key("k"))
        async with factory(ProviderSettings()) as model:
            assert (await model.complete(HELLO)).usage == Usage(31, 4)
    assert list(recorded.spans()) == []
    assert recorded.points() == []
