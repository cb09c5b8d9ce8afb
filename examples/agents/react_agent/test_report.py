"""What the example prints of a run: the whole program, and the tree of its spans."""

from pathlib import Path

from llmkit.semantic_attributes import STOP_REASON
from llmkit.testing import run_program

from examples.agents.react_agent.report import traced_run, tree_lines

HERE = Path(__file__).parent


def test_the_program_prints_what_is_recorded() -> None:
    recorded = (HERE / "expected.txt").read_text(encoding="utf-8")
    assert run_program("examples.agents.react_agent") == recorded


async def test_the_spans_of_a_run_form_one_tree() -> None:
    _, spans = await traced_run()
    assert list(tree_lines(spans)) == [
        f"invoke_agent react  {STOP_REASON}=answered",
        "  react_agent.step",
        "    chat simulated-1",
        "    execute_tool search_notes",
        "  react_agent.step",
        "    chat simulated-1",
        "    execute_tool read_note",
        "    execute_tool read_note  error.type=tool",
        "  react_agent.step",
        "    chat simulated-1",
        "    execute_tool read_note",
        "  react_agent.step",
        "    chat simulated-1",
        "    execute_tool calculate",
        "  react_agent.step",
        "    chat simulated-1",
    ]
