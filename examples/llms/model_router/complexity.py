"""Say how hard a request looks, from features that one can count and argue about.

There is no model in it: it costs microseconds, gives the same verdict each time, and shows its
reasons. It reads the words and not the meaning, so it is wrong now and then; `labelled_set.py`
measures how often.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_REASONING = re.compile(
    r"\b(?:compar|prov(?:e|ing)\b|deriv|diagnos|debug|design|plan\b|trade-?offs?\b|refactor|optimi[sz]"
    r"|evaluat|analy[sz]|argue|recommend|decide|reconcil|migrat|root cause|step by step|why\b)",
    re.IGNORECASE,
)
_CONSTRAINT = re.compile(
    r"\b(?:must|at most|at least|without|unless|except|no more than|within|exactly|assuming"
    r"|given)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"```|\bdef \w+\(|\bSELECT\b.+\bFROM\b|[;{}]\s*$|Traceback", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature adds to the score."""

    each: float
    """Points for each time that it occurs."""
    most: float
    """Points that it adds at the most, so that no single feature decides alone."""


WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {
        "words": Weight(each=0.05, most=2.0),
        "reasoning": Weight(each=2.0, most=4.0),
        "constraints": Weight(each=1.0, most=3.0),
        "code": Weight(each=1.5, most=1.5),
        "numbers": Weight(each=0.25, most=1.0),
        "further questions": Weight(each=1.0, most=2.0),
    }
)
"""Set by hand before anything was measured; a catalogue of guesses that can be read."""


@dataclass(frozen=True, slots=True)
class Complexity:
    """How hard a request looks, and why."""

    score: float
    """The sum of all points."""
    points: Mapping[str, float]
    """What each feature added; those that added nothing are left out."""

    def explained(self) -> str:
        """Return the points as text, the largest first."""
        ordered = sorted(self.points.items(), key=lambda item: -item[1])
        return ", ".join(f"{name} {points:g}" for name, points in ordered) or "nothing"


def features_of(text: str) -> dict[str, int]:
    """Return how often each feature occurs in a request."""
    return {
        "words": len(text.split()),
        "reasoning": len(_REASONING.findall(text)),
        "constraints": len(_CONSTRAINT.findall(text)),
        "code": int(bool(_CODE.search(text))),
        "numbers": len(_NUMBER.findall(text)),
        "further questions": max(0, text.count("?") - 1),
    }


def complexity_of(text: str, weights: Mapping[str, Weight] = WEIGHTS) -> Complexity:
    """Return how hard a request looks.

    Args:
        text: What the user asks, without the history.
        weights: What each feature adds.
    """
    found = features_of(text)
    points = {
        name: round(min(weight.each * found[name], weight.most), 2)
        for name, weight in weights.items()
    }
    counted = {name: value for name, value in points.items() if value}
    return Complexity(round(sum(counted.values()), 2), counted)
