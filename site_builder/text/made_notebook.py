"""Write an example as a Jupyter notebook that needs no other file."""

import base64
import json
import shlex
import textwrap
from collections.abc import Iterable, Iterator
from typing import TypedDict

from site_builder.model import OutputFile, Parcel

_FIXED = '{"COLUMNS": "80", "NO_COLOR": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TZ": "UTC"}'
_WIDTH = 96


class Cell(TypedDict, total=False):
    """A cell as it stands in the file of a notebook."""

    cell_type: str
    id: str
    metadata: dict[str, object]
    source: list[str]
    execution_count: None
    outputs: list[dict[str, object]]


def made_notebook(parcel: Parcel, archive: bytes) -> bytes:
    """Return the file of a notebook: https://nbformat.readthedocs.io/.

    Args:
        parcel: The example; it is run as a module.
        archive: A zip of `packed_files`.

    Returns:
        The same bytes for the same parcel.
    """
    cells = [
        _markdown("title", f"# {parcel.title}\n\n{parcel.summary}\n\n{_steps(parcel)}"),
        *([_code("install", _install(parcel))] if parcel.pins else []),
        _packed(parcel, archive),
    ]
    for number, file in enumerate(written_files(parcel)):
        text = f"%%writefile {parcel.folder}/{file.path}\n{file.data.decode()}"
        cells.append(_code(f"file-{number}", text))
    cells += [_markdown("run-title", "## Run it"), _run(parcel)]
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def written_files(parcel: Parcel) -> tuple[OutputFile, ...]:
    """Return the modules of an example that get a cell of their own.

    A cell cannot be empty, and a reader wants to see neither tests nor data.
    """
    return tuple(one for one in parcel.files if _has_cell(one, parcel))


def packed_files(parcel: Parcel) -> tuple[OutputFile, ...]:
    """Return what the notebook carries packed: shared modules, data, and empty files."""
    shown = {one.path for one in written_files(parcel)} | parcel.tests
    return (*(one for one in parcel.files if one.path not in shown), *parcel.library)


def _has_cell(file: OutputFile, parcel: Parcel) -> bool:
    is_module = file.path.endswith(".py") and file.path not in parcel.tests
    return is_module and bool(file.data.strip())


def _steps(parcel: Parcel) -> str:
    text = (
        f"The cells below write the example to a new folder `{parcel.folder}/` beside this "
        "notebook, together with the modules of the project that it imports, and run it there. "
        "Change a cell, run it again, then run the last one."
    )
    needs = f" Its requirements are in the next cell, {versions_of(parcel)}." if parcel.pins else ""
    return text + needs


def _install(parcel: Parcel) -> str:
    pins = " ".join(map(str, parcel.pins))
    wrapped = textwrap.wrap(pins, _WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    command = " \\\n#     ".join(["%pip install", *wrapped])
    return f"# Take the marks away to install what the example needs:\n# {command}"


def _packed(parcel: Parcel, archive: bytes) -> Cell:
    """Return the cell that makes the folder; readers see it folded."""
    lines = textwrap.wrap(base64.b64encode(archive).decode(), _WIDTH)
    source = "\n".join(
        [
            f"# Makes the folder, and in it, packed, {_count(parcel)}.",
            "import base64, io, zipfile",
            "from pathlib import Path",
            "",
            'PACKED = """',
            *lines,
            '"""',
            f"folder = Path({parcel.folder!r})",
            "zipfile.ZipFile(io.BytesIO(base64.b64decode(PACKED))).extractall(folder)",
            *(
                f"(folder / {name!r}).mkdir(parents=True, exist_ok=True)"
                for name in _folders(written_files(parcel))
            ),
        ]
    )
    cell = _code("packed", source)
    cell["metadata"] = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    return cell


def _count(parcel: Parcel) -> str:
    modules = sum(one.path.endswith(".py") for one in parcel.library)
    shared = f"{modules} shared {'module' if modules == 1 else 'modules'} and " if modules else ""
    return f"{shared}the data of the example"


def _folders(files: Iterable[OutputFile]) -> Iterator[str]:
    yield from sorted({file.path.rpartition("/")[0] for file in files})


def _run(parcel: Parcel) -> Cell:
    arguments = "".join(f", {one!r}" for one in parcel.args)
    source = "\n".join(
        [
            "import os, subprocess, sys",
            "",
            "# The surroundings in which the output was recorded.",
            f"fixed = {_FIXED}",
            f"command = [sys.executable, '-m', {parcel.module!r}{arguments}]",
            "run = subprocess.run(",
            f"    command, cwd={parcel.folder!r}, env={{**os.environ, **fixed}},",
            "    capture_output=True, encoding='utf-8',",
            ")",
            "print(run.stdout, end='')",
            "print(run.stderr, end='', file=sys.stderr)",
        ]
    )
    cell = _code("run", source)
    if parcel.expected:
        text = parcel.expected.splitlines(keepends=True)
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text}]
    return cell


def _markdown(name: str, text: str) -> Cell:
    return Cell(cell_type="markdown", id=name, metadata={}, source=text.splitlines(keepends=True))


def _code(name: str, text: str) -> Cell:
    return Cell(
        cell_type="code",
        execution_count=None,
        id=name,
        metadata={},
        outputs=[],
        source=text.splitlines(keepends=True),
    )


def versions_of(parcel: Parcel) -> str:
    """Say from where the versions of an example's requirements are."""
    if parcel.python:
        return f"in the versions with which its tests passed on Python {parcel.python}"
    return "in the versions that were installed where this was made"


def command_of(parcel: Parcel) -> str:
    """Return the command that runs an example in the folder of its parcel."""
    start = ["python", "-m", parcel.module] if parcel.module else ["bash", parcel.script]
    return shlex.join([*start, *parcel.args])
