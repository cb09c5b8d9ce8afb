"""The library, its checks, what is sent to a model, and what the guide shows."""

import runpy
import sys
from pathlib import Path

import pytest
from llmkit import Message, Script, SimulatedChatModel, chat_model
from llmkit.wire import WireServer

from examples.foundation.prompt_templates.ask import ask, ask_all
from examples.foundation.prompt_templates.errors import (
    TemplateFileError,
    UnknownTemplateError,
    VariablesError,
)
from examples.foundation.prompt_templates.load import read_folder, read_template
from examples.foundation.prompt_templates.patterns import Pattern
from examples.foundation.prompt_templates.placeholders import PlaceholderError, Slot, parse
from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.show_steps import HOSTILE, KETTLE, QUESTION, STEPS
from examples.foundation.prompt_templates.stand_in import NOT_SAID, SCRIPT, answer
from examples.foundation.prompt_templates.variables import Choice, Integer, Line, Lines, Text

HERE = Path(__file__).parent
PROVIDERS = ("openai", "anthropic", "ollama")

LINE = Line(type="line", description="a line", max_length=10)
TEXT = Text(type="text", description="a text", max_length=10)
NUMBER = Integer(type="integer", description="a number", minimum=1, maximum=9)
CHOICE = Choice(type="choice", description="a choice", choices=("red", "blue"))
LIST = Lines(type="lines", description="a list", max_items=2, max_length=10)


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def library() -> PromptLibrary:
    return PromptLibrary.load()


# Values


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        (LINE, "0123456789"),
        (LINE, "Grüße 👋"),
        (TEXT, "a\n\tb"),
        (NUMBER, 1),
        (NUMBER, 9),
        (CHOICE, "red"),
        (LIST, ["one", "two"]),
        (LIST, ("one",)),
    ],
)
def test_a_value_that_fits_has_no_fault(
    variable: Line | Text | Integer | Choice | Lines, value: object
) -> None:
    assert variable.fault(value) is None


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (LINE, 1, "is 1 (int) and not a text; pass one line of up to 10 characters"),
        (LINE, "a\nb", "has 2 lines; pass one line of up to 10 characters"),
        (LINE, "a\u2028b", "has 2 lines; pass one line of up to 10 characters"),
        (LINE, "  ", "is empty; leave the call out if there is nothing to ask about"),
        (
            LINE,
            "0123456789ab",
            "has 12 characters, 2 too many; shorten it or work on it in parts",
        ),
        (TEXT, "a\x00b", "holds the control character U+0000 at 1; remove it"),
        (TEXT, "\x1b[2J", "holds the control character U+001B at 0; remove it"),
        (TEXT, None, "is None (NoneType) and not a text; pass text of up to 10 characters"),
        (NUMBER, 0, "is 0; pass a whole number from 1 to 9"),
        (NUMBER, "3", "is '3' (str) and not a whole number; pass a whole number from 1 to 9"),
        (NUMBER, True, "is True (bool) and not a whole number; pass a whole number from 1 to 9"),
        (NUMBER, 3.0, "is 3.0 (float) and not a whole number; pass a whole number from 1 to 9"),
        (CHOICE, "green", "is 'green'; pass one of red, blue"),
        (CHOICE, ["red"], "is ['red'] (list) and not a text; pass one of red, blue"),
        (LIST, [], "has 0 items; pass a list of 1 to 2 lines of up to 10 characters"),
        (LIST, ["a"] * 3, "has 3 items; pass a list of 1 to 2 lines of up to 10 characters"),
        (
            LIST,
            "one",
            "is 'one' (str) and not a list; pass a list of 1 to 2 lines of up to 10 characters",
        ),
        (
            LIST,
            ["a", "b\nc"],
            "item 2 has 2 lines; pass one line of up to 10 characters",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_the_remedy(
    variable: Line | Text | Integer | Choice | Lines, value: object, said: str
) -> None:
    assert variable.fault(value) == said


def test_a_message_shows_the_beginning_of_a_wrong_value_only() -> None:
    said = LINE.fault(["secret " * 100])
    assert said is not None
    assert len(said) < 120


def test_all_faults_of_a_call_are_told_at_once(library: PromptLibrary) -> None:
    with pytest.raises(VariablesError) as raised:
        library.render("find_bugs", code=1, langauge="Python")
    assert list(raised.value.faults) == ["code", "language", "langauge"]
    assert "did you mean 'language'?" in raised.value.faults["langauge"]


def test_a_default_stands_in_and_a_value_replaces_it(library: PromptLibrary) -> None:
    def system(**more: object) -> str:
        return library.render("summarise_text", document="A.", **more).messages[0].content

    assert "exactly 3 sentences" in system()
    assert "exactly 1 sentences" in system(sentences=1)


def test_a_list_is_read_as_a_list(library: PromptLibrary) -> None:
    prompt = library.render("topic_overview", topic="Tea", focus=["price", "taste"])
    assert prompt.messages[-1].content.endswith("- price\n- taste")


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


# Files


GOOD = """
summary = "Greets."
patterns = ["limits"]
system = "Greet in {{words}} words."
user = "Greet {{name}}."
[variables.name]
type = "line"
description = "whom to greet"
[variables.words]
type = "integer"
minimum = 1
maximum = 9
default = 3
description = "how long"
[sample]
name = "Ada"
"""


def written(folder: Path, text: str, name: str = "greet.v1.toml") -> Path:
    path = folder / "greeting" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    template = read_template(written(tmp_path, GOOD))
    assert (template.category, template.label) == ("greeting", "greet@1")


EXAMPLE = '\n[[examples]]\nreply = "Hello."\nvalues.name = "Bo"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("summary", "[", "it cannot be read as TOML"),
        ("summary =", "sumary =", "summary: field required"),
        ("summary =", 'name = "x"\nsummary =', "'name' is taken from the path; remove it"),
        ('"limits"', '"magic"', "patterns.0: input should be 'role'"),
        ('type = "line"', 'type = "word"', "variables.name: input tag 'word'"),
        ("minimum = 1", 'minimum = "1"', "variables.words.integer.minimum: input should be a"),
        ("minimum = 1", "minimum = true", "variables.words.integer.minimum: input should be a"),
        ("{{name}}", "{{nam}}", "{{nam}} is not declared under variables; did you mean 'name'?"),
        ("{{name}}", "you", "variables.name is never used"),
        ("{{name}}", "{{", "begins no placeholder"),
        ("{{name}}", "{{name}} {{name.tag}}", "{{name.tag}} has no markers"),
        ("{{words}}", "{{name}}", "system holds {{name}}, whose text is the caller's"),
        ("default = 3", "default = 99", "variables.words: the default is 99"),
        ('name = "Ada"', "name = 1", "sample: 'name' is 1 (int) and not a text"),
        ('["limits"]', '["limits", "few_shot"]', "patterns names 'few_shot'"),
        (
            '"line"\ndescription = "whom to greet"',
            '"text"\ndescription = "a letter"',
            "system does not say what {{name.tag}} marks",
        ),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(TemplateFileError) as raised:
        read_template(written(tmp_path, GOOD.replace(old, new, 1)))
    assert "greeting/greet.v1.toml" in str(raised.value)
    assert said in str(raised.value)


def test_examples_are_checked_as_calls_are(tmp_path: Path) -> None:
    wrong = EXAMPLE.replace('"Bo"', "7")
    with pytest.raises(TemplateFileError) as raised:
        read_template(written(tmp_path, GOOD + wrong))
    assert "examples[1]: 'name' is 7 (int)" in str(raised.value)
    assert "patterns lacks 'few_shot'" in str(raised.value)
    assert "system holds {{words}}, which may differ in an example" in str(raised.value)


@pytest.mark.parametrize("name", ["greet.toml", "greet.v0.toml", "Greet.v1.toml", "greet.v1.yaml"])
def test_a_name_without_a_version_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TemplateFileError, match="rename it"):
        read_template(written(tmp_path, GOOD, name))


