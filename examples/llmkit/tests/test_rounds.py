"""Calls of a reply that may be run, and those of one that was cut."""

import pytest

from llmkit import FinishReason, ToolCall
from llmkit.tools import ReplyCutError, TooManyRoundsError, trusted_calls

CALLS = (ToolCall("call_1", "find"), ToolCall("call_2", "find"))


@pytest.mark.parametrize("reason", ["stop", "tool_calls", None])
def test_calls_of_a_reply_that_ended_well_are_run(reason: FinishReason | None) -> None:
    assert trusted_calls(list(CALLS), reason, operation="test") == CALLS


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_calls_of_a_reply_that_was_cut_are_not(reason: FinishReason) -> None:
    with pytest.raises(ReplyCutError, match=f"test: .*: the finish reason is {reason}") as caught:
        trusted_calls(CALLS, reason, operation="test")
    assert caught.value.finish_reason == reason


@pytest.mark.parametrize("reason", ["length", "content_filter", "stop"])
def test_a_text_that_was_cut_asks_for_nothing(reason: FinishReason) -> None:
    assert trusted_calls([], reason, operation="test") == ()


def test_a_model_without_end_is_told_by_its_rounds() -> None:
    error = TooManyRoundsError("test", 4)
    assert str(error).endswith("it still asked for tools in round 4")
    assert (error.rounds, error.code) == (4, "too_many_rounds")
