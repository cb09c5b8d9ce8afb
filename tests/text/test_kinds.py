import pytest

from site_builder.model import FrontMatter, Page
from site_builder.text.kinds import kind_of

KINDS = (("guides", "guide"), ("guides/short", "recipe"), ("single.md", "memo"))


def page(source: str, kind: str = "", *, generated: bool = False) -> Page:
    return Page(source, source, "", front_matter=FrontMatter(kind=kind), generated=generated)


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (page("guides/a.md"), "guide"),
        (page("guides/deep/a.md"), "guide"),
        (page("guides/short/a.md"), "recipe"),
        (page("guides-2/a.md"), ""),
        (page("single.md"), "memo"),
        (page("other.md"), ""),
        (page("other.md", "memo"), "memo"),
        (page("guides/a.md", "free"), "free"),
        (page("guides/index.md"), ""),
        (page("guides/index.md", "memo"), "memo"),
        (page("guides/a.md", generated=True), ""),
    ],
)
def test_a_page_has_the_kind_of_its_front_matter_or_of_the_nearest_folder(
    one: Page, kind: str
) -> None:
    assert kind_of(one, KINDS) == kind


def test_the_point_stands_for_all_pages() -> None:
    assert kind_of(page("a.md"), ((".", "memo"),)) == "memo"
    assert kind_of(page("guides/a.md"), ((".", "memo"), ("guides", "guide"))) == "guide"


def test_without_kinds_the_front_matter_says_something_else() -> None:
    assert kind_of(page("a.md", "podcast"), ()) == ""
