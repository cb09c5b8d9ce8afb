"""Choose a model for a request: by what it can do, by how hard the request looks, by its price."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from llmkit import ChatModel, LLMKitError, Message, Tool
from llmkit.script import last_user_text
from llmkit.token_estimate import estimate_input_tokens
from llmkit.vision import images_of

from examples.llms.model_router.candidates import Candidate
from examples.llms.model_router.complexity import Complexity, complexity_of
from examples.llms.model_router.fallback_chain import FallbackChatModel, Link
from examples.llms.model_router.health_memory import HealthMemory

CONTEXT_MARGIN = 1.2
"""Our token counts are estimates, so a conversation must fit with a fifth to spare."""


class NoRouteError(LLMKitError):
    """No model of the catalogue can take the request as it is."""

    code = "no_route"
    sentence = "no model can take the request"


@dataclass(frozen=True, slots=True)
class RouteRequest:
    """What is to be routed, and what the caller wishes."""

    messages: Sequence[Message]
    """The conversation, oldest first."""
    tools: Sequence[Tool] = ()
    """Functions that the model may ask for."""
    max_output_tokens: int = 500
    """The longest reply; it counts for the context window and for the estimate of cost."""
    most_dollars: Decimal | None = None
    """What this one call may cost by the estimate; None is any price."""
    model: str | None = None
    """The name of a model that must come first, whatever the request looks like and costs."""

    @property
    def pictures(self) -> int:
        """How many pictures go along, those of earlier turns among them."""
        return len(images_of(self.messages))

    @property
    def tokens_in(self) -> int:
        """About how many tokens are sent."""
        return estimate_input_tokens(self.messages, self.tools)


@dataclass(frozen=True, slots=True)
class Route:
    """The models to try, and why."""

    order: tuple[Candidate, ...]
    """The first is asked; the others stand in when it fails."""
    complexity: Complexity
    """How hard the request looked."""
    reason: str
    """Why the first is the first, for logs and for whoever asks."""
    dollars: Decimal
    """What the first costs at the most, by the estimate."""


class Router:
    """Chooses between models.

    Args:
        candidates: The models to choose from.
        threshold: The score from which a request counts as hard.
        analyse: Says how hard a request looks.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        *,
        threshold: float,
        analyse: Callable[[str], Complexity] = complexity_of,
    ) -> None:
        self._candidates = tuple(candidates)
        self._threshold = threshold
        self._analyse = analyse

    def choose(self, request: RouteRequest) -> Route:
        """Return the models to try for a request, the best one first.

        Raises:
            NoRouteError: None is able, none is within the price, or the wish is unknown or unable.
        """
        complexity = self._analyse(last_user_text(request.messages))
        able = self._able(request)
        if request.model is not None:
            first = self._wished(request.model, able)
            affordable = [each for each in able if _within(each, request)]
            others = [each for each in self._ranked(affordable, request) if each is not first]
            order, reason = (first, *others), "asked for by name"
        else:
            order, reason = self._by_strength_and_price(able, complexity, request)
        return Route(order, complexity, reason, cost_of(order[0], request))

    def _able(self, request: RouteRequest) -> list[Candidate]:
        refusals = {each.name: why_not(each, request) for each in self._candidates}
        able = [each for each in self._candidates if not refusals[each.name]]
        if not able:
            listed = "; ".join(f"{name}: {why}" for name, why in refusals.items())
            raise NoRouteError("router.choose", listed or "the catalogue is empty")
        return able

    def _wished(self, name: str, able: Sequence[Candidate]) -> Candidate:
        if wished := next((each for each in able if each.name == name), None):
            return wished
        names = [each.name for each in self._candidates]
        if name in names:
            raise NoRouteError("router.choose", f"{name} was asked for and is not able")
        close = difflib.get_close_matches(name, names, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise NoRouteError("router.choose", f"there is no model {name!r}{hint}")

    def _by_strength_and_price(
        self, able: Sequence[Candidate], complexity: Complexity, request: RouteRequest
    ) -> tuple[tuple[Candidate, ...], str]:
        hard = complexity.score >= self._threshold
        affordable = [each for each in able if _within(each, request)]
        if not affordable:
            cheapest = self._ranked(able, request)[0]
            price = cost_of(cheapest, request)
            raise NoRouteError(
                "router.choose", f"the cheapest, {cheapest.name}, costs ${price:.4f}"
            )
        ranked = self._ranked(affordable, request)
        strong = [each for each in ranked if each.strength >= (2 if hard else 1)]
        # A weaker model is the last resort, behind all that are strong enough.
        order = (*strong, *(each for each in ranked if each not in strong))
        if not strong:
            return order, "looks hard, but a strong model costs too much"
        return order, "looks hard: cheapest strong model" if hard else "looks simple: cheapest"

    def _ranked(self, candidates: Sequence[Candidate], request: RouteRequest) -> list[Candidate]:
        return sorted(candidates, key=lambda each: cost_of(each, request))


def chain_for(
    route: Route, models: Mapping[str, ChatModel], health: HealthMemory
) -> FallbackChatModel:
    """Return the models of a route as one that falls back from each to the next.

    Args:
        route: What was chosen.
        models: The models by the names of their candidates.
        health: Who is unwell; the same for all routes.
    """
    links = [Link(each.name, models[each.name], each.context_tokens) for each in route.order]
    return FallbackChatModel(links, health)


def why_not(candidate: Candidate, request: RouteRequest) -> str:
    """Return what keeps a model from taking a request, or an empty text."""
    needed = int(request.tokens_in * CONTEXT_MARGIN) + request.max_output_tokens
    if request.tools and not candidate.tools:
        return "it cannot call tools"
    if request.pictures and not candidate.vision:
        return "it cannot see pictures"
    if needed > candidate.context_tokens:
        return f"{needed} tokens do not fit into {candidate.context_tokens}"
    return ""


def cost_of(candidate: Candidate, request: RouteRequest) -> Decimal:
    """Return what a request costs at the most with a model, in dollars, by the estimate."""
    return candidate.dollars_for(request.tokens_in, request.max_output_tokens)


def _within(candidate: Candidate, request: RouteRequest) -> bool:
    return request.most_dollars is None or cost_of(candidate, request) <= request.most_dollars
