"""Each rule of prose finds its own mistakes, and leaves alone what only looks like them."""

import pytest

from site_builder.model import Severity
from site_builder.text.prose import read_prose
from site_builder.text.prose_rule import Asked
from site_builder.text.prose_rules import RULES, TERMS


def found(text: str, *names: str) -> list[tuple[str, int, int, str]]:
    """Return rule, line, column and message of what rules find: those that are named, or all."""
    prose = read_prose(text)
    hits = []
    for name in names or RULES:
        rule = RULES[name]
        if rule.kinds and not names and "## Introduction" not in text:
            continue
        for hit in rule.search(prose, Asked(rule.words, rule.limit, (), TERMS)):
            assert hit.hint, f"{name} says what to do"
            hits.append((name, *hit.passage.place(hit.offset), hit.message))
    return hits


@pytest.mark.parametrize("name", RULES)
def test_the_bad_example_of_a_rule_breaks_it_once_and_no_other(name: str) -> None:
    assert [one[0] for one in found(RULES[name].bad)] == [name]


@pytest.mark.parametrize("name", RULES)
def test_the_good_example_of_a_rule_breaks_none(name: str) -> None:
    assert found(RULES[name].good) == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_asks_and_why_in_sentences(name: str) -> None:
    rule = RULES[name]
    assert rule.name == name
    assert rule.meaning.endswith(".")
    assert rule.why.endswith(".")
    assert len(set(rule.words)) == len(rule.words)
    assert rule.severity in Severity


@pytest.mark.parametrize(
    ("name", "text", "quoted"),
    [
        ("filler", "It is done in\norder\nto go on.", "in order to"),
        ("filler", "Of course it runs.", "Of course"),
        ("hype", "We leverage it.", "leverage"),
        ("announcement", "Let’s dive in.", "Let’s dive in"),
        ("latin", "TOML, YAML etc.", "etc."),
        ("latin", "It has two forms (i.e. short and long).", "i.e."),
        ("time-claim", "As of now it is slow.", "As of now"),
        ("passive-voice", "The file is not written by the tool.", "is not written by the tool"),
        ("passive-voice", "It was made by `main`.", "was made by …"),
        ("future", "We'll now look at the cache.", "We'll now look"),
        ("future", "More will be shown below.", "will be shown"),
        ("contrast", "It isn't just a cache, it is a store.", "isn't just a cache, it"),
        ("emoji", "Done :tada: today.", ":tada:"),
        ("emoji", "Care \u26a0\ufe0f here.", "\u26a0\ufe0f"),
        ("exclamation", "Run `make`! Then wait.", "!"),
        ("repeated-word", "It is is here.", "is"),
        ("repeated-word", "The end of the\nthe line.", "the"),
        ("term", "| A |\n| --- |\n| a whitelist |", "whitelist"),
        ("term", "Two\nWeb  Sites.", "Web Sites"),
        ("name-spelling", "Ask Git Hub.", "Git Hub"),
        ("name-spelling", "In Javascript it runs.", "Javascript"),
        ("heading-case", "# Why `x` Is slow", "Is"),
        ("heading-punctuation", "## Waiting …", "…"),
    ],
)
def test_a_rule_quotes_what_it_has_found(name: str, text: str, quoted: str) -> None:
    ((_, _, _, message),) = found(text, name)
    assert f"'{quoted}'" in message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("filler", "The message that has just arrived comes just before the end."),
        ("filler", "It holds not just one, and marks just those lines."),
        ("filler", 'Write `simply` and "just", or “of course”.'),
        ("hype", "It is an unpowerful engine, and not robust against cuts."),
        ("latin", "The command fetch.io is etcetera."),
        ("time-claim", "It ends as soon as it can."),
        ("passive-voice", "They are sorted by the name and followed by a line."),
        ("passive-voice", "It was closed by the end of the day."),
        ("passive-voice", "It is written by hand."),
        ("future", "We will build a program. In this guide, you'll learn how."),
        ("contrast", "It is not only fast."),
        ("emoji", "An arrow → and a check ✓, at 12:30:15, in :material-rocket: style."),
        ("exclamation", "!!! note\n    A picture ![of it](x.png) where a != b."),
        ("dashes", "One — and two — and no more."),
        ("repeated-word", "He said that that had had no end. The **end** end. A-b b."),
        ("term", "A website on an allow-list."),
        (
            "name-spelling",
            "Use mkdocs-material, `mkdocs`, https://github.com/x and a github.io page.",
        ),
        ("name-spelling", "| Package |\n| --- |\n| mkdocs |"),
        ("heading-case", "# Use Celery\n\nWith Celery you wait, and Celery works."),
        ("heading-case", "# Step 1: Wait for Python's end. Then `go`: JSON, APIs and SQLite"),
        ("heading-case", "# 1. Start here"),
        ("heading-punctuation", "# Why does it wait?"),
        ("heading-level", "## First\n\n### Second\n\n## Third"),
        ("heading-duplicate", "# A\n\n## One\n\n### Cost\n\n## Two\n\n### Cost"),
        ("sentence-length", "It is so " + "and so, " * 17 + "e.g. this; " + "and so " * 17 + "on."),
    ],
)
def test_what_only_looks_like_a_mistake_is_none(name: str, text: str) -> None:
    assert found(text, name) == []


