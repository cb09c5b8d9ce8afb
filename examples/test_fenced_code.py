"""Runs the Python that readers may copy from READMEs and docstrings."""

from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

HERE = Path(__file__).parent
FILES = [
    path
    for path in sorted((*HERE.rglob("*.md"), *HERE.rglob("*.py")))
    if not path.name.startswith("test_") and "tests" not in path.parts
]
FENCED = tuple(find_examples(*FILES))


@pytest.mark.parametrize("example", FENCED, ids=str)
def test_fenced_python_runs(example: CodeExample, eval_example: EvalExample) -> None:
    eval_example.run(example)


def test_there_is_fenced_python_to_run() -> None:
    assert len(FENCED) > 5
