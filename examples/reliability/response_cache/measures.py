"""A help desk in each state between slow and quick: what a measure changes, and nothing else."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from llmkit import (
    ChatModel,
    Message,
    Profile,
    Reply,
    RetryPolicy,
    Script,
    SimulatedChatModel,
    with_retries,
)
from llmkit.account_limit import AccountLimit
from llmkit.reading_model import ReadingModel
from llmkit.script import last_user_text

from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.cache_telemetry import Price
from examples.reliability.response_cache.help_desk import (
    HelpDesk,
    handbook,
    needed_articles,
    whole_handbook,
)
from examples.reliability.response_cache.paced import Paced
from examples.reliability.response_cache.response_cache import ResponseCache
from examples.reliability.response_cache.stopwatch import Stopwatch
from examples.reliability.response_cache.traffic import Asked

ACCOUNT_CALLS_PER_SECOND = 1.5
"""What the provider allows this account."""
SCOPE = Scope("shop", version="handbook of May")


@dataclass(frozen=True, slots=True)
class Kind:
    """A model, as far as pace and price go."""

    name: str
    tokens_per_second: float
    reading_seconds: float
    """For each token of the prompt."""
    price: Price


# Settings of the simulation, as the limit above: none of it is measured at a provider.
LARGE = Kind("large", 60.0, 0.0003, Price(input=2.5, output=10.0))
SMALL = Kind("small", 150.0, 0.0001, Price(input=0.4, output=1.6))


@dataclass(frozen=True, slots=True)
class SetUp:
    """How the desk is set up."""

    cache: Literal["none", "around the model", "around the desk"] = "none"
    meaning: bool = False
    """Whether the cache compares questions by meaning, too."""
    paced: bool = False
    """Whether calls wait for their turn here, so that none is refused there."""
    streamed: bool = False
    """Whether readers see the reply as it is written."""
    short: bool = False
    """Whether the prompt holds only what the question needs."""
    kind: Kind = LARGE
    """Which model answers."""


@dataclass(frozen=True, slots=True)
class Built:
    """A desk, and what can be read at the other end of its calls."""

    desk: ChatModel
    account: AccountLimit
    """Counts the calls that were refused."""
    provider: Stopwatch
    """Counts the seconds in those that were not."""


def build(
    setup: SetUp, topics: Sequence[str], asked: Sequence[Asked], cache: ResponseCache
) -> Built:
    """Return a desk that is set up like this.

    Args:
        setup: How it is set up.
        topics: What its handbook is about.
        asked: What will be asked, so that the simulated model knows the right answers.
        cache: The cache, if it gets one.
    """
    provider = Stopwatch(_provider(setup.kind, asked))
    account = AccountLimit(provider, per_second=ACCOUNT_CALLS_PER_SECOND, retry_after=2.0)
    paced = Paced(account, per_second=ACCOUNT_CALLS_PER_SECOND) if setup.paced else account
    model: ChatModel = with_retries(paced, RetryPolicy(attempts=5, first_wait=1.0))
    if setup.cache == "around the model":
        model = cache.around(model, SCOPE, price=setup.kind.price)
    articles = handbook(topics)
    now = asyncio.get_running_loop().time
    prompt = needed_articles(articles) if setup.short else whole_handbook(articles, now)
    desk: ChatModel = HelpDesk(model, prompt)
    if setup.cache == "around the desk":
        desk = cache.around(desk, SCOPE, price=setup.kind.price)
    return Built(desk, account, provider)


def _provider(kind: Kind, asked: Sequence[Asked]) -> ChatModel:
    """Return a simulated model that answers each topic always in the same way."""
    topics = {each.text: each.topic for each in asked}

    def reply(messages: Sequence[Message]) -> Reply:
        return Reply(answer_to(topics[last_user_text(messages)]))

    pace = Profile(latency=0.15, tokens_per_second=kind.tokens_per_second, spread=0.3)
    model = SimulatedChatModel(kind.name, script=Script(otherwise=reply), profile=pace)
    return ReadingModel(model, kind.reading_seconds)


def answer_to(topic: str) -> str:
    """Return the right answer to a topic: it begins with it, and has 40 to 90 words."""
    draw = random.Random(topic)  # noqa: S311  # repeatable, not secret
    words = ["bike", "form", "rule", "days", "free", "shop", "fee", "mail"]
    said = " ".join(draw.choices(words, k=draw.randint(40, 90)))
    return f"On '{topic}' {said}."
