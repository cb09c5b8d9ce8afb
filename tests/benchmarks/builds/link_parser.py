"""Collect the addresses and anchors of a finished site by Python's parser, and follow none.

`python -m tests.benchmarks.builds.link_parser FOLDER FILE` writes what it counted into the file.
"""

import json
import sys
from html.parser import HTMLParser
from pathlib import Path

_TELLING = frozenset({"href", "src", "id", "name"})


class _Collector(HTMLParser):
    """Notes addresses and anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[str | None] = []
        self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _TELLING:
                self.values.append(value)
                self.links += name in {"href", "src"}


def count(site: Path) -> dict[str, int]:
    """Return how many files and links there are.

    Args:
        site: The folder of a finished site.
    """
    found = _Collector()
    files = sorted(site.rglob("*.html"))
    for path in files:
        found.feed(path.read_text(encoding="utf-8"))
        found.close()
        found.reset()
    return {"files": len(files), "links": found.links}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(count(Path(sys.argv[1]))), encoding="utf-8")
