"""What the chapters of single files were made into, given from one run to the next.

It stands apart from what makes them, which takes long to load.
"""

from site_builder.text.finding import Finding, packed, unpacked
from site_builder.text.remembered import Answers

PREPARED = Answers[tuple[str, tuple[Finding, ...]]](
    "prepared",
    pack=lambda made: [made[0], packed(made[1])],
    unpack=lambda kept: (kept[0], unpacked(kept[1])),
)
"""Articles for a document that runs no script of a page, and what of them could not be kept."""

BOUND = Answers[tuple[str, tuple[Finding, ...], tuple[str, ...]] | None](
    "bound",
    pack=lambda made: [made[0], packed(made[1]), made[2]] if made else [],
    unpack=lambda kept: (kept[0], unpacked(kept[1]), tuple(kept[2])) if kept else None,
)
"""Articles as they stand in a larger document, what had to be left outside, and what they would
need of other sites; nothing of an article into which something is put."""
