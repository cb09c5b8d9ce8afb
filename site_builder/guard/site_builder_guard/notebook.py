"""Execute a notebook: a program of its own, which runs like an example and starts a kernel.

It is given the file, the folder in which the kernel works, the file for the result, and seconds.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

_COMMON_LANGUAGES = {"", "python", "ipython", "python3"}
_CODE_OF_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def execute(source: Path, folder: str, seconds: int) -> dict[str, Any]:
    """Return the executed notebook, or the number of a cell and what is wrong with it.

    Args:
        source: The notebook, in a format that Jupyter or jupytext reads.
        folder: Where its kernel works.
        seconds: How long one cell may take.
    """
    try:
        notebook = read(source)
    except Exception as error:
        return {"kind": "invalid", "message": _first_line(str(error))}
    language = str(notebook.metadata.get("kernelspec", {}).get("language", "")).lower()
    if language not in _COMMON_LANGUAGES:
        message = f"the notebook is written in {language}, and only Python can be executed"
        return {"kind": "invalid", "message": message}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # What somebody's machine once printed says nothing.
            cell.outputs, cell.execution_count = [], None
    return run(notebook, folder, seconds)


def read(source: Path) -> Any:
    """Return the cells of a file."""
    import nbformat  # noqa: PLC0415 - the versions of the project, found when the watch is on

    text = source.read_text(encoding="utf-8-sig")
    if source.suffix == ".ipynb":
        return nbformat.reads(text, as_version=4)
    import jupytext  # noqa: PLC0415 - see above

    return jupytext.reads(text, fmt={"extension": source.suffix})


def run(notebook: Any, folder: str, seconds: int) -> dict[str, Any]:
    """Run all cells of a notebook in a new kernel."""
    from nbclient import NotebookClient  # noqa: PLC0415 - see above
    from nbclient.exceptions import (  # noqa: PLC0415 - see above
        CellExecutionError,
        CellTimeoutError,
        DeadKernelError,
    )

    client = NotebookClient(
        notebook,
        timeout=seconds,
        kernel_name="python3",
        resources={"metadata": {"path": folder}},
        record_timing=False,
        coalesce_streams=True,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return _fault("failed", f"raised {error.ename}: {_first_line(error.evalue)}", notebook)
    except CellTimeoutError:
        return _fault("timeout", f"did not end within {seconds} seconds", notebook)
    except DeadKernelError:
        return _fault("failed", "ended the process that executes the notebook", notebook)
    return {"kind": "executed", "notebook": notebook}


def _fault(kind: str, message: str, notebook: Any) -> dict[str, Any]:
    at = _last_run(notebook)
    source = notebook.cells[at].source if notebook.cells else ""
    return {"kind": kind, "cell": at, "source": source, "message": message}


def _last_run(notebook: Any) -> int:
    """Return the number of the code cell that was run last, counted from 0 among all cells."""
    code = [at for at, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    done = [at for at in code if notebook.cells[at].execution_count is not None]
    later = [at for at in code if not done or at > done[-1]]
    failed = done and any(one.output_type == "error" for one in notebook.cells[done[-1]].outputs)
    return done[-1] if failed or (done and not later) else later[0] if later else 0


def _first_line(text: str) -> str:
    lines = _CODE_OF_TERMINAL.sub("", text).strip().splitlines()
    return lines[0] if lines else "it cannot be read"


if __name__ == "__main__":
    _source, _folder, _result, _seconds = sys.argv[1:]
    _outcome = execute(Path(_source), _folder, int(_seconds))
    Path(_result).write_text(json.dumps(_outcome), encoding="utf-8")
    # Only what went well may be kept for the next build.
    sys.exit(_outcome["kind"] != "executed")
