from dataclasses import replace

import pytest
from llmkit.chat_request import CallOptions, ChatRequest
from llmkit.messages import Message

from examples.reliability.response_cache.admission import Admission
from examples.reliability.response_cache.cache_key import Scope, cache_key, context_key
from examples.reliability.response_cache.facts import facts_of
from examples.reliability.response_cache.personal_data import find_personal_data

ASKED = [Message.system("Be brief."), Message.user("What does a return cost?")]
ACME = Scope("acme")
BASE: CallOptions = {"temperature": 0.0, "max_output_tokens": 100, "stop": ["\n\n", "END"]}


def key(
    messages: list[Message] = ASKED,
    *,
    provider: str = "p",
    model: str = "m",
    scope: Scope = ACME,
    **changes: object,
) -> str:
    options = CallOptions(**{**BASE, **changes})  # type: ignore[typeddict-item]
    request = ChatRequest.of(messages, options)
    return cache_key(request, provider=provider, model=model, scope=scope)


@pytest.mark.parametrize(
    "other",
    [
        key([Message.system("Be  brief."), ASKED[1]]),
        key([ASKED[0], Message.user("what does a return cost?")]),
        key([ASKED[1], ASKED[0]]),
        key([ASKED[0], Message.assistant("What does a return cost?")]),
        key([Message.user("Be brief.What does a return cost?")]),
        key(provider="q"),
        key(model="n"),
        key(temperature=0.5),
        key(temperature=None),
        key(max_output_tokens=101),
        key(max_output_tokens=None),
        key(stop=["END"]),
        key(scope=Scope("globex")),
        key(scope=Scope("acme", version="2")),
    ],
)
def test_what_reaches_the_model_or_decides_who_may_see_it_is_in_the_key(other: str) -> None:
    assert other != key()


@pytest.mark.parametrize(
    "same",
    [
        key(timeout=5.0),
        key(stop=["END", "\n\n"]),
        key(list(ASKED)),
        key(scope=Scope("acme", tags=lambda _: ["prices"])),
    ],
)
def test_what_does_not_reach_the_model_is_not(same: str) -> None:
    assert same == key()


def test_a_text_that_is_no_valid_unicode_has_a_key() -> None:
    assert len(key([Message.user("half a pair: \ud83d")])) == 64


def test_only_the_words_of_the_last_message_are_outside_of_the_context() -> None:
    def context(messages: list[Message], *facts: str) -> str:
        request = ChatRequest.of(messages, BASE)
        return context_key(request, provider="p", model="m", scope=Scope("acme"), facts=facts)

    base = context(ASKED)
    assert context([ASKED[0], Message.user("Are returns free?")]) == base
    assert context([Message.system("Be long."), ASKED[1]]) != base
    assert context(ASKED, "14") != base


def test_a_scope_without_a_tenant_is_refused() -> None:
    with pytest.raises(ValueError, match="a scope needs a tenant"):
        Scope("")
    scope = Scope("acme", tags=lambda request: [request.messages[-1].role, "prices"])
    assert scope.tags_of(ChatRequest(tuple(ASKED))) == ("prices", "tenant:acme", "user")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to jo.doe+shop@example.co.uk, please", "email"),
        ("My IBAN is DE89 3704 0044 0532 0130 00.", "iban"),
        ("It was paid by 4111 1111 1111 1111", "card"),
        ("card 4111111111111111", "card"),
        ("Call +49 (0)30 1234567", "telephone"),
        ("Call 030-1234567 tonight", "telephone"),
        ("Where is order 1234567890?", "telephone"),
        ("What does a return cost after 14 days?", None),
        ("Is 4.5 % of 1,200 more than 50?", None),
        ("In 2026 or 2027?", None),
        ("Does model X-200 fit 28 x 1.75 inches?", None),
        ("user@ or @handle", None),
        ("", None),
    ],
)
def test_personal_data_is_known_by_its_form(text: str, kind: str | None) -> None:
    assert find_personal_data(text) == kind


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Can I return it within 14 days?", ("14",)),
        ("Can I return it within 1,400 days?", ("1400",)),
        ("Does it weigh 1.5 kg or 15 kg?", ("1.5", "15")),
        ("Why can\u2019t I log in?", ("not",)),
        ("Why can't I log in?", ("not",)),
        ("Why can I not log in without a code?", ("not",)),
        ("Why can I log in?", ()),
        ("Can two people share it?", ("two",)),
        ("Does the Premium plan ship to France?", ("france", "premium")),
        ("Is a note a knot?", ()),
    ],
)
def test_facts_are_numbers_negation_and_known_names(question: str, facts: tuple[str, ...]) -> None:
    assert facts_of(question, names={"premium", "basic", "france"}) == facts


def test_the_rules_can_be_changed() -> None:
    request = ChatRequest.of([Message.user("My name is Jo.")], {"temperature": 0.0})
    assert Admission().refuse_request(request) is None
    strict = Admission(personal_data=lambda text: "name" if "My name" in text else None)
    assert strict.refuse_request(request) == "personal_data"
    sampled = replace(request, temperature=1.0)
    assert Admission().refuse_request(sampled) == "sampled"
    assert Admission(sampled=True).refuse_request(sampled) is None
    about_a_tool = replace(
        request, messages=(*request.messages, Message.tool("18", tool_call_id="1"))
    )
    assert Admission().refuse_request(about_a_tool) == "tools"
    more_than_text = replace(request, messages=(Message("user", "And this?", tool_call_id="1"),))
    assert Admission().refuse_request(more_than_text) == "not_text"
