"""What of a question must be the same to the letter, however near two questions are in meaning.

Vectors of sentences barely see what changes an answer most: a number, a "not", which of two names.
So these are taken out of the text by rule and compared as they are.
"""

import re
from collections.abc import Collection

_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_NEGATIONS = frozenset(
    ["no", "not", "never", "without", "nothing", "none", "neither", "nor", "cannot"]
)
_NUMBER_WORDS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty"]
)
NEGATED = "not"
"""Stands for any negation: "can't" and "cannot" are the same fact."""


def facts_of(question: str, *, names: Collection[str] = ()) -> tuple[str, ...]:
    """Return the numbers, the negation and the known names in a question, each once, in order.

    Args:
        question: What somebody asks.
        names: Words of your domain of which one must not be taken for another, in lower case:
            products, plans, countries, "before" and "after".
    """
    words = [word.lower().replace("\u2019", "'") for word in _WORD.findall(question)]
    found = {_plain(number) for number in _NUMBER.findall(question)}
    found |= {word for word in words if word in _NUMBER_WORDS or word in names}
    if any(word in _NEGATIONS or word.endswith("n't") for word in words):
        found.add(NEGATED)
    return tuple(sorted(found))


def _plain(number: str) -> str:
    # "1,000" and "1000" are one number; "1.5" and "15" are two.
    return number.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", number) else number
