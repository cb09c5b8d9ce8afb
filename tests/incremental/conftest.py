"""Fixtures for builds after edits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.place import Builder, Place


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Return the process whose children build."""
    made = Builder(tmp_path_factory.mktemp("logs"))
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path, builder: Builder) -> Place:
    """Return a project that was not built yet."""
    made = Place(tmp_path.resolve() / "project", builder)
    made.lay_out()
    return made
