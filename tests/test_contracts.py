"""Page kinds, whole: a new page owes what its placeholders say, a written one owes nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.checks.contracts import Surroundings, check_contract
from site_builder.checks.links_owed import LinkTargets
from site_builder.contracts import README_KIND, check_contracts, read_contract
from site_builder.model import (
    Contract,
    Holds,
    Item,
    Measure,
    Page,
    SectionRule,
    Settings,
)
from site_builder.project import open_project
from site_builder.resources import page_kinds, template_environment
from site_builder.stages.scaffold import new_page
from site_builder.text.front_matter import split_front_matter
from tests.small import ORIGINAL
from tests.support import EXAMPLE_TOML, Project

Make = Callable[..., Project]
SETTINGS = Settings(ORIGINAL, ORIGINAL / "docs", ORIGINAL / "examples")
TEMPLATES = template_environment(SETTINGS)
EXAMPLES = Path(__file__).parents[1] / "examples"
KINDS = (*page_kinds(TEMPLATES), README_KIND)
_PLACEHOLDER = re.compile(r"\[\[[^\]]*\]\]")
_SENTENCE = "Nine plain words make up this one short sentence."
_WRITTEN = {
    Item.SAMPLES: "```sample\na/b\n```\n",
    Item.CODE_BLOCKS: "```sh\nls\n```\n",
    Item.OUTPUTS: '```sample show="output"\na/b\n```\n',
    Item.TABLES: "| a | b |\n| --- | --- |\n| c | d |\n",
    Item.PICTURES: "![A round thing](round.png)\n",
    Item.LIST_ITEMS: "- an entry\n",
}


def contract(kind: str) -> Contract:
    read = read_contract(kind, SETTINGS, TEMPLATES)
    assert isinstance(read, Contract), read
    return read


def written(section: SectionRule) -> str:
    """Return what an author may write over the skeleton of a section."""
    holds = section.holds
    parts = [_WRITTEN[item] * least for item, least in holds.counts]
    if holds.steps:
        labels = "".join(f"**{names[0]}.** {_SENTENCE}\n\n" for names in holds.steps.labels)
        parts += [f"### {n}. Go\n\n{labels}" for n in range(1, holds.steps.least + 1)]
    if holds.questions:
        parts += ["**Q: Why?**\n\nA: Because.\n"] * holds.questions.least
    for links in holds.links:
        target = {"example": "e.md", "external": "https://x.example"}.get(links.to[0], "p.md")
        parts += [f"- [Another]({target}): what comes after this\n"] * links.least
    bounds = {one.measure: one for one in holds.bounds}
    words = bounds[Measure.WORDS].least if Measure.WORDS in bounds else 0
    few = bounds[Measure.SENTENCES].least if Measure.SENTENCES in bounds else 0
    parts.append(" ".join([_SENTENCE] * max(few, -(-words // 9))))
    return "\n".join(parts)


def filled(text: str, one: Contract) -> str:
    """Return a new page with real text in the place of its placeholders."""
    front, _, _ = text.partition("# ")
    title = next(line for line in text.split("\n") if line.startswith("# "))
    sections = [f"## {rule.title}\n\n{written(rule)}\n" for rule in one.sections]
    least = {bound.measure: bound.least for bound in one.holds.bounds}.get(Measure.WORDS, 0)
    more = f"## More\n\n{' '.join([_SENTENCE] * (least // 9 + 1))}\n"
    more += "".join(_WRITTEN[item] * count for item, count in one.holds.counts)
    body = "\n".join((title, "", *sections[:-1], more, *sections[-1:]))
    return _PLACEHOLDER.sub("Words of a real author", front + body)


def problems(text: str, one: Contract) -> Iterator[str]:
    split = split_front_matter(text)
    front = (split.front_matter, split.front_text)
    page = Page("a.md", "docs/a.md", split.body, split.body_line, *front)
    kinds = {"docs/p.md": next(iter(_kinds_linked(one)), "page"), "docs/e.md": "example"}
    around = Surroundings(LinkTargets(kinds), {"a.md": _code_lines(one, split.body)})
    yield from map(str, check_contract(page, one, around))


def _kinds_linked(one: Contract) -> list[str]:
    named = [name for rule in one.sections for links in rule.holds.links for name in links.to]
    return [name for name in named if name not in {"page", "example", "external", "any"}]


def _code_lines(one: Contract, body: str) -> dict[int, int]:
    """Return the lines of code of samples: sixty for the first of a section with bounds on them."""
    lines = body.split("\n")
    for rule in one.sections:
        bounded = any(bound.measure is Measure.CODE_LINES for bound in rule.holds.bounds)
        if bounded and f"## {rule.title}" in lines:
            start = lines.index(f"## {rule.title}")
            return {at: 60 for at in range(start, len(lines)) if lines[at - 1] == "```sample"}
    return {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_was_written_owes_nothing(kind: str) -> None:
    one = contract(kind)
    new = new_page(one, "A good title").decode()
    told = list(problems(new, one))
    assert told
    assert all(": placeholder-left: " in line for line in told)
    assert list(problems(filled(new, one), one)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_written_page_that_loses_a_section_is_told_so(kind: str) -> None:
    one = contract(kind)
    text = filled(new_page(one, "A good title").decode(), one)
    for rule in (rule for rule in one.sections if rule.required):
        (told,) = problems(text.replace(f"## {rule.title}\n", "## Something else\n"), one)
        assert f"lacks the section '{rule.title}'" in told


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_of_which_something_is_asked_can_break_its_promise(kind: str) -> None:
    one = contract(kind)
    text = filled(new_page(one, "A good title").decode(), one)
    for rule in one.sections:
        if rule.required and rule.holds != Holds():
            head, _, tail = text.partition(f"## {rule.title}\n")
            rest = tail.partition("\n## ")[2]
            emptied = f"{head}## {rule.title}\n\n~~x~~\n" + (f"\n## {rest}" if rest else "")
            assert list(problems(emptied, one)), f"{kind}: {rule.title}"


def test_pages_readmes_and_unknown_kinds_are_checked_together(project: Make) -> None:
    made = project(
        {
            "content/index.md": "---\nkind: memmo\n---\n\n# Home\n",
            "content/memos/a.md": "# A\n\n## Decision\n\n- [The example](../examples/x/y.md)\n",
            "own/new/memo.yml": "title: memo\nsections:\n  - title: Decision\n    holds:\n"
            "      links: [{to: example}]\n",
            "examples/x/y/example.toml": EXAMPLE_TOML,
            "examples/x/y/y.py": "x = 1\n",
            "examples/x/y/README.md": "# Y\n\n## Description\n\nWords.\n",
        },
        page_kinds=(("memos", "memo"),),
        examples_complete=True,
    )
    settings = made.settings.__class__(
        made.root,
        made.root / "content",
        made.root / "examples",
        templates_dirs=(made.root / "own",),
        page_kinds=(("memos", "memo"),),
        examples_complete=True,
    )
    opened = open_project(settings)
    told = [str(one) for one in check_contracts(opened.site, opened.contracts, opened.code_lines)]
    assert told[:2] == [
        "content/index.md:2: kind-unknown: there is no page kind 'memmo'; did you mean 'memo'?",
        (
            "content/memos/a.md:5: link-unexplained: the link 'The example' does not say why one "
            "should follow it; write a few words beside it: what it adds, or when to go there"
        ),
    ]
    assert [line.split(": ")[:2] for line in told[2:]] == [
        *[["examples/x/y/README.md", "section-missing"]] * 5,
        ["examples/x/y/README.md:3", "section-too-short"],
    ]


def test_a_project_without_kinds_is_free(project: Make) -> None:
    made = project({"content/index.md": "---\nkind: podcast\n---\n\n# Home\n"})
    opened = open_project(made.settings)
    assert opened.problems == ()
    assert not list(check_contracts(opened.site, opened.contracts, {}))


@pytest.mark.parametrize(
    "path",
    # A library has no output.
    sorted(one for one in EXAMPLES.rglob("README.md") if one.with_name("expected.txt").is_file()),
    ids=lambda path: path.parent.name,
)
def test_an_output_in_a_readme_of_ours_is_one_that_was_recorded(path: Path) -> None:
    readme = path.read_text("utf-8")
    recorded = path.with_name("expected.txt")
    _, _, usage = readme.partition("```sh\npython -m examples.")
    command, _, after = usage.partition("\n```\n")
    shown = re.match(r"\n[^\n]+\n\n```text\n(?P<output>.*?)```\n", after, re.DOTALL)
    if shown and " " not in command:
        assert shown["output"] in recorded.read_text("utf-8")
