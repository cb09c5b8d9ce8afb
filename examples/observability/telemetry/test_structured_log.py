import io
import json
import logging
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from structlog.contextvars import bound_contextvars

from examples.observability.telemetry.observability import Log
from examples.observability.telemetry.redaction import Redactor
from examples.observability.telemetry.structured_log import library_warnings, structured_log


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def log_to(stream: io.StringIO, *, level: str = "info", service: str = "shop") -> Log:
    return structured_log(stream, service=service, level=level, redactor=Redactor())


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(stream: io.StringIO) -> None:
    log_to(stream).info("order.found", order="A-17\nlevel: error", count=2)
    (line,) = lines(stream)
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "order.found",
        "level": "info",
        "service": "shop",
        "order": "A-17\nlevel: error",
        "count": 2,
    }


@pytest.mark.parametrize(
    ("level", "written"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_what_is_below_the_level_is_not_written(
    stream: io.StringIO, level: str, written: list[str]
) -> None:
    log = log_to(stream, level=level)
    for write in (log.debug, log.info, log.warning, log.error):
        write("event")
    assert [line["level"] for line in lines(stream)] == written


def test_a_call_below_the_level_looks_at_nothing(stream: io.StringIO) -> None:
    class Unprintable:
        def __str__(self) -> str:
            raise AssertionError("nobody should ask")

    log = log_to(stream, level="warning")
    log.info("event", value=Unprintable())
    with pytest.raises(AssertionError, match="nobody should ask"):
        log.warning("event", value=Unprintable())


def test_the_ids_of_the_span_are_those_that_exporters_write(stream: io.StringIO) -> None:
    log = log_to(stream)
    with TracerProvider().get_tracer("test").start_as_current_span("a") as span:
        log.info("inside")
    log.info("outside")
    inside, outside = lines(stream)
    context = span.get_span_context()
    assert (inside["trace_id"], inside["span_id"]) == (
        f"{context.trace_id:032x}",
        f"{context.span_id:016x}",
    )
    assert "trace_id" not in outside


def test_a_stack_comes_without_the_values_of_variables(stream: io.StringIO) -> None:
    def fail() -> None:
        prompt = "what nobody should read"
        raise ValueError(len(prompt))

    try:
        fail()
    except ValueError:
        log_to(stream).error("request.crashed", exc_info=True)
    (line,) = lines(stream)
    (raised,) = line["exception"]
    assert raised["exc_type"] == "ValueError"
    assert [frame["name"] for frame in raised["frames"]][-1] == "fail"
    assert "what nobody should read" not in stream.getvalue()


def test_a_secret_in_a_context_variable_is_redacted_too(stream: io.StringIO) -> None:
    with bound_contextvars(api_key="abc", request_id="r1"):
        log_to(stream).info("event")
    (line,) = lines(stream)
    assert (line["api_key"], line["request_id"]) == ("[secret]", "r1")


def test_two_services_in_one_process_do_not_meet() -> None:
    first, second = io.StringIO(), io.StringIO()
    one, other = log_to(first, service="one"), log_to(second, service="other", level="error")
    one.info("event")
    other.info("event")
    other.error("event")
    assert [line["service"] for line in lines(first)] == ["one"]
    assert [line["service"] for line in lines(second)] == ["other"]


def test_libraries_warn_in_our_form_while_the_block_lasts(stream: io.StringIO) -> None:
    logger = logging.getLogger("some.library")
    before = list(logging.getLogger().handlers)
    with library_warnings(log_to(stream)):
        logger.warning("sent %s", "sk-" + "a1B2" * 6)
    assert logging.getLogger().handlers == before
    (line,) = lines(stream)
    assert (line["logger"], line["message"]) == ("some.library", "sent [secret]")
