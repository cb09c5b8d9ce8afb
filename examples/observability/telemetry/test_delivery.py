import io
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF

from examples.observability.telemetry import outage
from examples.observability.telemetry.collector import Behaviour
from examples.observability.telemetry.delivery import Delivery, DeliveryCounts
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.stack import SPANS_DELIVERED, Stack


class Held(SpanExporter):
    """An exporter that waits until it is let go, then does what it was told."""

    def __init__(self, result: SpanExportResult | Exception = SpanExportResult.SUCCESS) -> None:
        self.entered, self.released = threading.Event(), threading.Event()
        self.batches: list[int] = []
        self._result = result

    def succeed(self) -> None:
        self._result = SpanExportResult.SUCCESS

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self.entered.set()
        assert self.released.wait(10)
        self.batches.append(len(spans))
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


def ended(delivery: Delivery, count: int) -> None:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(delivery.processor)
    tracer = provider.get_tracer("test")
    for _ in range(count):
        tracer.start_span("a").end()


def test_what_finds_no_room_is_dropped_and_counted() -> None:
    exporter = Held()
    delivery = Delivery(exporter, capacity=10, delay=0.001)
    ended(delivery, 4)
    assert exporter.entered.wait(10)
    ended(delivery, 20)
    assert delivery.counts == DeliveryCounts(ended=24, sent=0, failed=0, dropped=14)
    assert delivery.counts.waiting == 10
    exporter.released.set()
    delivery.close()
    assert delivery.counts == DeliveryCounts(ended=24, sent=10, failed=0, dropped=14)
    assert sum(exporter.batches) == 10


@pytest.mark.parametrize("result", [SpanExportResult.FAILURE, OSError("no route")])
def test_what_an_exporter_does_not_take_has_failed(
    result: SpanExportResult | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    exporter = Held(result)
    exporter.released.set()
    delivery = Delivery(exporter, capacity=100)
    ended(delivery, 30)
    delivery.close()
    assert delivery.counts == DeliveryCounts(ended=30, sent=0, failed=30, dropped=0)
    assert bool(caplog.records) == isinstance(result, Exception)


def test_after_a_failure_a_process_that_ends_gives_up_the_rest() -> None:
    exporter = Held(SpanExportResult.FAILURE)
    delivery = Delivery(exporter, capacity=2000, delay=60)
    ended(delivery, 1100)
    exporter.released.set()
    delivery.close()
    assert len(exporter.batches) < 3
    assert delivery.counts.failed == 1100
    assert delivery.counts.waiting == 0


def test_a_failure_long_ago_gives_up_nothing() -> None:
    exporter = Held(SpanExportResult.FAILURE)
    exporter.released.set()
    delivery = Delivery(exporter, capacity=100, delay=0.001)
    ended(delivery, 1)
    while not delivery.counts.failed:
        time.sleep(0.001)
    exporter.succeed()
    ended(delivery, 1)
    while not delivery.counts.sent:
        time.sleep(0.001)
    ended(delivery, 20)
    delivery.close()
    assert delivery.counts == DeliveryCounts(ended=22, sent=21, failed=1, dropped=0)


def test_counts_are_whole_when_many_threads_end_spans() -> None:
    exporter = Held()
    exporter.released.set()
    delivery = Delivery(exporter, capacity=50, delay=0.001)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: ended(delivery, 250), range(8)))
    delivery.close()
    counts = delivery.counts
    assert counts.ended == 2000
    assert counts.sent == sum(exporter.batches)
    assert counts.sent + counts.dropped == 2000


def test_a_span_that_is_not_sampled_is_none_of_its_business() -> None:
    delivery = Delivery(Held(), capacity=1)
    provider = TracerProvider(sampler=ALWAYS_OFF, shutdown_on_exit=False)
    provider.add_span_processor(delivery.processor)
    provider.get_tracer("test").start_span("a").end()
    delivery.close()
    assert delivery.counts == DeliveryCounts()


def test_a_hook_that_hangs_or_breaks_costs_spans_and_no_call() -> None:
    held, seen = threading.Event(), []

    def broken(_span: object) -> None:
        raise RuntimeError("the hosted service changed its interface")

    def slow(_span: object) -> None:
        held.wait(10)

    stack = Stack(
        Settings(service="shop"),
        log_to=io.StringIO(),
        hooks=[broken, slow, lambda span: seen.append(span.name)],
        delay=0.001,
    )
    started = time.perf_counter()
    with stack.library_warnings():
        for _ in range(20):
            with stack.operation("work"):
                pass
        assert time.perf_counter() - started < 5
        held.set()
        stack.close()
    assert [each.counts.failed for each in stack.deliveries] == [20, 0, 0]
    assert seen == ["shop.work"] * 20


@pytest.mark.parametrize("behaviour", ["refuse", "hang", None])
def test_a_collector_that_is_down_costs_spans_and_no_call(behaviour: Behaviour | None) -> None:
    found = outage.measured(behaviour)
    assert found.answered == outage.CALLS
    # Not one of 300 calls waited for a delivery, which takes longer than all of them together.
    assert found.seconds_of_calls < outage.TIMEOUT
    assert found.counts == DeliveryCounts(ended=300, sent=0, failed=100, dropped=200)
    assert found.seconds_to_close < 3 * outage.TIMEOUT


def test_a_collector_that_is_well_gets_everything() -> None:
    found = outage.measured("accept", queue=2048)
    assert found.counts == DeliveryCounts(ended=300, sent=300, failed=0, dropped=0)
    assert outage.line(found).endswith("ended 300, sent 300, failed 0, dropped 0, waiting 0")


def test_what_was_lost_is_itself_a_metric() -> None:
    exporter = Held(SpanExportResult.FAILURE)
    exporter.released.set()
    stack = Stack(Settings(service="shop"), log_to=io.StringIO(), exporters=[exporter])
    with stack.operation("work"):
        pass
    stack.deliver()
    counts = {each.label("outcome"): each.count for each in stack.metrics.series(SPANS_DELIVERED)}
    stack.close()
    assert counts == {"sent": 0, "failed": 1, "dropped": 0}
