import json

import pytest

from site_builder.checks.notebooks import check_notebook, executed, line_of_cell
from site_builder.model import Code, Notebook, Run, RunEnd, Violation

TEXT = Notebook("a.py", "docs/a.py", "# %%\nx = 1\n\n# %%\nif x:\n    y = 'é'\n")
CELLS = Notebook("a.ipynb", "docs/a.ipynb", '{"source": [\n  "x = 1\\n",\n  "y = \'\\u00e9\'"\n]}')


def run(answer: dict[str, object] | None = None, **changes: object) -> Run:
    stdout = b"" if answer is None else json.dumps(answer).encode()
    values: dict[str, object] = {
        "end": RunEnd.EXITED,
        "exit_code": 0,
        "stderr": b"",
        "seconds": 1.0,
    }
    return Run(example="notebook a.py", stdout=stdout, **{**values, **changes})  # type: ignore[arg-type]


def told(given: Run, notebook: Notebook = TEXT) -> list[str]:
    return [str(one) for one in check_notebook(given, notebook)]


def test_an_executed_notebook_has_no_problem() -> None:
    good = run({"kind": "executed", "notebook": {"cells": []}})
    assert told(good) == []
    assert executed(good) == {"cells": []}
    assert executed(run()) == {}


def test_a_cell_that_fails_is_told_with_its_line() -> None:
    answer: dict[str, object] = {"kind": "failed", "cell": 1, "source": "if x:\n    y = 'é'"}
    (problem,) = told(run({**answer, "message": "raised E: m"}))
    assert problem == "docs/a.py:5: notebook-failed: cell 2 raised E: m"
    (problem,) = told(run({**answer, "kind": "timeout", "message": "did not end"}))
    assert problem.startswith("docs/a.py:5: notebook-timeout: cell 2 did not end")


def test_what_cannot_be_read_is_told_of_the_file() -> None:
    (problem,) = told(run({"kind": "invalid", "message": "no cells"}))
    assert problem == "docs/a.py: notebook-invalid: the notebook is invalid: no cells"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (RunEnd.TIMEOUT, Code.NOTEBOOK_TIMEOUT),
        (RunEnd.MEMORY, Code.RUN_MEMORY),
        (RunEnd.REFUSED, Code.RUN_UNISOLATED),
        (RunEnd.LOST, Code.NOTEBOOK_FAILED),
        (RunEnd.EXITED, Code.NOTEBOOK_FAILED),
    ],
)
def test_a_run_that_ended_before_says_why(end: RunEnd, code: Code) -> None:
    (problem,) = check_notebook(run(end=end, stderr=b"one\ntwo\n"), TEXT)
    assert problem.code is code
    assert problem.message.endswith("\n  one\n  two")


def test_what_a_notebook_must_not_do_is_told_beside_what_came_of_it() -> None:
    violations = (Violation(Code.RUN_NETWORK, "a.example:80", "", 0),)
    answer = {"kind": "executed", "notebook": {"cells": []}}
    (problem,) = told(run(answer, violations=violations))
    assert problem.startswith("docs/a.py: run-network: a cell tried to reach a.example:80")


@pytest.mark.parametrize(
    ("notebook", "source", "line"),
    [
        (TEXT, "x = 1", 2),
        (TEXT, "if x:\n    y = 'é'", 5),
        (TEXT, "if x:\n    changed", 5),
        (TEXT, "nowhere", 0),
        (TEXT, " \n", 0),
        (CELLS, "x = 1\ny", 2),
        (CELLS, "y = 'é'", 3),
        (CELLS, "nowhere", 0),
    ],
)
def test_a_cell_has_a_line_in_its_file(notebook: Notebook, source: str, line: int) -> None:
    assert line_of_cell(source, notebook) == line
