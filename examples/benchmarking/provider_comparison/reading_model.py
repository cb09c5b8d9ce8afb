"""Simulated models with the pace of a size on a machine, the time to read a prompt included."""

from llmkit import ChatModel, Profile, Reply, Script, SimulatedChatModel
from llmkit.reading_model import ReadingModel

from examples.benchmarking.provider_comparison.model_sizes import Machine, ModelSize

REPLY = Script(otherwise=lambda _: Reply(" ".join(["sea"] * 120)))
"""What each model says: 120 words of four characters with the space, so each counts as a token."""


def model_of(size: ModelSize, machine: Machine, *, seed: int = 0) -> ChatModel:
    """Return a simulated model with the pace of a size on a machine, give or take a tenth."""
    pace = Profile(tokens_per_second=size.tokens_per_second(machine), spread=0.1)
    inner = SimulatedChatModel(size.name, script=REPLY, profile=pace, seed=seed)
    return ReadingModel(inner, size.reading_seconds(machine))
