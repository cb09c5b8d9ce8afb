"""Say how long a page takes to read."""

from collections.abc import Mapping

from site_builder.model import Page
from site_builder.text.holdings import count_code_lines
from site_builder.text.readable import read_markdown
from site_builder.text.wording import reading_minutes, words_of


def minutes_of(page: Page, code_lines: Mapping[int, int]) -> int:
    """Return how many minutes a reader needs for a page, rounded up.

    Args:
        page: The page.
        code_lines: Lines of code of its samples, by the lines of their directives.
    """
    body = read_markdown(page.body)
    return reading_minutes(words_of(body), count_code_lines(body, code_lines))
