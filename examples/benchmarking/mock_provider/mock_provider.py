"""Build a simulated provider out of parts, each of which can be left out."""

from dataclasses import dataclass, field

from llmkit import ChatModel, Profile, SimulatedChatModel
from llmkit.account_limit import AccountLimit

from examples.benchmarking.mock_provider.cold_start import ColdStart


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a provider behaves; by default it is instant, never fails and knows no limit."""

    profile: Profile = field(default_factory=Profile)
    """Waits, speed and failures of each call."""
    cold_start: float = 0.0
    """Seconds that the first call after a time of rest waits longer."""
    idle: float = 300.0
    """Seconds without a call that are such a rest."""
    calls_per_second: float | None = None
    """The calls that an account may make in the long run; none for no limit."""


def mock_provider(behaviour: Behaviour, *, seed: int = 0) -> ChatModel:
    """Return a provider that behaves as told.

    The limit stands outside, as it does in front of real providers: a call that is refused never
    reaches the model, and so neither waits for its start nor keeps it awake.

    Args:
        behaviour: How it behaves.
        seed: Equal seeds and equal calls give equal outcomes.
    """
    model: ChatModel = SimulatedChatModel(profile=behaviour.profile, seed=seed)
    if behaviour.cold_start:
        model = ColdStart(model, seconds=behaviour.cold_start, idle=behaviour.idle)
    if behaviour.calls_per_second is not None:
        model = AccountLimit(model, per_second=behaviour.calls_per_second)
    return model


HOSTED = Behaviour(
    Profile(
        time_to_first_token=0.35,
        tokens_per_second=90,
        spread=0.35,
        error_rate=0.01,
        rate_limit_rate=0.02,
        reply_tokens=(60, 240),
    ),
)
"""A hosted model on an ordinary day."""
LOCAL = Behaviour(
    Profile(time_to_first_token=0.9, tokens_per_second=12, spread=0.1, reply_tokens=(60, 240)),
    cold_start=6.0,
)
"""A model on the machine under the desk: steady, slow, and unloaded after five minutes."""
CROWDED = Behaviour(
    Profile(
        time_to_first_token=1.2,
        tokens_per_second=35,
        spread=0.9,
        error_rate=0.05,
        reply_tokens=(60, 240),
    ),
    calls_per_second=4.0,
)
"""A hosted model in its rush hour, asked by an account with a low limit."""
