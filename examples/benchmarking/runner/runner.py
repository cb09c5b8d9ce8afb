"""A first benchmark: one workload, one model, and what the figures say."""

import os

from llmkit import ChatModel, Profile, SimulatedChatModel, builtin_providers, chat_model
from llmkit.bench.analysis import Summary, summarise
from llmkit.bench.runner import BenchmarkRunner, Runner
from llmkit.bench.workload import Workload
from llmkit.factory import PROVIDER_VARIABLE

QUESTIONS = (
    "Why do tides differ from place to place?",
    "What is the difference between a strait and a sound?",
    "How does a lock lift a boat?",
)
SHORT = Workload(name="short-questions", prompts=QUESTIONS, calls=200, concurrency=4, warm_up=4)
"""What users of a chat ask: short questions, four of them at once."""
PACE = Profile(
    time_to_first_token=0.4,
    tokens_per_second=60,
    spread=0.4,
    error_rate=0.02,
    reply_tokens=(30, 90),
)
"""A hosted model, as far as its pace goes."""


def model_to_measure(*, seed: int = 0, profile: Profile = PACE) -> ChatModel:
    """Return the model that `LLMKIT_PROVIDER` names, or else a simulated one.

    Args:
        seed: The seed of the simulated model.
        profile: Its pace.
    """
    registry = builtin_providers()
    registry.register("simulated", lambda _: SimulatedChatModel(profile=profile, seed=seed))
    return chat_model(registry=registry)


def is_simulated() -> bool:
    """Return whether a simulated model is measured, whose time may be simulated as well."""
    return os.environ.get(PROVIDER_VARIABLE, "simulated") == "simulated"


async def first_benchmark(
    model: ChatModel, workload: Workload = SHORT, runner: Runner | None = None
) -> Summary:
    """Return what a workload says of a model.

    Args:
        model: The model; it stays open.
        workload: The calls.
        runner: What makes them; None stands for the runner of this process.
    """
    result = await (runner or BenchmarkRunner()).run(model, workload)
    return summarise(result)
