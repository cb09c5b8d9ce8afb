"""Follow each link of a finished site to its page and anchor, as a build does.

`python -m tests.benchmarks.builds.link_check FOLDER FILE` writes what it counted into the file.
"""

import json
import sys
from pathlib import Path

from site_builder.checks.links import check_links
from site_builder.model import Location, OutputFile
from site_builder.text.addresses import SiteIndex
from site_builder.text.html import read_document


def count(site: Path) -> dict[str, int]:
    """Return how many files and links there are, and how many links are dead.

    Args:
        site: The folder of a finished site.
    """
    paths = [path for path in site.rglob("*") if path.is_file()]
    names = {path.relative_to(site).as_posix(): path for path in paths}
    index = SiteIndex(
        [OutputFile(name, b"") for name in names],
        "https://example.org/",
        # One file at a time is in memory.
        read=lambda file: read_document(names[file.path].read_bytes()),
    )
    dead = sum(1 for _ in check_links(index, lambda path, _: Location(path)))
    links = sum(len(document.links) for document in index.documents.values())
    return {"files": len(index.documents), "links": links, "dead": dead}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(count(Path(sys.argv[1]))), encoding="utf-8")
