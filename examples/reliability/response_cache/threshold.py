"""How near is near enough? Choose the threshold on labelled questions, and measure it on others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from llmkit.bench.statistics import Estimate, share_of
from llmkit.embeddings import Embedder

from examples.reliability.response_cache.labelled_set import Pair

FactsOf = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a cache that holds all kept questions would find for one that is asked."""

    asked: str
    nearest: str
    """The kept question that is nearest among those with the same facts."""
    similarity: float
    right: bool
    """Whether its reply answers what is asked."""
    answerable: bool
    """Whether there is a kept reply that does."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What a threshold leads to."""

    threshold: float
    hits: int
    false: int
    """Hits that answer another question than was asked."""
    missed: int
    """Questions for which there was a reply, and which got none."""
    asked: int

    @property
    def false_share(self) -> Estimate | None:
        """The share of the hits that are false, with its interval; none without hits."""
        return share_of(self.false, self.hits) if self.hits else None


def no_facts(_: str) -> tuple[str, ...]:
    """Return no facts, so that meaning alone decides."""
    return ()


def judge(pairs: Sequence[Pair], embedder: Embedder, facts: FactsOf = no_facts) -> list[Judged]:
    """Return what would be found for each question that is asked.

    Args:
        pairs: The questions; each is compared with all that are kept.
        embedder: Makes their vectors.
        facts: What must be the same to the letter.
    """
    kept = list(dict.fromkeys(pair.kept for pair in pairs))
    similarities = embedder.embed([pair.asked for pair in pairs]) @ embedder.embed(kept).T
    found = []
    for pair, row in zip(pairs, similarities, strict=True):
        agree = np.array([facts(each) == facts(pair.asked) for each in kept])
        if not agree.any():
            found.append(Judged(pair.asked, "", 0.0, right=False, answerable=pair.label == "same"))
            continue
        nearest = int(np.argmax(np.where(agree, row, -1.0)))
        right = pair.label == "same" and kept[nearest] == pair.kept
        found.append(
            Judged(
                pair.asked,
                kept[nearest],
                float(row[nearest]),
                right=right,
                answerable=pair.label == "same",
            )
        )
    return found


def rates_at(threshold: float, judged: Sequence[Judged]) -> Rates:
    """Return what a threshold leads to."""
    hits = [each for each in judged if each.similarity >= threshold]
    right = sum(each.right for each in hits)
    answerable = sum(each.answerable for each in judged)
    return Rates(threshold, len(hits), len(hits) - right, answerable - right, len(judged))


def choose_threshold(judged: Sequence[Judged], *, most_false: float) -> float:
    """Return the lowest threshold, in steps of a hundredth, with few enough false hits.

    Args:
        judged: What to choose it by; never the questions that it is measured with afterwards.
        most_false: The share of the hits that may be false.

    Raises:
        ValueError: There is none.
    """
    for step in range(30, 101):
        rates = rates_at(step / 100, judged)
        if rates.hits and rates.false <= most_false * rates.hits:
            return step / 100
    raise ValueError(f"no threshold with a hit keeps false hits to {most_false:.0%}")
