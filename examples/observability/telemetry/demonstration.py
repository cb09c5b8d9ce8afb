"""What the example prints, step by step."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from llmkit import ConfigurationError, Fault, Reply, Script, SimulatedChatModel

from examples.observability.telemetry import failures as failing
from examples.observability.telemetry import metrics_collector, outage, overhead, synthetic
from examples.observability.telemetry.alerts import alerts as judged
from examples.observability.telemetry.collector import LocalCollector
from examples.observability.telemetry.processes import Told, ask_two_processes
from examples.observability.telemetry.redaction import Redactor
from examples.observability.telemetry.rehearsal import Rehearsal
from examples.observability.telemetry.service_errors import OrderUnknownError
from examples.observability.telemetry.settings import settings_from
from examples.observability.telemetry.trace_view import columns, tree

PER_DAY = 1_000_000


def settings() -> Iterator[str]:
    """Yield what somebody is told who set four things wrongly, and what is then set."""
    environment = {
        "OTEL_SERVICE_NAME": "shop",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318",
        "OTEL_TRACES_SAMPLER_ARG": "10%",
        "OTEL_SDK_DISABLED": "no",
        "LOG_LEVEL": "verbose",
    }
    try:
        settings_from(environment)
    except ConfigurationError as error:
        yield from error.detail.split("; ")
    yield ""
    yield str(settings_from({"OTEL_SERVICE_NAME": "shop", "LOG_LEVEL": "debug"}))


@cache
def asked() -> tuple[Told, int]:
    """Return what one question to two processes left behind, and how many bytes its spans had."""
    with LocalCollector() as collector:
        told = ask_two_processes(
            collector,
            question="Where is my parcel?",
            order="A-17",
            headers={"x-request-id": "ticket-4711"},
        )
    return told, collector.bytes_of_spans


def logs() -> Iterator[str]:
    """Yield an event with all of its fields, then what joins the events of two processes."""
    told, _ = asked()
    yield from (f"{key:12} {value}" for key, value in told.logs[0].items())
    yield ""
    yield from (columns(line) for line in told.logs)


def trace() -> Iterator[str]:
    """Yield the trace of the same question, as the collector received it."""
    told, _ = asked()
    yield from tree(told.spans)


def metrics() -> Iterator[str]:
    """Yield what both services measured during 20 questions, some of which went wrong."""
    busy = Reply(fault=Fault("rate_limit"), times=2)
    model = SimulatedChatModel(script=Script.of(busy, Reply("On its way.", times=None)))
    with Rehearsal(model) as rehearsal:
        for number in range(20):
            rehearsal.ask(order="Z-99" if number == 7 else "A-17")
    for service, stack in zip(("assistant", "orders"), rehearsal.stacks, strict=True):
        yield f"-- {service}"
        yield from metrics_collector.table(stack.metrics.series())


def buckets() -> Iterator[str]:
    """Yield percentiles of known waits, exact and as two kinds of buckets tell them."""
    values = synthetic.waits(1_000)
    outcomes = [(value, "") for value in values]
    for share in (0.5, 0.95, 0.99):
        told = [
            synthetic.recorded(outcomes, using=using)[0].quantile(share) for using in (None, ())
        ]
        yield (
            f"p{share * 100:.0f}  exact {synthetic.exact(values, share):.2f} s  "
            f"our buckets {told[0]:.2f} s  the SDK's own {told[1]:.2f} s"
        )


def failures() -> Iterator[str]:
    """Yield a line for each failure: status, then codes on spans, in logs, in metrics."""
    yield f"{'failure':22} HTTP spans | logs | metrics"
    yield from (failing.row(failing.played(case)) for case in failing.cases())


def outages() -> Iterator[str]:
    """Yield what calls and spans came to while the collector was well, ill and gone."""
    found = [outage.measured("accept", queue=2048)]
    found += [outage.measured(behaviour) for behaviour in ("refuse", "hang", None)]
    yield from (outage.line(each) for each in found)
    yield ""
    healthy = found[0].seconds_of_calls
    for each in found:
        ratio = each.seconds_of_calls / healthy
        yield (
            f"{each.collector:10} calls {ratio:.1f} times  closing {each.seconds_to_close:.1f} s"
        )


def alerts() -> Iterator[str]:
    """Yield which alerts eight windows of a service lead to."""
    for name, series in windows().items():
        told = [f"{each.urgency}: {each.name} ({each.reason})" for each in judged([], series)]
        yield f"{name:36} {', '.join(told) or 'nobody is told'}"


def windows() -> Mapping[str, Sequence[metrics_collector.Series]]:
    """Return what was measured in eight windows of ten minutes."""
    good = [(wait, "") for wait in synthetic.waits(100)]
    failed, unknown = (1.0, "unavailable"), (0.1, OrderUnknownError.code)
    return {
        "100 calls, all well": synthetic.recorded(good),
        "100 calls, 5 failed": synthetic.recorded([*good[:95], *[failed] * 5]),
        "100 calls, 6 failed": synthetic.recorded([*good[:94], *[failed] * 6]),
        "3 calls at night, 1 failed": synthetic.recorded([*good[:2], failed]),
        "100 calls, 30 for unknown orders": synthetic.recorded([*good[:70], *[unknown] * 30]),
        "100 calls, three times as slow": synthetic.recorded(
            [(wait * 3, code) for wait, code in good]
        ),
        "100 calls, 250 spans lost": synthetic.recorded(good, lost=250),
        "no call at all": synthetic.recorded([]),
    }


def redaction() -> Iterator[str]:
    """Yield what becomes of fields that somebody logged without a second thought."""
    key = "sk-" + "a1B2" * 6
    fields = {
        "question": "My name is Ada, and my parcel is late.",
        "messages": ["first", "second"],
        "api_key": "anything at all",
        "detail": f"Incorrect API key provided: {key}",
        "url": "https://ada:pass@shop.example/orders",
        "header": {"authorization": f"Bearer {key}", "accept": "application/json"},
        "gen_ai.usage.input_tokens": 23,
        "note": "Ada's parcel is late",
    }
    yield from (f"{name:26} {value}" for name, value in Redactor().fields(fields).items())


def volume() -> Iterator[str]:
    """Yield how much one question leaves behind, and a million of them a day."""
    told, of_spans = asked()
    of_logs = sum(len(json.dumps(line)) + 1 for line in told.logs)
    yield f"one question: {len(told.spans)} spans in {of_spans / 1000:.1f} kB, "
    yield f"{len(told.logs)} log lines in {of_logs / 1000:.1f} kB"
    spans, lines = (PER_DAY * size / 1e9 for size in (of_spans, of_logs))
    for share in (1.0, 0.1):
        kept = share * spans * 7
        yield f"a million a day, {share:4.0%} of traces, 7 days:  {kept:.1f} GB of spans"
    yield f"a million a day, every line, 30 days:    {lines * 30:.1f} GB of logs"


def off() -> Iterator[str]:
    """Yield what the same call costs without telemetry, with it off, and with it on."""
    found = overhead.costs()
    bare = found[0]
    for each in found:
        yield (
            f"{each.name:18} {each.microseconds / bare.microseconds:.1f} times  "
            f"{each.microseconds - bare.microseconds:.1f} us more  "
            f"{each.python_calls - bare.python_calls} functions more"
        )
    yield ""
    for name, enabled in (("switched off", False), ("on", True)):
        loaded = ", ".join(overhead.loaded(enabled=enabled)) or "nothing"
        yield f"{name:13} loads {loaded}"


STEPS: Mapping[str, Callable[[], Iterator[str]]] = MappingProxyType(
    {
        "settings": settings,
        "logs": logs,
        "trace": trace,
        "metrics": metrics,
        "buckets": buckets,
        "failures": failures,
        "outages": outages,
        "redaction": redaction,
        "alerts": alerts,
        "volume": volume,
        "off": off,
    }
)
