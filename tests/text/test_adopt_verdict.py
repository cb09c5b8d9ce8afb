"""What trials show of blocks."""

import pytest

from site_builder.model import Code, Leak, Page, Run, RunEnd, Violation
from site_builder.model.adoption import Adoption
from site_builder.text.adopt_plan import plan_adoption
from site_builder.text.adopt_verdict import Verdict, is_all, verdict_of_run, verdicts_of_outputs
from tests.support import find_blocks

BODY = (
    "```python\na\n```\n\n```python\nb\n```\n\n```text\n1\n```\n\n"
    '```python title="app.py"\nc\n```\n\n```pycon\n>>> 2\n2\n```\n'
)
BLOCKS = find_blocks(Page("a.md", "docs/a.md", BODY))


def planned() -> Adoption:
    return plan_adoption(BLOCKS, "demo/shop")


def ran(
    stderr: str = "",
    end: RunEnd = RunEnd.EXITED,
    exit_code: int = 1,
    violations: tuple[Violation, ...] = (),
    leaks: tuple[Leak, ...] = (),
) -> Run:
    return Run("demo/shop", end, exit_code, b"1\n", stderr.encode(), 0, violations, leaks=leaks)


def frame(file: str, line: int) -> str:
    return f'  File "/x/examples/demo/shop/{file}", line {line}, in <module>\n'


@pytest.mark.parametrize(
    ("run", "block", "reason"),
    [
        (ran(frame("shop.py", 2) + "ValueError: x\n"), 0, "it ends with ValueError: x"),
        (ran(frame("shop.py", 7) + "ValueError: x\n"), 1, "it ends with ValueError: x"),
        (ran(frame("app.py", 1) + frame("shop.py", 99) + "E: x\n"), 3, "it ends with E: x"),
        (ran(frame("app.py", 1) + '  File "/lib/y.py", line 1\nE\n\n'), 3, "it ends with E"),
        (
            ran(frame("app.py", 1) + "ModuleNotFoundError: No module named 'no.such'\n"),
            3,
            "it needs the module 'no.such', which is not there",
        ),
        (ran("", exit_code=3), 4, "it ends with exit code 3"),
        (ran("", RunEnd.TIMEOUT), 4, "it did not end in its time"),
        (ran("", RunEnd.LOST), 4, "lost"),
        (
            ran(violations=(Violation(Code.RUN_NETWORK, "a.b:80", "app.py", 1),), exit_code=0),
            3,
            "it needs the network: a.b:80",
        ),
        (
            ran(violations=(Violation(Code.RUN_CHILD_FAILED, "exit code 1", "", 0),)),
            4,
            "it does what a run must not do: exit code 1",
        ),
        (
            ran(leaks=(Leak("stdout", 1, "a key"),), exit_code=0),
            4,
            "it prints what looks like a secret",
        ),
    ],
)
def test_a_run_that_failed_says_which_block_and_why(run: Run, block: int, reason: str) -> None:
    assert verdict_of_run(run, planned()) == Verdict(block, reason)


def test_a_run_that_ended_well_says_nothing() -> None:
    assert verdict_of_run(ran(exit_code=0), planned()) is None


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ({"shop_2.txt": "1\n", "shop_4.pycon": ">>> 2\n2\n"}, []),
        (
            {"shop_2.txt": "1\n2\n", "shop_4.pycon": ">>> 2\n3\n"},
            [
                Verdict(
                    2,
                    "the code above it prints something else, in line 2 of the block: '2'",
                ),
                Verdict(4, "Python answers something else, in line 2 of the block: '3'"),
            ],
        ),
        (
            {"shop_4.pycon": ">>> 2\n2\n"},
            [
                Verdict(
                    2, "the code above it prints something else, in line 1 of the block: nothing"
                )
            ],
        ),
    ],
)
def test_outputs_are_compared_with_what_the_page_says(
    made: dict[str, str], found: list[Verdict]
) -> None:
    assert list(verdicts_of_outputs(made, planned(), BLOCKS)) == found


def test_the_only_output_may_be_all_that_is_printed() -> None:
    body = "```python\na\n```\n\n```text\n1\n```\n"
    blocks = find_blocks(Page("a.md", "docs/a.md", body))
    adoption = plan_adoption(blocks, "demo/shop")
    run = ran(exit_code=0)
    assert is_all(run, adoption, blocks)
    assert not is_all(Run("a", RunEnd.EXITED, 0, b"0\n1\n", b"", 0), adoption, blocks)
    # Control: there are two outputs here, and one that is typed there.
    assert not is_all(run, planned(), BLOCKS)
    session = find_blocks(Page("a.md", "docs/a.md", "```pycon\n>>> 1\n1\n```\n"))
    assert not is_all(run, plan_adoption(session, "demo/shop"), session)
