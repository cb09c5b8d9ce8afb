"""What MkDocs has made, as the rest of the tool sees it."""

from pathlib import Path

import pytest

from tests.command import run_here, write

TEMPLATE = '{% extends "base.html" %}<a href="{{ nav.homepage.url }}">x</a>'
CONFIG = "site_name: Mine\ntheme:\n  name: mkdocs\n  custom_dir: docs/overrides\n"


@pytest.mark.parametrize("command", [("check",), ("standalone", "-o", "one.html")])
def test_templates_in_the_docs_folder_are_no_documents(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/index.md": "# Home\n",
        "docs/overrides/partials/own.html": TEMPLATE,
    }
    ran = run_here(write(tmp_path, files), *command)
    assert (ran.returncode, ran.stderr) == (0, "")
