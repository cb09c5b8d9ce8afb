"""What an author has looked over: the prose around a sample, as the sample was then."""

from dataclasses import dataclass
from enum import StrEnum


class Reviews(StrEnum):
    """Of which pages it is asked that their prose was looked over."""

    LISTED = "listed"
    """Of those that were looked over once."""
    ALL = "all"


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """One line of the file of reviews: a sample of a page whose prose was looked over."""

    page: str
    """Path of the page relative to the project's root."""
    sample: str
    """What the directive asks for, see `text/reviews.py`."""
    digest: str
    """Short digest of the text that the sample showed then."""
