"""What the example prints: requests, schemas, streams, failures, refusals, retries and tokens."""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType

from examples.llms.wire_formats.before_sending import CASES, refusal_of
from examples.llms.wire_formats.failures import KINDS, failures_of
from examples.llms.wire_formats.raw_stream import raw_stream
from examples.llms.wire_formats.requests_sent import (
    PROVIDERS,
    body_of,
    head_of,
    schema_sent_to,
    sent_to,
)
from examples.llms.wire_formats.sdk_retries import (
    Ask,
    ask_anthropic,
    ask_ollama,
    ask_openai,
    requests_made,
    three_times,
)
from examples.llms.wire_formats.token_counts import load_counts


async def request(provider: str) -> str:
    """Return the request of a provider: address, headers, body."""
    sent = await sent_to(provider)
    return f"{head_of(sent)}\n\n{body_of(sent.body)}"


async def stream(provider: str) -> str:
    """Return the lines of a stream."""
    return "\n".join(await raw_stream(provider))


async def schemas() -> str:
    """Return the schema of one tool as each provider gets it."""
    return "\n".join([f"{name:11}{json.dumps(await schema_sent_to(name))}" for name in PROVIDERS])


async def failures() -> str:
    """Return a table of failures: what three SDKs say, and the one word that callers see."""
    rows = []
    for kind in KINDS:
        told = await failures_of(kind)
        codes = {failure.code for failure in told.values()}
        again = "may pass" if any(failure.transient for failure in told.values()) else "stays"
        rows.append(f"{kind}: {' / '.join(sorted(codes))}, {again}")
        rows += [f"  {provider:11}{failure.sdk}" for provider, failure in told.items()]
    return "\n".join(rows)


async def refused() -> str:
    """Return what the SDKs refuse by themselves."""
    return "\n".join([f"{name:30}{await refusal_of(case)}" for name, case in CASES.items()])


async def retries() -> str:
    """Return how many requests one question makes."""
    asked: dict[str, Ask] = {
        "openai, as it comes": ask_openai,
        "anthropic, as it comes": ask_anthropic,
        "ollama, as it comes": ask_ollama,
        "openai, max_retries=0": partial(ask_openai, max_retries=0),
        "anthropic, max_retries=0": partial(ask_anthropic, max_retries=0),
        "openai in a loop of three": three_times,
    }
    return "\n".join([f"{name:28}{await requests_made(ask)}" for name, ask in asked.items()])


async def tokens() -> str:
    """Return a table of texts with three numbers of tokens."""
    rows = [f"{'':10}characters  estimate  o200k_base  tekken  worst/estimate"]
    rows += [
        f"{each.name:10}{len(each.text):10}{each.estimated:10}{each.o200k_base:12}"
        f"{each.tekken:8}{each.factor:16.1f}"
        for each in load_counts()
    ]
    return "\n".join(rows)


STEPS: Mapping[str, Callable[[], Awaitable[str]]] = MappingProxyType(
    {
        "openai": partial(request, "openai"),
        "anthropic": partial(request, "anthropic"),
        "ollama": partial(request, "ollama"),
        "stream_openai": partial(stream, "openai"),
        "stream_anthropic": partial(stream, "anthropic"),
        "stream_ollama": partial(stream, "ollama"),
        "schemas": schemas,
        "failures": failures,
        "refused": refused,
        "retries": retries,
        "tokens": tokens,
    }
)
"""The name of each step, as the command line takes it."""
