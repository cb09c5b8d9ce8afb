import io
import json
import zipfile
from dataclasses import replace

import nbformat

from site_builder.model import OutputFile, Parcel, Pin
from site_builder.text.made_notebook import command_of, made_notebook, packed_files

PARCEL = Parcel(
    name="demo/run",
    title="Run",
    summary="Runs.",
    module="examples.demo.run",
    script="",
    args=("--name", "Ada L"),
    files=(
        OutputFile("examples/demo/run/__init__.py", b""),
        OutputFile("examples/demo/run/__main__.py", "print('é')\n".encode()),
        OutputFile("examples/demo/run/data.bin", b"\xff"),
        OutputFile("examples/demo/run/test_run.py", b"def test(): ...\n"),
    ),
    tests=frozenset({"examples/demo/run/test_run.py"}),
    library=(OutputFile("shared.py", b"X = 1\n"),),
    pins=(Pin("httpx", "1.0"), Pin("pydantic", "2.0")),
    python="3.11.7",
    expected="é\nfine\n",
)


def cells(parcel: Parcel) -> dict[str, dict[str, object]]:
    notebook = json.loads(made_notebook(parcel, b"zip"))
    return {cell["id"]: cell for cell in notebook["cells"]}


def source(cell: dict[str, object]) -> str:
    lines = cell["source"]
    assert isinstance(lines, list)
    return "".join(lines)


def test_it_is_a_notebook_and_always_the_same() -> None:
    data = made_notebook(PARCEL, b"zip")
    nbformat.validate(nbformat.reads(data.decode(), as_version=4))
    assert data == made_notebook(PARCEL, b"zip")
    assert data != made_notebook(PARCEL, b"other")


def test_it_has_a_cell_for_each_module_that_a_reader_wants_to_see() -> None:
    found = cells(PARCEL)
    assert list(found) == ["title", "install", "packed", "file-0", "run-title", "run"]
    expected = "%%writefile run/examples/demo/run/__main__.py\nprint('é')\n"
    assert source(found["file-0"]) == expected
    assert [one.path for one in packed_files(PARCEL)] == [
        "examples/demo/run/__init__.py",
        "examples/demo/run/data.bin",
        "shared.py",
    ]


def test_it_says_what_is_needed_and_installs_nothing_unasked() -> None:
    lines = source(cells(PARCEL)["install"]).splitlines()
    assert lines[1:] == ["# %pip install \\", "#     httpx==1.0 pydantic==2.0"]
    assert "install" not in cells(replace(PARCEL, pins=()))
    assert "passed on Python 3.11.7" in source(cells(PARCEL)["title"])
    assert "installed where" in source(cells(replace(PARCEL, python=""))["title"])


def test_it_shows_the_recorded_output() -> None:
    stream = {"name": "stdout", "output_type": "stream", "text": ["é\n", "fine\n"]}
    assert cells(PARCEL)["run"]["outputs"] == [stream]
    assert cells(replace(PARCEL, expected=""))["run"]["outputs"] == []


def test_what_is_packed_is_folded_and_counted() -> None:
    cell = cells(PARCEL)["packed"]
    assert cell["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    assert "1 shared module and the data" in source(cell)
    two = replace(PARCEL, library=(*PARCEL.library, OutputFile("b.py", b"")))
    assert "2 shared modules and the data" in source(cells(two)["packed"])
    assert "packed, the data" in source(cells(replace(PARCEL, library=()))["packed"])


def test_a_parcel_is_run_by_python_or_by_bash() -> None:
    assert command_of(PARCEL) == "python -m examples.demo.run --name 'Ada L'"
    script = replace(PARCEL, module="", script="examples/demo/run/session.sh", args=())
    assert command_of(script) == "bash examples/demo/run/session.sh"


def test_the_cells_work_as_plain_python_where_they_are(tmp_path, monkeypatch, capsys) -> None:
    # What IPython adds, `%%writefile`, is tried with a kernel in tests/test_downloads.py.
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("shared.py", "X = 1\n")
    notebook = json.loads(made_notebook(PARCEL, stream.getvalue()))
    found = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    monkeypatch.chdir(tmp_path)
    exec(found["packed"], {})
    (tmp_path / "run/examples/demo/run/__main__.py").write_text(
        "import shared, sys\nprint(sys.argv)"
    )
    exec(found["run"], {})
    assert capsys.readouterr().out.endswith("'--name', 'Ada L']\n")
