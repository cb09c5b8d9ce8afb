from textwrap import dedent

import pytest

from site_builder.model import Questions
from site_builder.text.headings import find_headings
from site_builder.text.readable import read_markdown
from site_builder.text.steps import Step, has_label, questions_of, steps_of


def steps(text: str) -> tuple[Step, ...]:
    text = dedent(text)
    read = read_markdown(text)
    headings = [one for one in find_headings(text) if one.level == 3]
    return steps_of(read, headings, read.prose[-1][0])


def questions(text: str, asked: Questions | None = None) -> list[tuple[str, int, bool]]:
    text = dedent(text)
    found = questions_of(read_markdown(text), find_headings(text), asked or Questions())
    return [(one.text, one.line, one.answered) for one in found]


def test_steps_are_numbered_headings() -> None:
    text = """\
        ### 1. Begin

        a

        ### Aside

        b

        ### Step 2: Go on

        c
        d
        """
    found = steps(text)
    assert [(one.number, one.title, one.line, one.counted) for one in found] == [
        (1, "1. Begin", 1, True),
        (2, "Step 2: Go on", 9, True),
    ]
    assert [[line for _, line in one.body.prose if line] for one in found] == [
        ["### 1. Begin", "a"],
        ["### Step 2: Go on", "c", "d"],
    ]


def test_without_numbered_headings_the_entries_of_a_numbered_list_are_steps() -> None:
    found = steps("Words.\n\n1. Begin\n\n    more\n\n    1. inner\n\n1. End\n")
    assert [(one.number, one.title, one.line, one.counted) for one in found] == [
        (1, "Begin", 3, False),
        (1, "End", 9, False),
    ]
    assert any("more" in line for _, line in found[0].body.prose)


@pytest.mark.parametrize("text", ["Words.\n", "### Plain\n\nx\n", "### 2020s\n\nx\n", "- a\n"])
def test_what_has_no_number_is_no_step(text: str) -> None:
    assert steps(text) == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("**What you'll see.** Words.", True),
        ("**What you\u2019ll see**", True),
        ("#### What you'll see", True),
        ("> What you'll see: words", True),
        ('!!! note "What you\'ll see"\n\n    words', True),
        ("Then **What you'll see** stands bold in a sentence.", True),
        ('```sample title="What you\'ll see: a table"\na/b\n```', True),
        ('```sample\na/b title="What you\'ll see"\nc/d\n```', True),
        ('```sample show="output"\na/b\n```', True),
        ("You'll see it", True),
        ('```sample show="output" title="Other"\na/b\n```', False),
        ("That is What you'll see next", False),
        ("```text\nWhat you'll see\n```", False),
        ("<!-- **What you'll see** -->", False),
        ("Words.", False),
    ],
)
def test_a_label_stands_at_the_beginning_or_bold_or_as_a_title(body: str, found: bool) -> None:
    (step,) = steps(f"### 1. Begin\n\n{body}\n")
    assert has_label(step, ("What you'll see", "You'll see it")) is found


def test_an_untitled_output_has_the_label_of_outputs_alone() -> None:
    (step,) = steps('### 1. Begin\n\n```sample show="output"\na/b\n```\n')
    assert not has_label(step, ("Why this works",))


def test_questions_are_marked_paragraphs_with_marked_answers() -> None:
    text = """\
        **Q: One?**

        A: Yes.

        **Q: Two?**

        Not an answer.

        Q: Three?
        A: In the same paragraph.

        **Q: Four?**

        A:

        A: Only the second has words.

        **Q: Five?**

        > **A:** Quoted.

        A: An answer to nothing.

        **Q: Six?**
        """
    assert questions(text) == [
        ("One?", 1, True),
        ("Two?", 5, False),
        ("Three?", 9, True),
        ("Four?", 12, True),
        ("Five?", 18, True),
        ("Six?", 24, False),
    ]


def test_the_marks_can_be_others() -> None:
    asked = Questions(question="Frage:", answer="Antwort:")
    assert questions("Frage: Warum?\n\nAntwort: Darum.\n", asked) == [("Warum?", 1, True)]
    assert questions("Q: Why?\n\nA: So.\n", asked) == []


def test_a_heading_that_asks_is_a_question() -> None:
    assert questions("### Why?\n\nBecause.\n\n### How?\n\n### Other\n\nx\n") == [
        ("Why?", 1, True),
        ("How?", 5, False),
    ]


def test_an_admonition_may_be_a_question() -> None:
    text = '??? question "Why?"\n\n    Because.\n\n!!! question "How?"\n\nNot inside.\n'
    assert questions(text) == [("Why?", 1, True), ("How?", 5, False)]
    assert questions('!!! question "Last?"\n') == [("Last?", 1, False)]
