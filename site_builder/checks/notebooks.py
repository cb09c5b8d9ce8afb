"""Check what came of executing a notebook."""

import json
from collections.abc import Iterator
from typing import Any

from site_builder.model import Code, Location, Notebook, Problem, Run, RunEnd

_SAYS = {
    Code.RUN_WROTE_OUTSIDE: "a cell wrote outside of its home folder: {what}",
    Code.RUN_UNDECLARED_VARIABLE: "a cell read the variable '{what}', and a notebook has none",
    Code.RUN_NETWORK: "a cell tried to reach {what}",
}
_REMEDY = {
    Code.RUN_WROTE_OUTSIDE: "write where tempfile puts files",
    Code.RUN_UNDECLARED_VARIABLE: "write the value into the cell",
    Code.RUN_NETWORK: "keep the data beside the notebook",
}
_ENDS = {
    RunEnd.TIMEOUT: (Code.NOTEBOOK_TIMEOUT, "the notebook did not end in its time"),
    RunEnd.FLOODED: (Code.RUN_FLOODED, "the notebook printed more than is allowed"),
    RunEnd.CROWDED: (Code.RUN_CROWDED, "the notebook started more processes than is allowed"),
    RunEnd.MEMORY: (Code.RUN_MEMORY, "the notebook took more memory than is allowed"),
    RunEnd.DISK: (Code.RUN_DISK, "the notebook wrote more than is allowed"),
    RunEnd.REFUSED: (Code.RUN_UNISOLATED, "the notebook was not executed"),
}
_KINDS = {
    "failed": Code.NOTEBOOK_FAILED,
    "invalid": Code.NOTEBOOK_INVALID,
    "timeout": Code.NOTEBOOK_TIMEOUT,
}
_MOST_LINES = 5


def executed(run: Run) -> dict[str, Any]:
    """Return the executed notebook that a run has made, empty if it has not come so far."""
    answer = json.loads(run.stdout or b"{}")
    notebook: dict[str, Any] = answer.get("notebook", {})
    return notebook


def check_notebook(run: Run, notebook: Notebook) -> tuple[Problem, ...]:
    """Return what is wrong with the execution of a notebook.

    Args:
        run: What came of it.
        notebook: The notebook.
    """
    found = (*_violations(run, notebook), *_faults(run, notebook))
    if found or executed(run):
        return found
    code, message = _ENDS.get(run.end, (Code.NOTEBOOK_FAILED, "the notebook could not be executed"))
    told = run.stderr.decode(errors="replace").strip().splitlines()[-_MOST_LINES:]
    return (Problem(code, Location(notebook.path), "\n  ".join([message, *told])),)


def _violations(run: Run, notebook: Notebook) -> Iterator[Problem]:
    for one in run.violations:
        message = _SAYS[one.code].format(what=one.what)
        yield Problem(one.code, Location(notebook.path), message, _REMEDY[one.code])


def _faults(run: Run, notebook: Notebook) -> Iterator[Problem]:
    answer = json.loads(run.stdout or b"{}")
    code = _KINDS.get(answer.get("kind", ""))
    if code is Code.NOTEBOOK_INVALID:
        yield Problem(
            code, Location(notebook.path), f"the notebook is invalid: {answer['message']}"
        )
    elif code:
        place = Location(notebook.path, line_of_cell(answer["source"], notebook))
        yield Problem(code, place, f"cell {answer['cell'] + 1} {answer['message']}")


def line_of_cell(source: str, notebook: Notebook) -> int:
    """Return the line of a notebook's file on which the text of a cell begins, 0 if unknown.

    Args:
        source: The text of the cell.
        notebook: The notebook.
    """
    first = next((line for line in source.splitlines() if line.strip()), "")
    if notebook.name.endswith(".ipynb"):
        # There each line of a cell stands as a string of JSON, on a line of its own.
        wanted = (json.dumps(first, ensure_ascii=False)[:-1], json.dumps(first)[:-1])
    else:
        wanted = (source.strip(), first.strip())
    for text in filter(None, wanted):
        at = notebook.text.find(text)
        if at >= 0:
            return notebook.text.count("\n", 0, at) + 1
    return 0
