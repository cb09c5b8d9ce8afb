import asyncio

from llmkit import Message, Script, SimulatedChatModel
from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.semantic_attributes import GEN_AI_CLIENT_TOKEN_USAGE, operation_duration


async def test_what_is_reported_is_kept() -> None:
    recorded = RecordedTelemetry()
    model = recorded.watch(SimulatedChatModel(script=Script.of("Hello.")))
    with recorded.telemetry("rag").operation("answer"):
        await model.complete([Message.user("Hi")])
    recorded.telemetry("rag").meter.create_counter("llmkit.rag.hits").add(3)
    assert [span.name for span in recorded.spans()] == ["chat simulated-1", "rag.answer"]
    assert {GEN_AI_CLIENT_TOKEN_USAGE, operation_duration("rag")} <= {
        name for name, _ in recorded.points()
    }
    assert [point.value for point in recorded.counts("llmkit.rag.hits")] == [3]
    assert [point.count for point in recorded.histograms(operation_duration("rag"))] == [1]
    assert recorded.histograms("llmkit.rag.hits") == []


def test_nothing_was_reported() -> None:
    recorded = RecordedTelemetry()
    assert (list(recorded.spans()), recorded.points()) == ([], [])
    assert list(span_lines(recorded.spans())) == []


async def test_spans_are_shown_as_trees_in_the_order_in_which_they_began() -> None:
    recorded = RecordedTelemetry()
    telemetry = recorded.telemetry("rag")

    async def search(number: int, released: asyncio.Event) -> None:
        with telemetry.operation("search", {"number": number}):
            await released.wait()

    with telemetry.operation("answer", {"question": "why", "tokens": 7}):
        # The first to begin is the last to end.
        first, second = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(search(1, first))
            last = group.create_task(search(2, second))
            await asyncio.sleep(0)
            second.set()
            await last
            first.set()
    with telemetry.operation("forget"):
        pass
    assert list(span_lines(recorded.spans(), ("number", "tokens"))) == [
        "rag.answer  tokens=7",
        "  rag.search  number=1",
        "  rag.search  number=2",
        "rag.forget",
    ]
