"""Write the article of a page as Markdown, with the library html-to-markdown."""

from collections.abc import Callable

from site_builder.text.plain_article import plain_article


class ConverterMissingError(Exception):
    """The library that writes Markdown is not installed."""


def article_markdown(html: str, follow: Callable[[str], str]) -> str:
    """Return an article as Markdown that holds what a reader sees, samples and outputs too.

    Args:
        html: The article as rendered.
        follow: Given the target of a link or an image, returns what to put in its place.

    Returns:
        The text, which ends with a line end.

    Raises:
        ConverterMissingError: html-to-markdown is not installed; the extra `machines` brings it.
    """
    try:
        from html_to_markdown import ConversionOptions, convert  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise ConverterMissingError from None
    options = ConversionOptions(
        heading_style="atx",
        code_block_style="backticks",
        bullets="-",
        compact_tables=True,
        escape_asterisks=True,
        escape_underscores=True,
        extract_metadata=False,
    )
    return f"{(convert(plain_article(html, follow), options).content or '').strip()}\n"
