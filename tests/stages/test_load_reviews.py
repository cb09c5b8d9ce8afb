from collections.abc import Callable

from site_builder.model import Review
from site_builder.stages.load_reviews import load_reviews
from tests.support import Project


def test_without_a_file_nothing_was_looked_over(project: Callable[..., Project]) -> None:
    assert load_reviews(project({}).settings) == ((), ())


def test_the_file_may_lie_elsewhere_below_the_root(project: Callable[..., Project]) -> None:
    files = {"docs/seen.txt": "a.md\tx/y\t0123456789ab\n", "reviewed.txt": "nonsense\n"}
    settings = project(files, reviewed_file="docs/seen.txt").settings
    assert load_reviews(settings) == ((Review("a.md", "x/y", "0123456789ab"),), ())


def test_what_cannot_be_read_is_told_with_its_place(project: Callable[..., Project]) -> None:
    settings = project({"reviewed.txt": "# one\na.md\tx/y\t0123456789ab\nx\n"}).settings
    reviews, problems = load_reviews(settings)
    assert len(reviews) == 1
    assert [str(one.location) for one in problems] == ["reviewed.txt:3"]
    settings = project({"reviewed.txt": b"caf\xe9"}).settings
    reviews, problems = load_reviews(settings)
    assert (reviews, str(problems[0]).partition(": ")[0]) == ((), "reviewed.txt")
    assert problems[0].code.slug == "reviews-invalid"
