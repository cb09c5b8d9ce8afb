import pytest

from site_builder.text.readable import read_markdown
from site_builder.text.wording import count_words, reading_minutes, sentences_of, words_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two, three - four", 4),
        ('a [link of words](https://example.org/a/b "a title") here', 5),
        ("see [that][ref] and [this][]", 4),
        ("![not counted](a.png) counted", 1),
        ("<b>bold</b> word{.class}", 2),
        ("| --- | :-: |", 0),
        ("it's a well-known `code span`", 5),
        ("日本語の文", 3),
        ("mixed 日本 words", 3),
        ("*— …*", 0),
    ],
)
def test_words_are_what_a_reader_reads(text: str, count: int) -> None:
    assert count_words(text) == count


def test_words_of_a_text_are_those_outside_of_code() -> None:
    text = "# A title\n\ntwo words <!-- not this -->\n\n```\nnot this\n```\n\n[ref]: https://x.example\n"
    assert words_of(read_markdown(text)) == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One. Two! Three?", 3),
        ("One without an end", 1),
        ("One. And a rest", 2),
        ("Version 1.2 of a.py, e.g. this, i.e. that.", 1),
        ('He said "no." Then (he left.)', 2),
        ("**Bold.** Plain.", 2),
        ("Code `a. b.` inside. End.", 2),
        ("Over two\nlines. Done.", 2),
        ("# Title\n\n| a. | b. |\n| --- | --- |\n\nOne.", 1),
        ("- One.\n- Two\n", 2),
        ("これは文です。これも。", 2),
        ("---", 0),
    ],
)
def test_sentences_are_counted_by_their_ends(text: str, count: int) -> None:
    assert sentences_of(read_markdown(text)) == count


@pytest.mark.parametrize(
    ("words", "lines", "minutes"),
    [(0, 0, 1), (200, 0, 1), (201, 0, 2), (100, 10, 1), (100, 11, 2), (2000, 100, 15)],
)
def test_reading_takes_a_minute_for_200_words_and_for_20_lines_of_code(
    words: int, lines: int, minutes: int
) -> None:
    assert reading_minutes(words, lines) == minutes
