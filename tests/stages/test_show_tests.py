from collections.abc import Callable
from dataclasses import replace

from site_builder.model import Code, Problem, Proof, ProofState, ProvingTest, Sample, Site
from site_builder.stages.resolve import resolve
from site_builder.stages.show_tests import show_tests
from tests.support import EXAMPLE_TOML, Project

TESTS = """\
import pytest


class TestAnswer:
    def test_it(self):
        assert answer() == 1


@pytest.mark.parametrize("x", [1, 2])
def test_many(x):
    assert answer()  # (note) Never 0.


def test_it():
    pass
"""
FILE = "examples/demo/chat/test_chat.py"
PROVEN = Proof(
    ProofState.PROVEN,
    (ProvingTest(FILE, "test_many", 9, 2), ProvingTest(FILE, "TestAnswer.test_it", 5)),
)


def shown(
    project: Callable[..., Project], options: str, proof: Proof | None
) -> tuple[tuple[Sample, ...], tuple[Problem, ...], Site]:
    files = {
        "examples/demo/chat/example.toml": EXAMPLE_TOML,
        "examples/demo/chat/chat.py": "def answer():\n    return 1\n",
        FILE: TESTS,
        "content/index.md": f"```sample {options}\ndemo/chat/chat.py::answer\n```\n",
    }
    site = project(files).site()
    samples, problems = resolve(site.pages[0], site)
    assert not problems
    return (*show_tests([replace(one, proof=proof) for one in samples], site), site)


def test_other_samples_stay(project: Callable[..., Project]) -> None:
    samples, problems, _ = shown(project, "", None)
    assert [one.file for one in samples] == ["chat.py"]
    assert problems == ()


def test_the_tests_that_prove_a_sample_take_its_place(project: Callable[..., Project]) -> None:
    samples, problems, _ = shown(project, 'show="test"', PROVEN)
    assert problems == ()
    assert [(one.file, one.ref.tab, len(one.lines)) for one in samples] == [
        ("test_chat.py", "test_many", 3),
        ("test_chat.py", "test_it", 2),
    ]
    assert samples[0].notes[0].text == "Never 0."
    assert samples[1].lines[0].text == "def test_it(self):"


def test_one_of_the_tests_can_be_chosen(project: Callable[..., Project]) -> None:
    for name in ("TestAnswer.test_it", "test_it"):
        samples, _, _ = shown(project, f'show="test" test="{name}"', PROVEN)
        assert [one.ref.selector.name for one in samples] == ["TestAnswer.test_it"]
        assert samples[0].ref.tab == ""


def test_tests_of_one_name_are_told_apart_by_their_classes(project: Callable[..., Project]) -> None:
    both = replace(PROVEN, tests=(PROVEN.tests[1], ProvingTest(FILE, "test_it", 14)))
    samples, _, _ = shown(project, 'show="test"', both)
    assert [one.ref.tab for one in samples] == ["TestAnswer.test_it", "test_it"]


def test_what_cannot_be_shown_is_told(project: Callable[..., Project]) -> None:
    unproven = Proof(ProofState.UNPROVEN, reason="no passing test executes it")
    moved = replace(PROVEN, tests=(ProvingTest(FILE, "test_gone"),))
    elsewhere = replace(PROVEN, tests=(ProvingTest("tests/test_x.py", "test_x"),))
    told = [
        shown(project, options, proof)[1]
        for options, proof in (
            ('show="test"', None),
            ('show="test"', unproven),
            ('show="test" test="test_mny"', PROVEN),
            ('show="test"', moved),
            ('show="test"', elsewhere),
        )
    ]
    none = "no test is known that proves this sample"
    assert all(one.code is Code.TEST_MISSING for problems in told for one in problems)
    assert [str(one).partition("test-missing: ")[2] for problems in told for one in problems] == [
        f"{none}; run: site-builder prove",
        f"{none}: no passing test executes it; run: site-builder prove",
        "the test 'test_mny' is none of those that prove this sample; did you mean 'test_many'?",
        "the test 'test_gone' is not where it was; run: site-builder prove",
        "the file 'tests/test_x.py' of the test 'test_x' is none of an example",
    ]
