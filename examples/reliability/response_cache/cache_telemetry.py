"""What the cache did, as metrics and as spans: hits, refusals, outages, and what was saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from llmkit import semantic_attributes as names
from llmkit.messages import Usage
from llmkit.telemetry import Telemetry
from opentelemetry.trace import Span

from examples.reliability.response_cache.admission import Refusal

CACHE_LOOKUPS = "llmkit.cache.lookups"
"""Counter, calls, by `CACHE_OUTCOME`."""
CACHE_NOT_KEPT = "llmkit.cache.not_kept"
"""Counter, replies, by `CACHE_REASON`."""
CACHE_SAVED_TOKENS = "llmkit.cache.saved_tokens"
"""Counter, tokens, by `gen_ai.token.type`."""
CACHE_SAVED_COST = "llmkit.cache.saved_cost"
"""Counter, in the currency of the prices."""
CACHE_OUTCOME = "llmkit.cache.outcome"
CACHE_REASON = "llmkit.cache.reason"

Outcome = Literal["exact", "semantic", "joined", "waited", "miss", "refused", "unavailable"]
"""How a call was answered: from an entry of the same words or of the same meaning; by a call of
somebody else in this process or in another; by a call of its own because there was no entry,
because it may not be kept, or because the cache could not be asked."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, per million tokens."""

    input: float = 0.0
    output: float = 0.0

    def of(self, usage: Usage) -> float:
        """Return the cost of so many tokens."""
        return (usage.input_tokens * self.input + usage.output_tokens * self.output) / 1e6


class CacheTelemetry:
    """Counts for one model behind a cache.

    Args:
        telemetry: Where to report.
        provider: Who hosts the model.
        model: Its name.
        price: What is saved by not calling it.
    """

    def __init__(self, telemetry: Telemetry, *, provider: str, model: str, price: Price) -> None:
        self._price = price
        # No tenant: each of them would be a time series of its own.
        self._labels: Mapping[str, str] = MappingProxyType(
            {names.GEN_AI_PROVIDER_NAME: provider, names.GEN_AI_REQUEST_MODEL: model}
        )
        counter = telemetry.meter.create_counter
        self._lookups = counter(CACHE_LOOKUPS, unit="{call}", description="Calls by outcome.")
        self._not_kept = counter(CACHE_NOT_KEPT, unit="{reply}", description="Replies not kept.")
        self._tokens = counter(CACHE_SAVED_TOKENS, unit="{token}", description="Tokens saved.")
        self._cost = counter(CACHE_SAVED_COST, unit="{currency}", description="Cost saved.")

    def answered(self, span: Span, outcome: Outcome, *, reason: str = "") -> None:
        """Count a call.

        Args:
            span: The span of the call.
            outcome: How it was answered.
            reason: Why the cache had no part in it, where it had none.
        """
        labels = {**self._labels, CACHE_OUTCOME: outcome}
        if reason:
            labels[CACHE_REASON] = reason
        span.set_attributes(labels)
        self._lookups.add(1, labels)

    def saved(self, usage: Usage) -> None:
        """Count the tokens of a reply for which nobody was billed this time."""
        for kind, tokens in (("input", usage.input_tokens), ("output", usage.output_tokens)):
            self._tokens.add(tokens, {**self._labels, names.GEN_AI_TOKEN_TYPE: kind})
        self._cost.add(self._price.of(usage), self._labels)

    def not_kept(self, reason: Refusal | Literal["unavailable"]) -> None:
        """Count a reply that was made and not kept."""
        self._not_kept.add(1, {**self._labels, CACHE_REASON: reason})
