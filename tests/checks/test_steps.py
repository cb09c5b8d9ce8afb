from textwrap import dedent

import pytest

from site_builder.checks.steps import check_questions, check_steps
from site_builder.model import Contract, Holds, Page, Questions, SectionRule, Steps
from site_builder.text.page_parts import divide

STEPS = Holds(steps=Steps(2, (("Result", "Outcome"), ("Why",))))
QUESTIONS = Holds(questions=Questions(2))


def told(body: str, holds: Holds) -> list[str]:
    page = Page("a.md", "a.md", f"## Part\n\n{dedent(body)}", 4)
    contract = Contract("memo", "memo", sections=(SectionRule("Part", holds=holds),))
    (section,) = divide(page, contract).sections
    found = [*check_steps(section, page), *check_questions(section, page)]
    return [str(problem) for problem in found]


GOOD = "### 1. Begin\n\n**Result:** x\n\n**Why:** y\n\n### 2. End\n\n**Outcome:** x\n\n**Why:** y\n"


def test_a_section_of_which_nothing_is_asked_may_hold_anything() -> None:
    assert told("### 7. x\n\n**Q: Why?**\n", Holds()) == []


def test_steps_in_order_with_all_that_they_owe_are_not_told() -> None:
    assert told(GOOD, STEPS) == []
    assert (
        told(
            "1. A\n\n    **Result:** x\n\n    **Why:** y\n\n1. B\n\n    **Result:** x\n\n"
            "    **Why:** y\n",
            STEPS,
        )
        == []
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            GOOD.replace("### 2. End", "### End"),
            (
                "a.md:4: lacks-step: the section 'Part' holds 1 numbered step, 2 are asked for; "
                "begin sub-headings with their number, as in '### 1. Connect'"
            ),
        ),
        (
            GOOD.replace("### 2. End", "### 3. End"),
            ("a.md:12: step-number: the step '3. End' is number 2 of its section; number it 2"),
        ),
        (
            GOOD.replace("**Outcome:** x", "It ends."),
            (
                "a.md:12: step-incomplete: the step '2. End' lacks \"Result\"; "
                "write **Result** at the beginning of a line, or as a title"
            ),
        ),
    ],
)
def test_what_is_wrong_with_steps_is_told(body: str, message: str) -> None:
    assert told(body, STEPS) == [message]


def test_a_section_without_steps_is_told_once() -> None:
    (message,) = told("Words.\n", Holds(steps=Steps()))
    assert "holds no numbered step; begin" in message


def test_questions_with_answers_are_not_told() -> None:
    assert told("**Q: A?**\n\nA: B.\n\n**Q: C?**\n\nA: D.\n", QUESTIONS) == []


def test_questions_that_are_missing_or_not_answered_are_told() -> None:
    assert told("**Q: A?**\n\nNo answer.\n", QUESTIONS) == [
        (
            "a.md:4: lacks-question: the section 'Part' holds 1 question, 2 are asked for; "
            "write **Q: …** and below it A: …"
        ),
        (
            "a.md:6: answer-missing: the question 'A?' has no answer; "
            "write it below, beginning with 'A:'"
        ),
    ]
    (message,) = told("**Q: A?**\n\nA: B.\n\n### C?\n\nx\n", Holds(questions=Questions(3)))
    assert "holds 2 questions, 3 are asked for" in message
