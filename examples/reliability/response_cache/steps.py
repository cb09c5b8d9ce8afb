"""All that the program prints, step by step."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any

from llmkit.embeddings import Embedder

from examples.reliability.response_cache.demonstration import (
    crowd,
    invalidation,
    keys,
    outage,
    refusals,
)
from examples.reliability.response_cache.means import Means
from examples.reliability.response_cache.performance_steps import (
    alone,
    measures,
    own_time,
    time_spent,
)
from examples.reliability.response_cache.semantic_steps import held_out, pairs, thresholds

Step = Callable[[Means], str]


def _with_redis(step: Callable[[str], Coroutine[Any, Any, str]]) -> Step:
    return lambda means: asyncio.run(step(means.url))


def _with_meaning(step: Callable[[Embedder], str]) -> Step:
    return lambda means: step(means.embedder)


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "keys": _with_redis(keys),
        "refusals": _with_redis(refusals),
        "crowd": _with_redis(crowd),
        "invalidation": _with_redis(invalidation),
        "outage": _with_redis(outage),
        "pairs": _with_meaning(pairs),
        "thresholds": _with_meaning(thresholds),
        "held_out": _with_meaning(held_out),
        "own_time": own_time,
        "time_spent": time_spent,
        "measures": measures,
        "alone": alone,
    }
)
"""The steps, by name."""
