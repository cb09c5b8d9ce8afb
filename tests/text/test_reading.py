from site_builder.model import Page
from site_builder.text.reading import minutes_of


def test_a_page_takes_the_time_of_its_words_and_of_the_code_that_it_shows() -> None:
    body = f"{'word ' * 200}\n\n```sample\na/b\n```\n\n```sh\n{'ls' * 1}\n```\n"
    page = Page("a.md", "a.md", body)
    assert minutes_of(page, {3: 19}) == 2
    assert minutes_of(page, {3: 39}) == 3
    assert minutes_of(page, {}) == 2
