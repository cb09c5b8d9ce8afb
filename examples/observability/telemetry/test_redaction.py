from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.observability.telemetry.redaction import DEEPEST, Redactor, without_secrets

KEY = "sk-" + "a1B2" * 6
TOKEN = "eyJ" + "hbGciOi" + ".eyJzdWIi.c2ln"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("api_key", "x", "[secret]"),
        ("openai.api-key", "x", "[secret]"),
        ("Authorization", "Basic eA==", "[secret]"),
        ("db_password", {"a": 1}, "[secret]"),
        ("refresh_token", 12, "[secret]"),
        ("question", "Where?", "[text, 6 characters]"),
        ("gen_ai.input.messages", ["a", "b"], "[2 texts]"),
        ("answer", {"a": "b"}, "[text]"),
        # Names that look alike and must survive.
        ("gen_ai.usage.input_tokens", 23, 23),
        ("gen_ai.token.type", "input", "input"),
        ("message", "Queue full", "Queue full"),
        ("secretary", "Ada", "Ada"),
        ("texture", "wood", "wood"),
        ("detail", f"bad key {KEY}.", "bad key [secret]."),
        ("detail", f"sent Bearer {TOKEN}", "sent Bearer [secret]"),
        ("detail", TOKEN, "[secret]"),
        ("detail", "AKIA" + "Z" * 16, "[secret]"),
        ("url", "https://ada:pass@shop.example/a", "https://[secret]@shop.example/a"),
        ("url", "https://shop.example/a@b", "https://shop.example/a@b"),
        ("detail", "ask-me-anything-you-like", "ask-me-anything-you-like"),
        ("ok", True, True),
        ("nothing", None, None),
        ("raw", b"abc", "b'abc'"),
    ],
)
def test_what_becomes_of_a_value(name: str, value: object, expected: object) -> None:
    assert Redactor().redact(name, value) == expected


def test_texts_can_be_shown_and_secrets_cannot() -> None:
    seen = Redactor(show_texts=True).fields({"question": f"Is {KEY} mine?", "api_key": "x"})
    assert seen == {"question": "Is [secret] mine?", "api_key": "[secret]"}


def test_a_structure_that_contains_itself_ends() -> None:
    around: dict[str, object] = {}
    around["again"] = around
    assert str(Redactor().fields(around)).count("again") == DEEPEST + 1


WRAPPERS: list[Callable[[object], object]] = [
    lambda value: [value],
    lambda value: {"header": value},
    lambda value: {str(value): 1},
    lambda value: (1, value),
    lambda value: ValueError(f"wrong: {value}"),
]


@given(st.lists(st.sampled_from(WRAPPERS), max_size=8), st.text(alphabet=" .,:;()\"'\n"))
def test_a_key_is_found_in_any_shape(shape: list[Callable[[object], object]], around: str) -> None:
    value: object = f"{around}{KEY}{around}"
    for wrap in shape:
        value = wrap(value)
    assert KEY not in str(Redactor().redact("field", value))


@given(st.text())
def test_what_is_clean_already_stays_as_it_is(text: str) -> None:
    clean = without_secrets(text)
    assert without_secrets(clean) == clean