def test_a_sentence_is_counted_to_its_end_and_not_to_an_abbreviation() -> None:
    words = "word " * 38
    ((_, line, column, message),) = found(f"Short.\n{words} e.g. one two three.", "sentence-length")
    assert (line, column) == (2, 1)
    assert "has 43 words" in message
    assert found(f"{words}\nhas none", "sentence-length") == []


def test_a_heading_that_skips_levels_is_told_what_it_comes_after() -> None:
    messages = [one[3] for one in found("### Deep\n\n##### Deeper", "heading-level")]
    assert messages == [
        "a heading of level 3 is the first of its page",
        "a heading of level 5 comes after level 3",
    ]


def test_the_third_dash_of_a_paragraph_is_where_it_is_too_many() -> None:
    ((_, line, column, message),) = found("One — two\n— three – four.", "dashes")
    assert (line, column) == (2, 8)
    assert message == "3 dashes in one paragraph, 2 are allowed"


INTRODUCED = "# Retries\n\nIn this guide you'll learn how.\n\n## Steps\n\nWait."
LATE = "# Retries\n\nThey are many.\n\n## Steps\n\nYou'll learn more."


def test_an_introduction_stands_under_the_title_or_under_its_own_heading() -> None:
    rule = "tone-second-person"
    assert found(INTRODUCED, rule) == []
    assert found("# A\n\n## Introduction\n\nYou will learn it.", rule) == []
    ((_, line, column, _),) = found(LATE, rule)
    assert (line, column) == (3, 1)
    ((_, line, column, _),) = found("# A\n\n## Steps\n\nYou'll learn it.", rule)
    assert (line, column) == (1, 3)
    assert found("", rule) == []


def test_what_an_introduction_says_can_be_chosen() -> None:
    search = RULES["tone-second-person"].search
    prose = read_prose("# A\n\nYou can wait.")
    assert list(search(prose, Asked(("you can",)))) == []
    (hit,) = search(prose, Asked())
    assert hit.hint == ""


def test_terms_and_names_are_those_of_the_project() -> None:
    prose = read_prose("# The Orca Guide\n\nLog in to orca; a Sign-in to Visual Studio code.")
    asked = Asked((), 0, ("Orca", "Visual Studio Code"), {"log in": "sign in", "sign-in": ""})
    told = [
        (name, hit.message, hit.hint)
        for name in ("term", "name-spelling", "heading-case")
        for hit in RULES[name].search(prose, asked)
    ]
    assert told == [
        ("term", "'Log in' is not our term", "write 'sign in'"),
        ("term", "'Sign-in' is not our term", "leave it out"),
        ("name-spelling", "'orca' is not how the name is spelt", "write 'Orca'"),
        (
            "name-spelling",
            "'Visual Studio code' is not how the name is spelt",
            "write 'Visual Studio Code'",
        ),
        (
            "heading-case",
            "'Guide' has a capital in the middle of a heading",
            "write it small, or add it to 'prose.names'",
        ),
    ]


def test_a_term_that_is_right_in_one_case_is_told_in_the_others() -> None:
    prose = read_prose("The API and the Api.")
    (hit,) = RULES["term"].search(prose, Asked(terms={"api": "API"}))
    assert hit.message == "'Api' is not our term"
    assert list(RULES["term"].search(prose, Asked())) == []
    assert list(RULES["name-spelling"].search(prose, Asked())) == []
    assert list(RULES["filler"].search(prose, Asked())) == []
