import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import pytest
from opentelemetry.semconv._incubating.attributes import gen_ai_attributes
from opentelemetry.semconv._incubating.metrics import gen_ai_metrics
from opentelemetry.semconv.attributes import error_attributes
from opentelemetry.trace import SpanKind, StatusCode

from llmkit import (
    ChatModel,
    Fault,
    Message,
    Reply,
    Script,
    SimulatedChatModel,
    UnavailableError,
    Usage,
    collect,
    semantic_attributes,
)
from llmkit.instrumented import instrumented
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.testing import plain_image

HELLO = [Message.user("Hello")]
DURATION = "llmkit.chat.operation_duration_seconds"


class Recorded(RecordedTelemetry):
    """What an application would have exported, with a model over replies."""

    def model(self, *replies: Reply | str) -> ChatModel:
        return self.watch(SimulatedChatModel(script=Script.of(*replies)))


@pytest.fixture
def recorded() -> Recorded:
    return Recorded()


async def run(model: ChatModel, *, streamed: bool) -> None:
    if streamed:
        await collect(model.stream(HELLO, temperature=0.0), provider="", model="")
    else:
        await model.complete(HELLO, temperature=0.0)


def test_names_are_those_of_the_conventions() -> None:
    ours = {
        value for name, value in vars(semantic_attributes).items() if name.startswith("GEN_AI_")
    }
    modules = (gen_ai_attributes, gen_ai_metrics)
    theirs = {v for module in modules for v in vars(module).values() if isinstance(v, str)}
    assert ours <= theirs
    assert semantic_attributes.ERROR_TYPE == error_attributes.ERROR_TYPE


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_a_call_becomes_a_span(recorded: Recorded, streamed: bool) -> None:
    await run(recorded.model(Reply("Hi there", usage=Usage(11, 5))), streamed=streamed)
    (span,) = recorded.spans()
    attributes = dict(span.attributes or {})
    first = attributes.pop("gen_ai.response.time_to_first_chunk", None)
    attributes.pop("gen_ai.response.model", None)
    assert (span.name, span.kind) == ("chat simulated-1", SpanKind.CLIENT)
    assert attributes == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "simulated",
        "gen_ai.request.model": "simulated-1",
        "gen_ai.request.stream": streamed,
        "gen_ai.request.temperature": 0.0,
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 11,
        "gen_ai.usage.output_tokens": 5,
    }
    assert (first is not None) == streamed
    assert span.status.status_code is StatusCode.UNSET


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_images_are_counted_and_never_kept(recorded: Recorded, streamed: bool) -> None:
    images = [plain_image(3, 3), plain_image(5, 5)]
    asked, model = [Message.user("Look", images=images)], recorded.model("Red.")
    if streamed:
        await collect(model.stream(asked), provider="", model="")
    else:
        await model.complete(asked)
    (span,) = recorded.spans()
    attributes = dict(span.attributes or {})
    assert attributes["llmkit.request.image_count"] == 2
    assert attributes["llmkit.request.image_bytes"] == sum(len(each.data) for each in images)
    assert images[0].base64()[:20] not in span.to_json()


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_a_call_is_counted(recorded: Recorded, streamed: bool) -> None:
    await run(recorded.model(Reply("Hi there", usage=Usage(11, 5))), streamed=streamed)
    (duration,) = recorded.histograms(DURATION)
    assert duration.count == 1
    assert dict(duration.attributes or {}) == {
        "llmkit.operation.name": "stream" if streamed else "complete"
    }
    tokens = {
        dict(point.attributes or {})["gen_ai.token.type"]: point.sum
        for point in recorded.histograms("gen_ai.client.token.usage")
    }
    assert tokens == {"input": 11, "output": 5}
    waits = recorded.histograms("gen_ai.client.operation.time_to_first_chunk")
    assert [point.count for point in waits] == ([1] if streamed else [])


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_a_failure_is_marked_once_and_passed_on(recorded: Recorded, streamed: bool) -> None:
    model = recorded.model(Reply("one two", fault=Fault("overloaded", after_tokens=1)))
    with pytest.raises(UnavailableError):
        await run(model, streamed=streamed)
    (span,) = recorded.spans()
    assert (span.attributes or {})["error.type"] == "unavailable"
    assert span.status.status_code is StatusCode.ERROR
    assert [event.name for event in span.events] == ["exception"]
    (duration,) = recorded.histograms(DURATION)
    assert (duration.attributes or {})["error.type"] == "unavailable"


async def test_nothing_that_was_said_is_reported(recorded: Recorded) -> None:
    model = recorded.model("the secret reply")
    await model.complete([Message.user("the secret question")])
    assert "secret" not in recorded.spans()[0].to_json()


async def test_a_stream_left_early_ends_its_span(recorded: Recorded) -> None:
    async with aclosing(recorded.model("one two").stream(HELLO)) as chunks:
        await anext(chunks)
    (span,) = recorded.spans()
    assert span.status.status_code is StatusCode.UNSET
    assert "gen_ai.usage.output_tokens" not in (span.attributes or {})


async def test_work_between_chunks_is_no_part_of_the_call(recorded: Recorded) -> None:
    telemetry = recorded.telemetry("reader")
    with telemetry.operation("read"):
        async for _ in recorded.model("one").stream(HELLO):
            with telemetry.operation("show"):
                pass
    by_name = {span.name: span for span in recorded.spans()}
    parent = by_name["reader.read"].context
    assert parent is not None
    for name in ("reader.show", "chat simulated-1"):
        above = by_name[name].parent
        assert above is not None
        assert above.span_id == parent.span_id


def test_an_operation_of_one_s_own(recorded: Recorded) -> None:
    def retrieve() -> None:
        with recorded.telemetry("rag").operation("retrieve", {"rag.k": 3}) as span:
            span.set_attribute("rag.found", 0)
            raise ValueError("empty")

    with pytest.raises(ValueError, match="empty"):
        retrieve()
    (ended,) = recorded.spans()
    assert ended.name == "rag.retrieve"
    assert dict(ended.attributes or {}) == {
        "rag.k": 3,
        "rag.found": 0,
        "error.type": "ValueError",
    }
    (point,) = recorded.histograms("llmkit.rag.operation_duration_seconds")
    assert dict(point.attributes or {}) == {
        "llmkit.operation.name": "retrieve",
        "error.type": "ValueError",
    }


def test_without_an_sdk_it_costs_next_to_nothing() -> None:
    """A ratio in one run: a streamed reply of 200 words, with and without telemetry."""
    script = Script.of(Reply("word " * 200, times=None))
    bare: ChatModel = SimulatedChatModel(script=script)
    reporting = instrumented(SimulatedChatModel(script=script))

    def time_of(make_call: Callable[[], Any]) -> float:
        # Processor time, for other processes may be at work beside this one.
        async def timed() -> float:
            started = time.process_time()
            for _ in range(40):
                await make_call()
            return time.process_time() - started

        return asyncio.run(timed())

    plain = measured = float("inf")
    # By turns, as what else the machine does slows both; it can only add, so the best counts.
    for _ in range(40):
        plain = min(plain, time_of(lambda: run(bare, streamed=True)))
        measured = min(measured, time_of(lambda: run(reporting, streamed=True)))
        if measured / plain < 1.4:
            break
    assert measured / plain < 1.5
