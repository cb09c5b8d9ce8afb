"""A symbol: a named part of a source file, by the lines it takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """A function, class, method, assignment, key, block, statement or rule."""

    name: str
    """Name within the file, dotted where the language nests."""
    first: int
    """First line, with decorators and what documents it, counted from 1."""
    last: int
    docstring: tuple[int, int] = (0, 0)
    """First and last line of the docstring; zeros when there is none.

    Where documentation stands above what it documents, it reaches to the end of the signature.
    """
    body: tuple[int, int] = (0, 0)
    """First and last line of what follows the docstring; zeros when there is nothing."""
    joins: bool = True
    """Whether it is one with another of its name that stands beside it, as overloads are."""
