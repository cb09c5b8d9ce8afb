"""Our own handbook, built as `make site` builds it, into a folder of its own."""

from pathlib import Path

from site_builder.adapters.build import build_site
from site_builder.model import Problem

ROOT = Path(__file__).parents[2]
SINGLE_FILE = "handbook.html"
"""The single file, inside of the site."""

PAGES = {
    "landing": "",
    "guide": "guides/advanced/llm-streaming-tool-calls/",
    "recipe": "cookbook/retry-logic/",
    "use case": "use-cases/batch-processing/",
    "book section": "book/01-introduction/architecture/",
    "example": "examples/foundation/streaming_responses/",
    "index": "examples/",
    "reference": "reference/site-builder/",
}
"""One page of each kind, by its address below that of the site."""


def build_handbook(folder: Path) -> tuple[Problem, ...]:
    """Build the site with the single file in it, and return what stands in the way of that."""
    return build_site(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(folder)).problems
