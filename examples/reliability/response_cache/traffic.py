"""An hour at the help desk of a bicycle shop: what is asked, how often, and in which words.

The questions are those of the labelled set. How often each is asked follows Zipf's law, which is
what counts of questions mostly look like: the second is asked half as often as the first, the third
a third as often. That is an assumption, and the hit rate hangs on it; count your own.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from examples.reliability.response_cache.labelled_set import Pair

PRIVATE = "order"
"""The topic of questions that name somebody's order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and which answer is right."""

    text: str
    topic: str


def topics_of(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """Return the wordings of each topic: three for what is kept, one for each near miss."""
    topics: dict[str, list[str]] = {}
    for pair in pairs:
        topics.setdefault(pair.kept, [pair.kept])
        if pair.label == "same":
            topics[pair.kept].append(pair.asked)
        else:
            topics[pair.asked] = [pair.asked]
    return topics


def questions(
    pairs: Sequence[Pair], count: int, *, seed: int = 0, private: float = 0.15
) -> list[Asked]:
    """Return what is asked, in order.

    Args:
        pairs: The labelled set.
        count: How many questions.
        seed: Equal seeds give equal questions.
        private: The share of questions that name an order and so must not be kept.
    """
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    topics = topics_of(pairs)
    names = list(topics)
    draw.shuffle(names)
    # What has several wordings is what the shop hears most; the near misses follow.
    names.sort(key=lambda name: -len(topics[name]))
    weights = [1 / rank for rank in range(1, len(names) + 1)]

    def one() -> Asked:
        if draw.random() < private:
            return Asked(f"Where is my order {draw.randrange(10**9, 10**10)}?", PRIVATE)
        topic = draw.choices(names, weights)[0]
        return Asked(draw.choice(topics[topic]), topic)

    return [one() for _ in range(count)]
