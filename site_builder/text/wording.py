"""Count what a reader reads: words, sentences, minutes."""

import re
from math import ceil

from site_builder.text.readable import Markdown, mask_code_spans

WORDS_A_MINUTE = 200
"""How fast prose is read."""
CODE_LINES_A_MINUTE = 20
"""How fast code is read."""

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_TARGET = re.compile(r"\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+.*$")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|\{[:.#][^}]*\}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
"""Letters of scripts that put no blanks between words; two of them count as a word."""
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|Dr|Mr|Ms|No|St)\.")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)\]*_`]*(?=\s|$)|[。！？]")  # noqa: RUF001


def count_words(text: str) -> int:
    """Return how many words a Markdown text shows, apart from images, addresses and tags."""
    bare = _TAG.sub(" ", _TARGET.sub(" ", _IMAGE.sub(" ", text)))
    spaced, letters = _CJK.subn(" ", bare)
    words = sum(any(letter.isalnum() for letter in word) for word in spaced.split())
    return words + ceil(letters / 2)


def words_of(markdown: Markdown) -> int:
    """Return how many words a text shows outside of blocks of code."""
    lines = (line for _, line in markdown.prose if not _DEFINITION.match(line))
    return sum(count_words(line) for line in lines)


def sentences_of(markdown: Markdown) -> int:
    """Return how many sentences a text has; headings and rows of tables are none."""
    return sum(
        _count_sentences(block.text)
        for block in markdown.blocks()
        if not block.text.lstrip().startswith(("#", "|"))
    )


def reading_minutes(words: int, code_lines: int) -> int:
    """Return how many minutes a reader needs, rounded up.

    Args:
        words: Words outside of code.
        code_lines: Lines of code, those of samples included.
    """
    return max(1, ceil(words / WORDS_A_MINUTE + code_lines / CODE_LINES_A_MINUTE))


def _count_sentences(text: str) -> int:
    if not count_words(text):
        return 0
    bare = _ABBREVIATION.sub("x", mask_code_spans(text.replace("\n", " ")))
    ends = [match.end() for match in _SENTENCE_END.finditer(bare)]
    # What stands behind the last full stop is a sentence without one.
    rest = bare[ends[-1] if ends else 0 :]
    return len(ends) + bool(count_words(rest))
