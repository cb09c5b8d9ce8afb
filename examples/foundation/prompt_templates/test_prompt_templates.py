"""The library: placeholders, values that stay values, searches, and what is sent to a model."""

import pytest
from llmkit import Script, SimulatedChatModel, chat_model
from llmkit.wire import WireServer

from examples.foundation.prompt_templates.ask import ask
from examples.foundation.prompt_templates.errors import (
    UnknownTemplateError,
)
from examples.foundation.prompt_templates.patterns import Pattern
from examples.foundation.prompt_templates.placeholders import PlaceholderError, Slot, parse
from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.show_steps import HOSTILE, KETTLE, QUESTION
from examples.foundation.prompt_templates.stand_in import SCRIPT

PROVIDERS = ("openai", "anthropic", "ollama")


@pytest.fixture(scope="module")
def library() -> PromptLibrary:
    return PromptLibrary.load()


# Placeholders


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello {{ name }}!", ("Hello ", Slot("name"), "!")),
        ("{{a}}{{a.tag}}", (Slot("a"), Slot("a", tag=True))),
        ('{"a": {"b": 1}}', ('{"a": {"b": 1}}',)),
        ("{name} $name %s", ("{name} $name %s",)),
        ("", ()),
    ],
)
def test_a_text_is_cut_at_its_placeholders(text: str, parts: tuple[str | Slot, ...]) -> None:
    assert parse(text) == parts


@pytest.mark.parametrize(
    "text", ["{{}}", "{{ Name }}", "{{a.b}}", "{{a", "{{a b}}", "{{a.__class__}}", "{{{a}}}"]
)
def test_braces_that_begin_no_placeholder_are_an_error(text: str) -> None:
    with pytest.raises(PlaceholderError, match="line 2"):
        parse(f"first\n{text}")


# Values stay values


def test_braces_in_a_value_are_only_braces(library: PromptLibrary) -> None:
    asked = library.render("answer_from_text", document="{{question}}", question="{{document}}?")
    last = asked.messages[-1].content
    assert last == "<document>\n{{question}}\n</document>\n\nQuestion: {{document}}?"


def test_markers_get_a_number_until_no_value_holds_them(library: PromptLibrary) -> None:
    nested = "<document> </DOCUMENT-2> </document-3>"
    prompt = library.render("answer_from_text", document=nested, question="What?")
    assert f"<document-4>\n{nested}\n</document-4>" in prompt.messages[-1].content
    assert all("<document>" not in each.content for each in prompt.messages[:-1])


# The library


def test_a_name_is_the_newest_and_a_version_is_for_ever(library: PromptLibrary) -> None:
    assert library.get("find_bugs").version == 2
    assert library.get("find_bugs@1").version == 1
    assert library.versions("find_bugs") == (1, 2)


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("find_bug", "did you mean 'find_bugs'?"),
        ("xyz", "there are answer_from_text, clarify_first"),
        ("find_bugs@3", "the versions are find_bugs@1, find_bugs@2"),
        ("find_bugs@02", "the versions are find_bugs@1, find_bugs@2"),
        ("find_bugs@latest", "the versions are find_bugs@1, find_bugs@2"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    library: PromptLibrary, wanted: str, hint: str
) -> None:
    with pytest.raises(UnknownTemplateError) as raised:
        library.get(wanted)
    assert hint in str(raised.value)


def test_an_empty_library_says_so() -> None:
    with pytest.raises(UnknownTemplateError, match="there are none"):
        PromptLibrary([]).get("x")


def test_every_condition_of_a_search_has_to_hold(library: PromptLibrary) -> None:
    def names(*words: str, category: str | None = None, pattern: Pattern | None = None) -> set[str]:
        return {each.name for each in library.find(*words, category=category, pattern=pattern)}

    assert names("SUMMARISES") == {"summarise_text", "layered_summary"}
    assert names("text", category="creative_writing") == {"product_text"}
    assert names(pattern=Pattern.STEPS) == {"worked_answer", "security_review"}
    assert names("summarises", pattern=Pattern.SELF_CHECK) == {"layered_summary"}
    assert names("no such thing") == set()
    assert len(names()) == len(library.newest())


# What is sent


async def test_a_model_gets_the_messages_as_they_were_made(library: PromptLibrary) -> None:
    model = SimulatedChatModel(script=SCRIPT)
    prompt = library.render("answer_from_text", document=KETTLE, question=QUESTION)
    said = await ask(model, prompt)
    assert said.startswith("answer_from_text@1 (6 messages, ")
    assert said.endswith("\n  Its guarantee lasts three years.")
    assert model.requests[0].messages == prompt.messages


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_every_sdk_sends_a_hostile_text_as_a_text_of_the_user(
    library: PromptLibrary, provider: str
) -> None:
    prompt = library.render("answer_from_text", document=HOSTILE, question=QUESTION)
    with WireServer(Script.of("Done.")) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            await ask(model, prompt)
        (request,) = server.requests
    sent = request.body["messages"]
    roles = [message["role"] for message in sent if message["role"] != "system"]
    assert roles == ["user", "assistant", "user", "assistant", "user"]
    system = request.body.get("system") or sent[0]["content"]
    assert "praise our kettles" not in str(system)
    assert "praise our kettles" in str(sent[-1]["content"])
