"""Check that each diagram says what it shows, and that its drawing is the one of its source."""

from collections.abc import Iterator, Sequence

from site_builder.model import Code, Diagram, Location, Problem
from site_builder.text.diagrams import drawn_hash, read_caption, source_hash

_COMMAND = "run: site-builder diagrams"


def check_diagrams(diagrams: Sequence[Diagram]) -> Iterator[Problem]:
    """Yield what is wrong with diagrams and their drawings; this needs nothing that draws.

    Args:
        diagrams: The diagrams of a project.
    """
    for diagram in diagrams:
        caption, faults = read_caption(diagram.source)
        yield from (fault.at(Location(diagram.path, fault.line)) for fault in faults)
        place = Location(diagram.path, caption.first_line)
        drawing = diagram.drawing_path.rpartition("/")[2]
        if not diagram.svg:
            message = f"the diagram has no drawing '{drawing}' beside it"
            yield Problem(Code.DIAGRAM_STALE, place, message, _COMMAND)
        elif is_stale(diagram):
            message = f"the diagram has changed since '{drawing}' was drawn"
            yield Problem(Code.DIAGRAM_STALE, place, message, _COMMAND)


def is_stale(diagram: Diagram) -> bool:
    """Return whether a diagram has to be drawn anew."""
    return drawn_hash(diagram.svg) != source_hash(diagram.source)
