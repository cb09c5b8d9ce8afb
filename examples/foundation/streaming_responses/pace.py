"""The model that the example talks to: simulated at a known pace, unless a provider is chosen."""

import asyncio
import time

from llmkit import ChatModel, Profile, Script, SimulatedChatModel, builtin_providers, chat_model
from llmkit.testing import ManualClock

from examples.foundation.streaming_responses.timed_stream import Clock

QUESTION = "Why stream a reply?"
SCRIPT = Script.of(
    "A model writes one token after the other, so you can read before it is done.",
)
PACE = Profile(time_to_first_token=0.4, tokens_per_second=50)
"""A calm hosted model: it reads for a moment, then writes faster than people read."""


def model_and_clock(*, live: bool) -> tuple[ChatModel, Clock]:
    """Return a model and the clock to time it by.

    Args:
        live: Whether the simulated model really waits. If not, its waits are only counted, on
            a clock of its own, and two runs give the same figures.
    """
    counted = ManualClock()
    sleep, now = (asyncio.sleep, time.perf_counter) if live else (counted.sleep, counted.now)
    registry = builtin_providers()
    registry.register(
        "simulated", lambda _: SimulatedChatModel(script=SCRIPT, profile=PACE, sleep=sleep)
    )
    model = chat_model(registry=registry)
    return model, now if model.provider == "simulated" else time.perf_counter
