"""Ask a model, and know what to do about each way in which that can fail."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from llmkit import ChatModel, Message, RetryPolicy, with_retries
from llmkit.errors import (
    ContentFilteredError,
    ContextLengthError,
    LLMKitError,
    RetriesExhaustedError,
    TransientError,
)
from llmkit.telemetry import Telemetry


@dataclass(frozen=True, slots=True)
class Advice:
    """What a failure means for the people it concerns."""

    say: str
    """What the user reads."""
    mended_by: Literal["time", "user", "operator"]
    """Who or what can change the outcome."""


BUSY = Advice("I am busy. Please ask again in a few minutes.", "time")

ADVICE: Mapping[type[LLMKitError], Advice] = MappingProxyType(
    {
        RetriesExhaustedError: BUSY,
        TransientError: BUSY,
        ContextLengthError: Advice("That is too long for me. Please shorten it.", "user"),
        ContentFilteredError: Advice("I cannot help with that question.", "user"),
        # Whatever is not listed is ours to mend: a key, a model name, a mistake in our code.
        LLMKitError: Advice("Something is wrong on our side. We are looking.", "operator"),
    }
)


def advice_for(error: LLMKitError) -> Advice:
    """Return the advice of the error's own class, or of the nearest class above it."""
    return next(ADVICE[each] for each in type(error).__mro__ if each in ADVICE)


class AnswerError(LLMKitError):
    """A question was not answered; raised from the error that prevented it.

    Args:
        operation: What was being done.
        reference: What the user can quote and the log can be searched for.
        advice: What to do about it.
    """

    code = "not_answered"
    sentence = "the question was not answered"

    def __init__(self, operation: str, reference: str, advice: Advice) -> None:
        self.reference = reference
        self.advice = advice
        super().__init__(operation, reference)


class Assistant:
    """Answers questions, and says something sensible when it cannot.

    Args:
        model: Who is asked.
        policy: Which failures are tried again, and how often.
        timeout: Seconds that one attempt may take.
        logger: Where failures are written.
        telemetry: Where durations and errors are counted.
    """

    def __init__(
        self,
        model: ChatModel,
        *,
        policy: RetryPolicy | None = None,
        timeout: float = 30.0,
        logger: logging.Logger | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._model = with_retries(model, policy)
        self._timeout = timeout
        self._logger = logger or logging.getLogger("assistant")
        self._telemetry = telemetry or Telemetry("assistant")

    async def answer(self, question: str, *, reference: str) -> str:
        """Return the answer.

        Raises:
            AnswerError: There is none; its cause says why.
        """
        try:
            with self._telemetry.operation("answer"):
                messages = [Message.user(question)]
                return (await self._model.complete(messages, timeout=self._timeout)).text
        except LLMKitError as error:
            raise AnswerError("assistant.answer", reference, advice_for(error)) from error

    async def reply(self, question: str, *, reference: str) -> str:
        """Return what to show to the user: the answer, or what to do instead."""
        try:
            return await self.answer(question, reference=reference)
        except AnswerError as error:
            log_failure(self._logger, error)
            return f"{error.advice.say} [{reference}]"


def log_failure(logger: logging.Logger, error: AnswerError) -> None:
    """Write one line for one failure, where it is handled and nowhere else.

    Only what an operator can mend is an error. What is asked is not logged: it is the user's.
    """
    level = logging.ERROR if error.advice.mended_by == "operator" else logging.WARNING
    steps = [f"{each.operation} {each.code}" for each in chain(error)]
    logger.log(level, error.sentence, extra={"reference": error.reference, "steps": steps})


def chain(error: BaseException | None) -> Iterator[LLMKitError]:
    """Yield an error of ours and those that it was raised from, the outermost first."""
    while isinstance(error, LLMKitError):
        yield error
        error = error.cause
