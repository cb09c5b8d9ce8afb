"""Fixtures for all tests."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.small import Small
from tests.support import Case, Project


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="rewrite what the cases in tests/cases expect; review the change",
    )


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Return what makes a project from texts by path, with settings by name."""

    def make(files: Mapping[str, str | bytes], **settings: object) -> Project:
        # Messages name paths relative to the root, so a link in the way would show.
        return Project(tmp_path.resolve(), files, **settings)

    return make


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Case, str], None]:
    """Return what compares a case with what came out, or rewrites the case."""

    def compare(case: Case, actual: str) -> None:
        actual = actual if not actual or actual.endswith("\n") else f"{actual}\n"
        if actual != case.expected and request.config.getoption("--update-cases"):
            case.rewrite(actual)
            pytest.skip("the case was rewritten")
        assert actual == case.expected

    return compare


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """Return a copy of the small project."""
    return Small(tmp_path.resolve() / "small")
