import json
from pathlib import Path
from textwrap import dedent

import pytest

from site_builder.model import (
    Bounds,
    Code,
    Contract,
    Holds,
    Item,
    Links,
    Measure,
    Questions,
    SectionRule,
    Steps,
)
from site_builder.text.contract import parse_contract
from site_builder.text.fences import find_fences

KINDS = ("memo", "recipe")


def test_a_definition_becomes_a_contract() -> None:
    text = """
        title: memo
        front_matter: {required: [day]}
        asked: {day: "[[The day]]"}
        opening: What it is.
        holds: {samples: 2, reading_minutes: {max: 9}}
        sections:
          - title: Decision
            aliases: [Verdict]
            holds:
              tables: 1
              words: {min: 3}
              steps: {labels: [Why, [Result, Outcome]]}
              questions: {min: 2, question: "Q.", answer: "A."}
              links:
                - {to: recipe}
                - {to: [memo, external], min: 3, sentence: false}
            skeleton: Say it.
          - title: Plain
            required: false
            holds: {steps: {}, questions: {}}
          - title: "[[The idea]]"
    """
    assert parse_contract(dedent(text), "memo", KINDS) == Contract(
        kind="memo",
        title="memo",
        front_matter=json.dumps({"required": ["day"]}),
        asked=(("day", "[[The day]]"),),
        opening="What it is.",
        holds=Holds(counts=((Item.SAMPLES, 2),), bounds=(Bounds(Measure.READING_MINUTES, most=9),)),
        sections=(
            SectionRule(
                "Decision",
                ("Verdict",),
                holds=Holds(
                    counts=((Item.TABLES, 1),),
                    bounds=(Bounds(Measure.WORDS, 3),),
                    steps=Steps(1, (("Why",), ("Result", "Outcome"))),
                    questions=Questions(2, "Q.", "A."),
                    links=(Links(("recipe",)), Links(("memo", "external"), 3, sentence=False)),
                ),
                skeleton="Say it.",
            ),
            SectionRule("Plain", required=False, holds=Holds(steps=Steps(), questions=Questions())),
            SectionRule("[[The idea]]", required=False),
        ),
    )


def test_the_least_that_defines_a_kind() -> None:
    assert parse_contract("title: memo\nsections: []\n", "memo", KINDS) == Contract("memo", "memo")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: [\n", 2, "the definition does not parse: expected the node content"),
        ("- memo\n", 1, "the definition of a page kind is a list of `name: value` lines"),
        ("", 1, "the definition of a page kind is a list of `name: value` lines"),
        ("title: memo\n", 1, "'sections' is missing"),
        (
            "title: memo\nsections: []\nholds:\n  sampels: 1\n",
            4,
            "holds.sampels: there is no key 'sampels'; did you mean 'samples'?",
        ),
        (
            "title: memo\nsections:\n  - title: A\n    holds:\n      tables: one\n",
            5,
            "sections.0.holds.tables: 'tables' must be a whole number",
        ),
        (
            "title: memo\nsections: []\nfront_matter:\n  properties:\n    a: {type: text}\n",
            5,
            "front_matter.properties.a.type: 'text' is not valid under any of the given schemas",
        ),
        (
            "title: memo\nsections:\n  - title: A\n  - title: B\n    aliases: [A]\n",
            4,
            "sections.1: two sections have the title 'A'; keep one of them",
        ),
        (
            "title: memo\nsections:\n  - title: A\n    holds:\n      words: {min: 9, max: 3}\n",
            5,
            "sections.0.holds.words: at least 9 and at most 3 cannot be",
        ),
        (
            "title: memo\nholds: {links: [{to: page}, {to: [memo, memos]}]}\nsections: []\n",
            2,
            "holds.links.1.to: there is no page kind 'memos'; did you mean 'memo'?",
        ),
        (
            "title: memo\nholds: {links: [{to: zzz}]}\nsections: []\n",
            2,
            "holds.links.0.to: there is no page kind 'zzz'; use one of 'memo', 'recipe', 'any',",
        ),
    ],
)
def test_a_mistake_in_a_definition_is_told_with_its_line(
    text: str, line: int, message: str
) -> None:
    faults = parse_contract(text, "memo", KINDS)
    assert isinstance(faults, tuple)
    (fault,) = faults
    assert (fault.code, fault.line) == (Code.CONFIG_INVALID, line)
    assert f"{fault.message}; {fault.hint}".removesuffix("; ").startswith(message)


def test_the_definition_that_the_reference_shows_is_one() -> None:
    page = Path(__file__).parents[2] / "content/reference/page-kinds.md"
    shown = [fence for fence in find_fences(page.read_text("utf-8")) if fence.language == "yaml"]
    (text,) = ("\n".join(one.body) for one in shown if one.body[0].startswith("title:"))
    assert isinstance(parse_contract(text, "memo", ("memo", "guide")), Contract)


def test_headings_that_authors_make_up_may_be_alike() -> None:
    text = 'title: memo\nsections:\n  - title: "[[An idea]]"\n  - title: "[[An idea]]"\n'
    assert isinstance(parse_contract(text, "memo", KINDS), Contract)
