"""A diagram as read from disk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagram:
    """The source of a diagram, and the drawing that lies beside it."""

    name: str
    """Path below the folder of diagrams, without suffix."""
    path: str
    """Path of the source, relative to the project's root."""
    source: str
    """The Mermaid text."""
    svg: str
    """The drawing; empty when there is none."""

    @property
    def drawing_path(self) -> str:
        """Return the path of the drawing, relative to the project's root."""
        return self.path.removesuffix(".mmd") + ".svg"
