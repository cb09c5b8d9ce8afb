from collections.abc import Callable

import pytest

from site_builder.model import Code, Line
from site_builder.stages.resolve import resolve
from tests.support import EXAMPLE_TOML, Case, Project, read_cases

DEFAULT = {
    "examples/demo/chat/example.toml": EXAMPLE_TOML,
    "examples/demo/chat/chat.py": (
        "def answer():\n    return 1\n\n# region one\nx = 1\n# endregion\n"
    ),
}


@pytest.mark.parametrize("case", read_cases("problems"))
def test_problems(
    case: Case, project: Callable[..., Project], expect: Callable[[Case, str], None]
) -> None:
    given = dict(case.blocks)
    own = any(name.startswith("examples/") for name in given)
    problems = project(given if own else DEFAULT | given).problems()
    expect(case, "\n".join(str(problem) for problem in problems))


def test_a_sample_keeps_the_numbers_of_its_lines(project: Callable[..., Project]) -> None:
    page = "```sample highlight='return'\ndemo/chat/chat.py::answer\n```\n"
    site = project(DEFAULT | {"content/index.md": page}).site()
    (sample,), problems = resolve(site.pages[0], site)
    assert problems == ()
    assert sample.lines == (Line(1, "def answer():"), Line(2, "    return 1"))
    assert (sample.highlighted, sample.language, sample.output) == ((2,), "python", "")


def test_the_longest_name_of_an_example_wins(project: Callable[..., Project]) -> None:
    inner = {
        "examples/demo/chat/inner/example.toml": EXAMPLE_TOML,
        "examples/demo/chat/inner/inner.py": "y = 1\n",
        "content/index.md": "```sample\ndemo/chat/inner\n```\n",
    }
    site = project(DEFAULT | inner).site()
    (sample,), _ = resolve(site.pages[0], site)
    assert (sample.example, sample.file) == ("demo/chat/inner", "inner.py")


def test_an_output_that_cannot_be_read_is_told(project: Callable[..., Project]) -> None:
    page = "```sample show='output'\ndemo/chat\n```\n"
    made = project(DEFAULT | {"content/index.md": page})
    assert [problem.code for problem in made.problems()] == [Code.OUTPUT_MISSING]  # control
    made.write({"examples/demo/chat/expected.txt": b"\xff\n"})
    (problem,) = made.problems()
    assert str(problem) == (
        "content/index.md:1: file-unreadable: 'expected.txt' cannot be shown: "
        "the file is not UTF-8 text (line 1, byte 0)"
    )


def test_an_output_that_is_recorded_is_shown(project: Callable[..., Project]) -> None:
    page = "```sample show='output'\ndemo/chat\n```\n"
    files = DEFAULT | {"content/index.md": page, "examples/demo/chat/expected.txt": "Hi.\n"}
    site = project(files).site()
    (sample,), _ = resolve(site.pages[0], site)
    assert sample.output == "Hi.\n"
