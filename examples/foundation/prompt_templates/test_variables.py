"""What fits a variable, and what is said of a value that does not."""

import pytest

from examples.foundation.prompt_templates.errors import (
    VariablesError,
)
from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.variables import Choice, Integer, Line, Lines, Text

LINE = Line(type="line", description="a line", max_length=10)
TEXT = Text(type="text", description="a text", max_length=10)
NUMBER = Integer(type="integer", description="a number", minimum=1, maximum=9)
CHOICE = Choice(type="choice", description="a choice", choices=("red", "blue"))
LIST = Lines(type="lines", description="a list", max_items=2, max_length=10)


@pytest.fixture(scope="module")
def library() -> PromptLibrary:
    return PromptLibrary.load()


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
