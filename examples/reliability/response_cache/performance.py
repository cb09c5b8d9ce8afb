"""Run the same questions against a desk in each set-up, in simulated time and with a real Redis."""

import asyncio
import logging
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import redis
from llmkit.bench.results import BenchmarkResult, CallResult
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.embeddings import Embedder
from llmkit.messages import Usage
from llmkit.simulated_time import run_in_simulated_time
from llmkit.telemetry import Telemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from redis import asyncio as asynchronous

from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.help_desk import shop_facts
from examples.reliability.response_cache.means import Means
from examples.reliability.response_cache.measures import Built, SetUp, answer_to, build
from examples.reliability.response_cache.page import Page
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache
from examples.reliability.response_cache.semantic_index import Embed, SemanticIndex, Vector
from examples.reliability.response_cache.standing_still import StandingStill
from examples.reliability.response_cache.traffic import Asked

QUESTIONS_PER_SECOND = 1.2
THRESHOLD = 0.8
"""As the step `held_out` chooses it when a third of the hits by meaning may be false."""
EMBEDDING_SECONDS = 0.012
"""What a vector takes in simulated time; `results/` holds what it takes on a machine."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one set-up led to."""

    setup: SetUp
    result: BenchmarkResult
    counts: CacheCounts
    wrong: int
    """How many questions got the answer to another."""
    built: Built
    """The desk, as it was at the end."""

    @property
    def first_text(self) -> list[float]:
        """Seconds to the first text of each answer; without a stream that is the whole."""
        return [_first_text(call) for call in self.result.succeeded]

    @property
    def whole(self) -> list[float]:
        """Seconds to the end of each answer."""
        return [call.latency for call in self.result.succeeded]

    @property
    def costs(self) -> list[float]:
        """What each question cost, in dollars."""
        return [
            self.setup.kind.price.of(Usage(call.input_tokens, call.output_tokens))
            for call in self.result.calls
        ]


def _first_text(call: CallResult) -> float:
    first = call.time_to_first_token
    return call.latency if first is None else first


def try_setup(setup: SetUp, topics: Sequence[str], asked: Sequence[Asked], means: Means) -> Outcome:
    """Put the questions to a desk, and return what that led to.

    Args:
        setup: How the desk is set up.
        topics: What its handbook is about.
        asked: The questions, in order.
        means: What is needed for it.
    """
    logging.getLogger("stamina").setLevel(logging.ERROR)
    random.seed(0)  # stamina draws its jitter from the shared generator
    reader = InMemoryMetricReader()
    meters = MeterProvider([reader])
    workload = Workload(
        name="help-desk",
        prompts=tuple(each.text for each in asked),
        calls=len(asked),
        warm_up=0,
        rate=QUESTIONS_PER_SECOND,
        stream=setup.streamed,
    )

    async def run(client: redis.Redis) -> tuple[BenchmarkResult, Page, Built]:
        store = RedisStore(
            cast(asynchronous.Redis, StandingStill(client)), prefix=f"desk-{secrets.token_hex(4)}"
        )
        index = SemanticIndex(store, _simulated(means.embedder), threshold=THRESHOLD)
        cache = ResponseCache(
            store,
            index=index if setup.meaning else None,
            facts=shop_facts,
            telemetry=Telemetry("cache", meter_provider=meters),
        )
        built = build(setup, topics, asked, cache)
        page = Page(built.desk)
        return await BenchmarkRunner().run(page, workload), page, built

    with redis.Redis.from_url(means.url) as client:
        result, page, built = run_in_simulated_time(run(client))
    right = {each.text: answer_to(each.topic) for each in asked}
    wrong = sum(answer != right[question] for question, answer in page.read)
    return Outcome(setup, result, CacheCounts(reader), wrong, built)


def _simulated(embedder: Embedder) -> Embed:
    async def embed(text: str) -> Vector:
        # A thread would work on while the simulated clock jumps ahead.
        await asyncio.sleep(EMBEDDING_SECONDS)
        return np.asarray(embedder.embed([text])[0])

    return embed
