"""Models for the trial whose share of right replies is a setting, so that we know the truth."""

import hashlib
import random
import re
from collections.abc import Sequence

from llmkit import Message, Profile, Reply, Script, SimulatedChatModel
from llmkit.script import last_user_text


def model_right_in(share: float, *, seed: int, error_rate: float = 0.0) -> SimulatedChatModel:
    """Return a simulated model that adds two numbers, and is right in this share of its replies.

    Args:
        share: How often it is right, between 0 and 1.
        seed: Equal seeds and equal calls give equal replies.
        error_rate: How often a call to it fails, between 0 and 1.
    """
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret

    def answer(messages: Sequence[Message]) -> Reply:
        total = _sum_in(last_user_text(messages))
        return Reply(str(total if draw.random() < share else total + 1))

    profile = Profile(error_rate=error_rate)
    return SimulatedChatModel(script=Script(otherwise=answer), profile=profile, seed=seed)


def question_for(user: str) -> str:
    """Return what a user asks: a sum of their own."""
    first, second, *_ = hashlib.sha256(user.encode()).digest()
    return f"What is {first} + {second}?"


def accepted(user: str, reply: str) -> bool:
    """Return whether a user accepts a reply, which they do when it is right."""
    return reply == str(_sum_in(question_for(user)))


def _sum_in(question: str) -> int:
    return sum(map(int, re.findall(r"\d+", question)))
