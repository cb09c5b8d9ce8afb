"""Ask several models the same questions, and count right answers: the only test of quality here.

With Ollama and two quantisations of one model on your machine:

    python -m examples.foundation.quantization_advisor.compare_answers MODEL OTHER_MODEL
"""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llmkit import ChatModel, Message, chat_model


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer a program can judge."""

    text: str
    right: str
    """The text that a right answer holds, in any case."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a model did."""

    model: str
    right: int
    asked: int
    tokens_per_second: float
    """Tokens of all replies by the time that they took, the reading of the question included."""


QUESTIONS = (
    Question("What is 17 times 23? Answer with the number alone.", "391"),
    Question("Which month comes seven months after May? Answer with its name.", "december"),
    Question("Sort these words: pear, fig, apple. Answer with commas.", "apple, fig, pear"),
    Question("Is 2027 a leap year? Answer yes or no.", "no"),
)
"""Four to begin with. Put fifty of your own here: those that your application has to get right."""


async def score(
    model: ChatModel, questions: Sequence[Question], now: Callable[[], float] = time.perf_counter
) -> Score:
    """Ask a model every question, one after the other, as the likeliest reply.

    Args:
        model: Who is asked.
        questions: What is asked.
        now: The clock, in seconds.
    """
    right, tokens, started = 0, 0, now()
    for question in questions:
        reply = await model.complete([Message.user(question.text)], temperature=0.0)
        right += question.right in reply.text.lower()
        tokens += reply.usage.output_tokens
    return Score(model.model, right, len(questions), tokens / (now() - started))


async def main(names: Sequence[str]) -> None:
    """Print a line for each model that Ollama has under these names."""
    for name in names:
        async with chat_model("ollama", model=name) as model:
            did = await score(model, QUESTIONS)
        print(f"{did.model:<24} {did.right}/{did.asked}  {did.tokens_per_second:6.1f} tokens/s")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
