"""What the example prints, step by step."""

import json
import textwrap
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

import httpx2
from llmkit import (
    ChatRequest,
    Fault,
    Message,
    Reply,
    Script,
    Tool,
    ToolCall,
    Usage,
    chat_model,
    collect,
)
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.wire import WireServer

from examples.llms.custom_provider.custom_provider import answer, open_model, providers
from examples.llms.custom_provider.heron_conversion import to_heron
from examples.llms.custom_provider.heron_format import HeronFormat
from examples.llms.custom_provider.heron_options import (
    HeronOptions,
    Option,
    options_of,
    with_base_url,
    with_connect_timeout,
    with_connections,
    with_key,
    with_label,
    with_model,
)
from examples.llms.custom_provider.refusals import interface, refusal_of, registration
from examples.llms.custom_provider.report_counts import count_reports
from examples.llms.custom_provider.telemetry_tables import telemetry_lines

QUESTION = (Message.user("Weather in Paris?"),)
WEATHER = Tool("weather", "Look up the weather.", {"type": "object", "properties": {}})
ASKED = Reply("I look.", tool_calls=(ToolCall("c1", "weather", '{"city": "Paris"}'),))
FIRST_BUSY = (
    Reply(fault=Fault("overloaded")),
    Reply("18 degrees.", usage=Usage(31, 4)),
)


def serving(*replies: Reply | str) -> WireServer:
    """Return a server on this machine that speaks Heron, beside the formats of llmkit."""
    return WireServer(Script.of(*replies), formats=[HeronFormat()])


def at(server: WireServer) -> tuple[Option, ...]:
    """Return the options for a Heron on this machine."""
    return with_base_url(server.base_url("heron")), with_key("k")


async def wire() -> str:
    """Show what Heron is sent and what it sends, before there is any adapter."""
    body = to_heron(ChatRequest(QUESTION, tools=(WEATHER,), max_output_tokens=20), live=True)
    with serving(ASKED) as server:
        async with httpx2.AsyncClient(base_url=server.url) as client:
            reply = await client.post("/engines/heron-small/turns", json=body)
    sent = [f"    {name}: {json.dumps(value)}" for name, value in body.items()]
    got = [f"    {line}" for line in reply.text.splitlines()]
    return "\n".join(["POST /engines/heron-small/turns", *sent, str(reply.status_code), *got])


async def replies() -> str:
    """Ask Heron and OpenAI the same, whole and as a stream."""
    rows = []
    for name in ("openai", "heron"):
        with serving(ASKED, ASKED) as server:
            base_url = server.base_url(name)
            async with chat_model(
                name, registry=providers(), api_key="k", base_url=base_url
            ) as model:
                whole = await model.complete(QUESTION, tools=[WEATHER])
                chunks = model.stream(QUESTION, tools=[WEATHER])
                streamed = await collect(chunks, provider=name, model=model.model)
        for how, reply in (("whole", whole), ("streamed", streamed)):
            (call,) = reply.message.tool_calls
            reply_shown = f"{reply.finish_reason:12}{reply.text:9}{call.name} {call.arguments}"
            rows.append(f"{name:8}{how:10}{reply_shown}")
    return "\n".join(rows)


async def options() -> str:
    """Show what options amount to, and what is said of those that make no sense."""
    of_all = (with_label("team", "search"), with_connections(4))
    of_tests = (*of_all, with_label("run", "nightly"), with_connections(2), with_key("secret"))
    wrong = (with_base_url("heron.internal"), with_connect_timeout(-1), with_connections(0))
    chosen = {"the defaults": (), "a team's": of_all, "a test run's, on top": of_tests}
    rows = [f"{title}\n{in_lines(options_of(*them))}" for title, them in chosen.items()]
    rows += ["three that make no sense", refusal_of(lambda: options_of(*wrong))]
    with serving("18 degrees.") as server:
        registry = providers(*at(server), *of_tests, with_model("heron-large"))
        async with open_model(registry, "heron") as model:
            await answer(model, "Weather in Paris?")
        (request,) = server.requests
    sent = f"    {request.path}  x-heron-labels: {request.headers['x-heron-labels']}"
    rows += ["sent by a model of the test run", sent]
    return "\n".join(rows)


def in_lines(options: HeronOptions) -> str:
    """Return options in lines that fit a page."""
    return textwrap.fill(str(options), 92, initial_indent="    ", subsequent_indent="        ")


async def telemetry() -> str:
    """Show what a call reports whose first attempt meets a busy server."""
    recorded = RecordedTelemetry()
    with serving(*FIRST_BUSY) as server:
        registry = providers(
            *at(server),
            tracer_provider=recorded.tracer_provider,
            meter_provider=recorded.meter_provider,
        )
        async with open_model(registry, "heron") as model:
            text = await answer(model, "Weather in Paris?")
    return "\n".join([text, *telemetry_lines(recorded)])


async def metrics() -> str:
    """Count what is reported in six ways to call, in a table."""
    with serving(*["18 degrees today."] * 6) as server:
        return await count_reports(at(server))


STEPS: Mapping[str, Callable[[], Awaitable[str]]] = MappingProxyType(
    {
        "wire": wire,
        "replies": replies,
        "options": options,
        "telemetry": telemetry,
        "registration": registration,
        "interface": interface,
        "metrics": metrics,
    }
)
