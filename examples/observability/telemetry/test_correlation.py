import asyncio
import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from opentelemetry import trace
from structlog.contextvars import get_contextvars

from examples.observability.telemetry.correlation import joined
from examples.observability.telemetry.finished_span import FinishedSpan
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.stack import Stack

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_span_continues_the_trace_of_whoever_asked() -> None:
    spans: list[FinishedSpan] = []
    stack = Stack(Settings(service="shop"), log_to=io.StringIO(), hooks=[spans.append])
    with stack.served("GET /x", {"traceparent": PARENT, "x-request-id": "r-1"}):
        headers = stack.outgoing()
    stack.close()
    (span,) = spans
    assert span.trace_id == "0af7651916cd43dd8448eb211c80319c"
    assert span.parent_id == "b7ad6b7169203331"
    assert headers == {
        "traceparent": f"00-{span.trace_id}-{span.span_id}-01",
        "x-request-id": "r-1",
    }


@pytest.mark.parametrize(
    "given",
    ["", "nonsense", "00-0-0-01", f"{PARENT}-more-than-that\n", "ff" + PARENT[2:], PARENT[:-3]],
)
def test_headers_that_cannot_be_read_begin_a_trace(given: str) -> None:
    with joined({"traceparent": given} if given else {}):
        assert not trace.get_current_span().get_span_context().is_valid
        assert len(get_contextvars()["request_id"]) == 12


@pytest.mark.parametrize("given", ["a" * 65, "two words", 'a"b', "a\nb", "ä", ""])
def test_an_id_that_would_spoil_the_log_is_replaced(given: str) -> None:
    with joined({"x-request-id": given}):
        assert get_contextvars()["request_id"] != given


def test_nothing_is_left_when_the_block_ends() -> None:
    def fail() -> None:
        with joined({"traceparent": PARENT}):
            assert trace.get_current_span().get_span_context().is_valid
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not trace.get_current_span().get_span_context().is_valid
    assert "request_id" not in get_contextvars()


async def test_ids_do_not_leak_between_tasks() -> None:
    """A hundred requests at once in one thread: each log line has the ids of its own request."""
    stream = io.StringIO()
    stack = Stack(Settings(service="shop"), log_to=stream)

    async def request(number: int) -> tuple[str, str]:
        with stack.served("GET /x", {"x-request-id": f"r-{number}"}):
            for _ in range(3):
                await asyncio.sleep(0)
                await child(number)
            return stack.outgoing()["traceparent"].split("-")[1], f"r-{number}"

    async def child(number: int) -> None:
        with stack.operation("work"):
            await asyncio.sleep(0)
            stack.log.info("worked", number=number)

    pairs = await asyncio.gather(*(request(number) for number in range(100)))
    stack.close()
    trace_of = {request_id: trace_id for trace_id, request_id in pairs}
    assert len(set(trace_of.values())) == 100
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(found) == 300
    for line in found:
        assert line["request_id"] == f"r-{line['number']}"
        assert line["trace_id"] == trace_of[line["request_id"]]


def test_ids_do_not_leak_between_threads() -> None:
    ready = threading.Barrier(8)

    def request(number: int) -> tuple[str, str]:
        given = f"r-{number}"
        with joined({"x-request-id": given}):
            ready.wait(10)
            return given, str(get_contextvars()["request_id"])

    with ThreadPoolExecutor(8) as pool:
        assert all(given == seen for given, seen in pool.map(request, range(8)))
    assert "request_id" not in get_contextvars()


def seen_by_executor(*, with_copy: bool) -> str:
    with joined({"x-request-id": "r-1"}), ThreadPoolExecutor(1) as pool:
        context = copy_context()
        read = lambda: str(get_contextvars().get("request_id", "nothing"))  # noqa: E731
        return pool.submit(context.run, read).result() if with_copy else pool.submit(read).result()


async def test_who_carries_the_ids_into_a_thread() -> None:
    """`asyncio.to_thread` does, an executor does not, unless the context is handed over."""
    with joined({"x-request-id": "r-1"}):
        assert (await asyncio.to_thread(get_contextvars))["request_id"] == "r-1"
    assert seen_by_executor(with_copy=True) == "r-1"
    assert seen_by_executor(with_copy=False) == "nothing"


@pytest.mark.parametrize("flag", ["00", "01"])
def test_whoever_begins_a_trace_decides_whether_it_is_kept(flag: str) -> None:
    spans: list[FinishedSpan] = []
    stack = Stack(
        Settings(service="shop", sampled=0.0 if flag == "01" else 1.0),
        log_to=io.StringIO(),
        hooks=[spans.append],
    )
    with stack.served("GET /x", {"traceparent": PARENT[:-2] + flag}), stack.operation("y"):
        assert stack.outgoing()["traceparent"].endswith(flag)
    stack.close()
    assert len(spans) == (2 if flag == "01" else 0)
