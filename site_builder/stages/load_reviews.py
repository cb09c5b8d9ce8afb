"""Read what an author has looked over."""

from site_builder.model import Code, Location, Problem, Review, Settings
from site_builder.text.reviews import parse_reviews


def load_reviews(settings: Settings) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """Read the file of reviews.

    Args:
        settings: The project, which says where it lies.

    Returns:
        The reviews, none where there is no such file, and what is wrong with its other lines.
    """
    path = settings.reviewed_path
    location = Location(settings.relative(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return (), ()
    except (UnicodeDecodeError, OSError) as error:
        return (), (Problem(Code.REVIEWS_INVALID, location, f"the file cannot be read: {error}"),)
    reviews, faults = parse_reviews(text)
    return reviews, tuple(fault.at(Location(location.path, fault.line)) for fault in faults)
