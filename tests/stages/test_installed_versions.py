from pathlib import Path

import pytest

from site_builder.stages.installed_versions import (
    modules_of_distributions,
    needs_in,
    normalised,
    versions_in,
)
from tests.command import write


def about(name: str, version: str, *needs: str) -> str:
    lines = "".join(f"Requires-Dist: {need}\n" for need in needs)
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{lines}"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    files = {
        "A_b.c-1.0.dist-info/METADATA": about("A_b.c", "1.0", "dots>=1; extra == 'x'", "Pad-1 ~=2"),
        "dots-2.dist-info/METADATA": about("dots", "2"),
    }
    return write(tmp_path, files)


def test_names_are_compared_as_all_tools_do() -> None:
    assert normalised("Zope.Interface__x") == "zope-interface-x"


def test_versions_and_needs_are_read_where_they_are_installed(installed: Path) -> None:
    assert versions_in([installed]) == {"a-b-c": "1.0", "dots": "2"}
    assert needs_in([installed]) == {"a-b-c": {"dots", "pad-1"}, "dots": frozenset()}


def test_the_version_that_is_imported_is_the_first_one(installed: Path) -> None:
    other = write(installed / "other", {"dots-3.dist-info/METADATA": about("dots", "3")})
    assert versions_in([other, installed])["dots"] == "3"
    assert versions_in([installed, other])["dots"] == "2"


def test_the_environment_of_this_process_knows_its_modules() -> None:
    modules = modules_of_distributions()
    assert modules["yaml"] == ("pyyaml",)
    assert "pytest" in modules["_pytest"]
    assert versions_in()["pytest"] == pytest.__version__
    # It is installed from a folder, for editing: there is no newer one to install.
    assert modules.get("site_builder", ()) == ()
