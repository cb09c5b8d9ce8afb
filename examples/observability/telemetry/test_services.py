import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from llmkit import (
    AuthenticationError,
    CallOptions,
    Completion,
    Fault,
    Message,
    Reply,
    Script,
    SimulatedChatModel,
)

from examples.observability.telemetry import failures
from examples.observability.telemetry.collector import LocalCollector
from examples.observability.telemetry.finished_span import FinishedSpan
from examples.observability.telemetry.processes import ask_two_processes
from examples.observability.telemetry.rehearsal import Rehearsal
from examples.observability.telemetry.serving import JsonServer, Route
from examples.observability.telemetry.stack import Stack
from examples.observability.telemetry.switched_off import SwitchedOff
from examples.observability.telemetry.trace_view import columns, tree

KEY = "sk-" + "a1B2" * 6
WHOLE = [
    "assistant POST /answers",
    "assistant assistant.look_up_order",
    "orders GET /orders/{number}",
    "orders orders.read_table",
    "assistant assistant.compose_answer",
    "assistant chat simulated-1",
]


def model() -> SimulatedChatModel:
    return SimulatedChatModel(script=Script.of(Reply("On its way.", times=None)))


def names(spans: list[FinishedSpan]) -> list[str]:
    return [f"{s.service} {s.name}" for s in sorted(spans, key=lambda s: s.start_ns)]


def test_two_processes_make_one_trace_and_logs_that_join_it() -> None:
    with LocalCollector() as collector:
        told = ask_two_processes(
            collector, question="Where?", order="A-17", headers={"x-request-id": "ticket-1"}
        )
    assert (told.status, told.answer) == (200, {"answer": "Your parcel is with the carrier."})
    assert names(list(told.spans)) == WHOLE
    (trace_id,) = {span.trace_id for span in told.spans}
    assert [line["event"] for line in told.logs] == [
        "question.received",
        "order.found",
        "request.answered",
        "answer.given",
        "request.answered",
    ]
    ids = {span.span_id for span in told.spans}
    for line in told.logs:
        assert (line["trace_id"], line["request_id"]) == (trace_id, "ticket-1")
        assert line["span_id"] in ids
    assert {line["service"] for line in told.logs} == {"assistant", "orders"}
    assert columns(told.logs[1]).startswith("orders     order.found        ticket-1 trace ")
    assert "Where?" not in str(told.logs)


def test_twenty_requests_at_once_make_twenty_whole_traces() -> None:
    with Rehearsal(model()) as rehearsal, ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(rehearsal.ask, x_request_id=f"r-{n}") for n in range(20)]
        assert {each.result()[0] for each in asked} == {200}
    by_trace: dict[str, list[FinishedSpan]] = {}
    for span in rehearsal.spans:
        by_trace.setdefault(span.trace_id, []).append(span)
    assert len(by_trace) == 20
    for spans in by_trace.values():
        assert names(spans) == WHOLE
        assert sum(not span.parent_id for span in spans) == 1
    request_of: dict[str, set[str]] = {}
    for line in rehearsal.logs:
        request_of.setdefault(line["trace_id"], set()).add(line["request_id"])
    assert sorted(next(iter(ids)) for ids in request_of.values() if len(ids) == 1) == sorted(
        f"r-{n}" for n in range(20)
    )


def test_a_trace_is_kept_whole_or_not_at_all() -> None:
    with Rehearsal(model(), sampled=0.5) as rehearsal:
        for _ in range(30):
            rehearsal.ask()
    kept: dict[str, int] = {}
    for span in rehearsal.spans:
        kept[span.trace_id] = kept.get(span.trace_id, 0) + 1
    assert set(kept.values()) == {len(WHOLE)}
    assert 0 < len(kept) < 30
    # Metrics count every request, kept or not.
    answers = [
        each
        for each in rehearsal.series("llmkit.assistant.operation_duration_seconds")
        if each.label("llmkit.operation.name") == "POST /answers"
    ]
    assert [each.count for each in answers] == [30]


@pytest.mark.parametrize("case", list(failures.cases()), ids=lambda case: case.name)
def test_each_failure_is_seen_in_all_three(case: failures.Case) -> None:
    seen = failures.played(case)
    assert seen.everywhere
    assert set(seen.spans) == set(seen.logs) == set(seen.metrics)
    assert (seen.status == 200) == case.name.endswith("once")


def test_control_when_nothing_fails_nothing_is_seen() -> None:
    seen = failures.played(failures.Case("well", (failures.GOOD,)))
    assert (seen.status, seen.spans, seen.logs, seen.metrics) == (200, (), (), ())
    assert not seen.everywhere
    assert failures.row(seen).endswith("200  nothing | nothing | nothing")


