"""A single file made from a few pages that a test writes itself."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.command import PROGRAM

_CONFIG = """\
site_name: {name}
docs_dir: content
theme:
  name: mkdocs
plugins: []
markdown_extensions:
  - abbr
  - attr_list
  - pymdownx.highlight
  - pymdownx.superfences
"""


def make_file(folder: Path, pages: Mapping[str, str], name: str = "Small") -> str:
    """Write pages, put them into a single file, and return the address of that.

    Args:
        folder: An empty folder.
        pages: Markdown texts by their paths below the folder of pages.
        name: Title of the file.
    """
    for path, text in pages.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG.format(name=name), encoding="utf-8")
    ran = subprocess.run(
        [PROGRAM, "standalone", "--output", "small.html"],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return (folder / "small.html").as_uri()
