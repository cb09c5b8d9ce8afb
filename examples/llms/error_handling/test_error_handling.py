import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from llmkit import Fault, Reply, Script, SimulatedChatModel
from llmkit.errors import (
    AuthenticationError,
    ConfigurationError,
    ContentFilteredError,
    ContextLengthError,
    InvalidRequestError,
    LLMKitError,
    MalformedReplyError,
    RateLimitError,
    RequestTimeoutError,
    RetriesExhaustedError,
)
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.testing import run_program

from examples.llms.error_handling.error_handling import (
    AnswerError,
    Assistant,
    advice_for,
    chain,
    log_failure,
)
from examples.llms.error_handling.failures import FAILURES, Failure, experience
from examples.llms.error_handling.json_lines import Lines


@pytest.fixture
def without_waits() -> Iterator[None]:
    with stamina.set_testing(True, attempts=4, cap=True):
        yield


def assistant_with(*replies: Reply | str, logger: logging.Logger | None = None) -> Assistant:
    return Assistant(SimulatedChatModel(script=Script.of(*replies)), logger=logger)


@pytest.mark.parametrize(
    ("error", "mended_by"),
    [
        (RetriesExhaustedError("x", 4), "time"),
        (RateLimitError("x"), "time"),
        (ContextLengthError("x"), "user"),
        (ContentFilteredError("x"), "user"),
        (AuthenticationError("x"), "operator"),
        (ConfigurationError("x"), "operator"),
        (MalformedReplyError("x"), "operator"),
        # The parent of ContextLengthError must not inherit the advice of its child.
        (InvalidRequestError("x"), "operator"),
    ],
)
def test_each_error_has_the_advice_of_its_nearest_class(error: LLMKitError, mended_by: str) -> None:
    assert advice_for(error).mended_by == mended_by


def every_error() -> Iterator[type[LLMKitError]]:
    waiting = [LLMKitError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__ == "llmkit.errors":
            yield kind


def test_there_is_advice_for_every_error_of_the_library() -> None:
    kinds = list(every_error())
    assert len(kinds) > 15
    for kind in kinds:
        assert advice_for(kind.__new__(kind)).say


@pytest.mark.usefixtures("without_waits")
async def test_a_passing_failure_is_retried_unseen() -> None:
    assistant = assistant_with(
        Reply(fault=Fault("rate_limit", retry_after=5.0)),
        Reply(fault=Fault("overloaded")),
        "On Tuesday.",
    )
    assert await assistant.reply("Where is my parcel?", reference="Q1") == "On Tuesday."


async def test_a_permanent_failure_is_not_retried() -> None:
    model = SimulatedChatModel(script=Script.of(Reply(fault=Fault("context_length"), times=None)))
    with pytest.raises(AnswerError):
        await Assistant(model).answer("Very long", reference="Q1")
    assert len(model.requests) == 1


@pytest.mark.usefixtures("without_waits")
async def test_the_error_tells_the_way_it_came() -> None:
    assistant = assistant_with(Reply(fault=Fault("overloaded"), times=None))
    with pytest.raises(AnswerError) as raised:
        await assistant.answer("Hello?", reference="Q1")
    codes = [each.code for each in chain(raised.value)]
    assert codes == ["not_answered", "retries_exhausted", "unavailable"]
    assert str(raised.value) == "assistant.answer: the question was not answered: Q1"


async def test_a_mistake_in_our_own_code_is_not_disguised() -> None:
    def broken(_: object) -> Reply:
        raise ZeroDivisionError

    model = SimulatedChatModel(script=Script(otherwise=broken))
    with pytest.raises(ZeroDivisionError):
        await Assistant(model).reply("Hello?", reference="Q1")


@pytest.mark.parametrize(
    ("cause", "level"),
    [(AuthenticationError("x.complete"), "ERROR"), (RateLimitError("x.complete"), "WARNING")],
)
def test_a_failure_is_one_line_of_json(cause: LLMKitError, level: str) -> None:
    logger, kept = logging.Logger("test"), Lines()
    logger.addHandler(kept)
    error = AnswerError("assistant.answer", "Q7", advice_for(cause))
    error.__cause__ = cause
    log_failure(logger, error)
    (line,) = [json.loads(line) for line in kept.lines]
    assert line["level"] == level
    assert line["reference"] == "Q7"
    assert line["steps"] == ["assistant.answer not_answered", f"x.complete {cause.code}"]


async def test_what_only_the_user_can_mend_is_no_error_and_the_question_is_not_logged() -> None:
    logger, kept = logging.Logger("test"), Lines()
    logger.addHandler(kept)
    assistant = assistant_with(Reply(fault=Fault("content_filter")), logger=logger)
    shown = await assistant.reply("my secret question", reference="Q7")
    assert shown == "I cannot help with that question. [Q7]"
    (line,) = kept.lines
    assert json.loads(line)["level"] == "WARNING"
    assert "secret" not in line


async def test_the_span_carries_the_code_of_the_failure() -> None:
    recorded = RecordedTelemetry()
    model = SimulatedChatModel(script=Script.of(Reply(fault=Fault("authentication"))))
    assistant = Assistant(model, telemetry=recorded.telemetry("assistant"))
    await assistant.reply("Hello?", reference="Q1")
    (span,) = recorded.spans()
    assert (span.name, span.status.is_ok) == ("assistant.answer", False)
    assert (span.attributes or {})["error.type"] == "authentication"


async def test_a_timeout_is_reported_as_one() -> None:
    failure = Failure("silence", Fault("stall"), timeout=0.1)
    logger, kept = logging.Logger("test"), Lines()
    logger.addHandler(kept)
    seen = await experience(failure, reference="Q1", logger=logger)
    assert seen.shown == "I am busy. Please ask again in a few minutes. [Q1]"
    assert json.loads(kept.lines[0])["steps"][-1] == f"openai.complete {RequestTimeoutError.code}"


QUICK_FAILURES = [each for each in FAILURES if each.fault.kind != "stall"]


@pytest.mark.parametrize("failure", QUICK_FAILURES, ids=lambda failure: failure.name)
async def test_every_sdk_leads_to_the_same_experience(failure: Failure) -> None:
    quiet = logging.Logger("test", level=logging.CRITICAL)
    seen = [
        await experience(failure, reference="Q1", provider=provider, logger=quiet)
        for provider in ("openai", "anthropic", "ollama")
    ]
    assert seen[0] == seen[1] == seen[2]


def test_the_program_prints_what_is_recorded() -> None:
    recorded = Path(__file__).with_name("expected.txt").read_text("utf-8")
    assert run_program("examples.llms.error_handling") == recorded
