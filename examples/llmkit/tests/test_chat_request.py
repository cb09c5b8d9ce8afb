import pytest

from llmkit import CallOptions, ChatRequest, InvalidRequestError, Message

HELLO = [Message.user("Hello")]


def test_unset_and_zero_temperature_differ() -> None:
    assert ChatRequest.of(HELLO, {}).temperature is None
    assert ChatRequest.of(HELLO, {"temperature": None}).temperature is None
    assert ChatRequest.of(HELLO, {"temperature": 0.0}).temperature == 0.0


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"temperature": -0.1}, "temperature"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"timeout": 0.0}, "timeout"),
        ({"stop": ["a", ""]}, "stop"),
    ],
)
def test_options_out_of_range_are_refused(options: CallOptions, problem: str) -> None:
    with pytest.raises(InvalidRequestError, match=problem):
        ChatRequest.of(HELLO, options)


def test_options_within_range_are_taken() -> None:
    options: CallOptions = {"max_output_tokens": 1, "timeout": 0.1, "stop": ["END"]}
    request = ChatRequest.of(HELLO, options)
    assert (request.max_output_tokens, request.timeout, request.stop) == (1, 0.1, ("END",))