def test_a_file_outside_of_a_category_is_refused(tmp_path: Path) -> None:
    (tmp_path / "greet.v1.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(TemplateFileError, match="not in the folder of a category"):
        list(read_folder(tmp_path))


def test_one_name_in_two_categories_is_refused(tmp_path: Path) -> None:
    template = read_template(written(tmp_path, GOOD))
    with pytest.raises(TemplateFileError, match="in two categories"):
        PromptLibrary([template, template.model_copy(update={"category": "other"})])


def test_a_file_that_is_no_unicode_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFileError, match="cannot be read"):
        read_template(path)


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


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (QUESTION, "Its guarantee lasts three years."),
        ("Where is the kettle made?", "The kettle holds 1.7 litres."),
        ("Who?", NOT_SAID),
    ],
)
def test_the_stand_in_searches_for_words(library: PromptLibrary, question: str, reply: str) -> None:
    prompt = library.render("answer_from_text", document=KETTLE, question=question)
    assert answer(prompt.messages).text == reply


def test_the_stand_in_says_that_it_is_none() -> None:
    assert "without a model" in answer([Message.user("Hello")]).text


async def test_every_call_of_the_program_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    model = SimulatedChatModel(script=SCRIPT)
    await ask_all(model)
    assert capsys.readouterr().out == recorded("expected.txt")
    assert len(model.requests) == 4


@pytest.mark.parametrize("step", STEPS)
def test_what_the_guide_shows_of_a_step_is_what_it_gives(step: str) -> None:
    assert STEPS[step]() + "\n" == recorded(f"step_{step}.txt")


@pytest.mark.parametrize(
    ("arguments", "name"), [([], "expected.txt"), (["found"], "step_found.txt")]
)
def test_the_program_prints_what_is_recorded(
    arguments: list[str],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["prompt_templates", *arguments])
    runpy.run_module("examples.foundation.prompt_templates", run_name="__main__")
    assert capsys.readouterr().out == recorded(name)
