import pytest

from site_builder.checks.synonyms import check_synonyms
from site_builder.model import FrontMatter, Page


def page(source: str, title: str, *synonyms: str) -> Page:
    told = FrontMatter(title=title, synonyms=synonyms, lines=(("synonyms", 3),))
    return Page(source, f"docs/{source}", "", front_matter=told)


def told(*pages: Page) -> list[str]:
    return [str(problem) for problem in check_synonyms(pages)]


def test_a_synonym_that_is_in_the_title_is_told() -> None:
    assert told(page("a.md", "How to retry calls", "Retry  calls", "backoff")) == [
        "docs/a.md:3: synonym-taken: the synonym 'Retry  calls' is in the title already; remove it"
    ]


def test_a_synonym_that_two_pages_have_is_told_at_the_second() -> None:
    assert told(page("a.md", "A", "back-off"), page("b.md", "B", "Back off")) == [
        (
            "docs/b.md:3: synonym-taken: the synonym 'Back off' is one of docs/a.md as well; "
            "leave it with the page that a reader who searches for it wants"
        )
    ]


@pytest.mark.parametrize("synonym", ["retry", "calls to retry", "retrying calls again and again"])
def test_a_synonym_of_its_own_is_right(synonym: str) -> None:
    assert told(page("a.md", "Retries of calls", synonym, synonym), page("b.md", "B")) == []
