"""A project that turns the opinions on and keeps none of them: a mistake a rule."""

import json
import shutil
from pathlib import Path

import pytest

from tests.command import lines_of, site_builder, snapshot, without_isolation

ORIGINAL = Path(__file__).parent / "projects" / "broken-contract"
EXPECTED = ORIGINAL / "expected-report.txt"
MESSAGES = Path(__file__).parents[1] / "templates" / "pages" / "problem-messages.json"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project."""
    root = tmp_path_factory.mktemp("projects").resolve() / "broken-contract"
    shutil.copytree(ORIGINAL, root, ignore=shutil.ignore_patterns("__pycache__", EXPECTED.name))
    return root


def test_the_report_is_the_reviewed_one(project: Path, request: pytest.FixtureRequest) -> None:
    before = snapshot(project)
    ran = site_builder(project, "check")
    assert snapshot(project) == before, "a check changes nothing"
    report = without_isolation(ran.stderr)
    if request.config.getoption("--update-cases") and report != EXPECTED.read_text("utf-8"):
        EXPECTED.write_text(report, "utf-8")
        pytest.skip("the report was rewritten")
    assert report == EXPECTED.read_text("utf-8")
    assert (ran.returncode, ran.stdout) == (1, "")


def test_the_pages_of_codes_show_messages_as_they_were_printed(
    request: pytest.FixtureRequest,
) -> None:
    reports = (EXPECTED, ORIGINAL.parent / "broken" / EXPECTED.name)
    lines = [line for one in reports for line in lines_of(one.read_text("utf-8"))]
    messages = {line.split(": ")[1]: line for line in reversed(lines)}
    text = json.dumps(dict(sorted(messages.items())), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-cases") and text != MESSAGES.read_text("utf-8"):
        MESSAGES.write_text(text, "utf-8")
        pytest.skip("the messages were rewritten")
    assert text == MESSAGES.read_text("utf-8")


def test_every_problem_names_a_file_of_the_project() -> None:
    for line in lines_of(EXPECTED.read_text("utf-8")):
        assert (ORIGINAL / line.split(":")[0]).is_file(), line
