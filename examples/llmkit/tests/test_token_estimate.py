import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmkit import Message, Tool, ToolCall
from llmkit.token_estimate import estimate_input_tokens, estimate_tokens, split_tokens


@given(st.text())
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(split_tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", ()),
        ("one two", ("one", " two")),
        ("a\n\n b ", ("a", "\n\n b", " ")),
        ("internationalisation", ("internationa", "lisation")),
    ],
)
def test_pieces_are_like_words(text: str, pieces: tuple[str, ...]) -> None:
    assert split_tokens(text) == pieces


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("a", 1), ("abcd", 1), ("abcde", 2)])
def test_four_characters_are_a_token(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


def test_all_that_is_sent_counts() -> None:
    alone = estimate_input_tokens([Message.user("abcd")])
    call = Message.assistant(tool_calls=[ToolCall("c", "f", '{"a": 1}')])
    assert alone == 4
    assert estimate_input_tokens([Message.user("abcd"), call]) > alone + 3
    assert estimate_input_tokens([Message.user("abcd")], [Tool("f", "Do it.")]) > alone