def test_what_nobody_foresaw_leaves_its_stack_in_the_log() -> None:
    with Rehearsal(failures.CrashingChatModel()) as rehearsal:
        status, answer = rehearsal.ask()
    assert (status, answer["error"]) == (500, "AttributeError")
    (crash,) = [line for line in rehearsal.logs if line["event"] == "request.crashed"]
    assert crash["exception"][0]["exc_type"] == "AttributeError"
    assert any(span.exceptions for span in rehearsal.spans)


def test_a_key_that_a_provider_repeats_reaches_neither_logs_nor_traces() -> None:
    class Indiscreet(SimulatedChatModel):
        async def complete(self, messages: Any, **_options: CallOptions) -> Completion:  # type: ignore[override]  # fails anyway
            raise AuthenticationError("simulated.complete", f"Incorrect API key: {KEY}")

    with Rehearsal(Indiscreet()) as rehearsal:
        assert rehearsal.ask()[0] == 502
    everything = json.dumps(rehearsal.logs) + str(rehearsal.spans)
    assert "Incorrect API key: [secret]" in everything
    assert KEY not in everything


async def test_a_stream_that_breaks_is_logged_as_well() -> None:
    with Rehearsal(model()) as rehearsal:
        stack: Stack = rehearsal.stacks[0]
        broken = Reply("one two three", fault=Fault("overloaded", after_tokens=1))
        observed = stack.observed(SimulatedChatModel(script=Script.of(broken, "Well.")))
        with pytest.raises(Exception, match="unavailable"), stack.served("POST /x", {}):
            async for _ in observed.stream([Message.user("Go on")]):
                pass
        assert [chunk.text async for chunk in observed.stream([Message.user("Again")])]
        await observed.aclose()
    assert [line["error_type"] for line in rehearsal.logs] == ["unavailable"]


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "error"),
    [
        ("POST", "/answers", b"{", 400, "bad_request"),
        ("POST", "/answers", b"[]", 400, "bad_request"),
        ("GET", "/answers", b"", 404, "no_route"),
        ("POST", "/answers/", b"{}", 404, "no_route"),
        ("GET", "/orders/", b"", 404, "no_route"),
        ("GET", "/orders/A/B", b"", 404, "no_route"),
        ("GET", "/orders/A", b"", 200, None),
    ],
)
def test_requests_and_their_routes(
    method: str, path: str, content: bytes, status: int, error: str | None
) -> None:
    async def echo(value: str, body: dict[str, Any]) -> dict[str, Any]:
        return {"value": value, **body}

    routes = (Route("POST", "/answers", echo), Route("GET", "/orders/{number}", echo))
    with JsonServer(routes, SwitchedOff()) as server:
        response = httpx2.request(method, server.url + path, content=content)
    assert response.status_code == status
    assert response.json().get("error") == error


def test_orders_that_answer_nonsense_count_as_down() -> None:
    async def broken(_value: str, _body: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError("table is gone")

    with (
        JsonServer((Route("GET", "/orders/{number}", broken),), SwitchedOff()) as orders,
        Rehearsal(model(), orders_url=orders.url) as rehearsal,
    ):
        status, answer = rehearsal.ask()
    assert (status, answer["error"]) == (503, "orders_down")


def test_a_trace_is_drawn_as_a_tree_and_a_broken_one_shows_its_breaks() -> None:
    with Rehearsal(model()) as rehearsal:
        rehearsal.ask()
    drawn = [line[11:].rstrip("0123456789. ms") for line in tree(rehearsal.spans)]
    assert [len(line) - len(line.lstrip()) for line in drawn] == [0, 2, 4, 6, 2, 4]
    assert "gen_ai.usage.output_tokens=" in drawn[-1]
    without = [span for span in rehearsal.spans if span.name != "assistant.look_up_order"]
    assert [line.split()[0] for line in tree(without) if line[11] != " "] == ["assistant", "orders"]


def test_a_failure_tells_the_id_under_which_it_is_found() -> None:
    with Rehearsal(model()) as rehearsal:
        status, answer = rehearsal.ask(order="Z-99")
        rehearsal.ask()
    assert status == 404
    found = [line for line in rehearsal.logs if line["request_id"] == answer["request_id"]]
    assert [line["event"] for line in found] == [
        "question.received",
        "request.failed",
        "request.failed",
    ]
    failed = {span.trace_id for span in rehearsal.spans if span.failed}
    assert {line["trace_id"] for line in found} == failed
