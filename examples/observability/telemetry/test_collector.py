import gzip
import io

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from examples.observability.telemetry.collector import LocalCollector
from examples.observability.telemetry.finished_span import FinishedSpan
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.stack import Stack

KEY = "sk-" + "a1B2" * 6


def exported(collector: LocalCollector, **headers: str) -> list[FinishedSpan]:
    """Export a span inside a failed one; return what a hook got of the same spans."""
    hooked: list[FinishedSpan] = []
    stack = Stack(
        Settings(service="shop", endpoint=collector.endpoint, headers=headers),
        log_to=io.StringIO(),
        hooks=[hooked.append],
    )

    def fail() -> None:
        with stack.operation("outer", {"count": 2}):
            with stack.operation("inner", {"ok": True, "share": 0.5, "question": "Who am I?"}):
                pass
            raise ValueError(f"bad key {KEY}")

    with pytest.raises(ValueError, match="bad key"):
        fail()
    stack.close()
    return hooked


def test_what_arrives_is_what_was_sent() -> None:
    with LocalCollector() as collector:
        hooked = exported(collector)
        assert sorted(map(str, collector.spans)) == sorted(map(str, hooked))
        outer, inner = collector.trace(hooked[0].trace_id)
    assert (outer.service, outer.name, outer.failed) == ("shop", "shop.outer", True)
    assert outer.attributes == {"count": 2, "error.type": "ValueError"}
    assert inner.attributes == {"ok": True, "share": 0.5, "question": "[text, 9 characters]"}
    assert inner.parent_id == outer.span_id
    assert inner.milliseconds >= 0
    assert "llmkit.shop.operation_duration_seconds" in collector.metric_names


def test_a_secret_in_an_error_does_not_leave_the_process() -> None:
    with LocalCollector() as collector:
        exported(collector)
    assert [span.exceptions for span in collector.spans if span.failed] == [("bad key [secret]",)]
    assert KEY not in str(collector.spans)


def test_the_key_of_a_hosted_collector_is_sent() -> None:
    with LocalCollector() as collector:
        exported(collector, **{"x-api-key": "abc"})
    assert [headers["x-api-key"] for headers in collector.headers] == ["abc", "abc"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/traces", b"", 200),
        ("/v1/traces", b"\xff\xff", 400),
        ("/v1/metrics", b"\xff\xff", 400),
        ("/v1/logs", b"", 404),
    ],
)
def test_what_it_answers(path: str, body: bytes, status: int) -> None:
    with LocalCollector() as collector:
        assert httpx2.post(collector.endpoint + path, content=body).status_code == status


def test_compressed_exports_are_understood() -> None:
    request = ExportTraceServiceRequest()
    request.resource_spans.add().scope_spans.add().spans.add(name="packed")
    with LocalCollector() as collector:
        httpx2.post(
            f"{collector.endpoint}/v1/traces",
            content=gzip.compress(request.SerializeToString()),
            headers={"content-encoding": "gzip"},
        )
    assert [span.name for span in collector.spans] == ["packed"]
    assert collector.bytes_of_spans == len(request.SerializeToString())
