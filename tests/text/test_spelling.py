"""What codespell is given, and what its answer means."""

from site_builder.text.prose import read_prose
from site_builder.text.spelling import lines_to_spell, read_misspellings

LINES = lines_to_spell(read_prose('# A\n\nThe `teh` teh cat\nand teh, "teh" recieve.'))


def test_only_prose_is_given() -> None:
    assert [text.split() for _, _, text in LINES] == [
        ["A"],
        ["The", "teh", "cat"],
        ["and", "teh,", "recieve."],
    ]


def test_an_answer_is_placed_where_the_word_stands() -> None:
    answer = "2: teh ==> the\n3: teh ==> the\n3: recieve ==> receive\nnoise\n"
    found = [
        (one.line, one.column, one.wrong, one.right) for _, one in read_misspellings(answer, LINES)
    ]
    assert found == [
        (3, 11, "teh", "the"),
        (4, 5, "teh", "the"),
        (4, 16, "recieve", "receive"),
    ]


def test_a_word_that_stands_twice_is_placed_twice() -> None:
    lines = lines_to_spell(read_prose("teh cat and teh dog"))
    answer = "1: teh ==> the, tech\n" * 2
    found = [(one.column, one.right) for _, one in read_misspellings(answer, lines)]
    assert found == [(1, "the, tech"), (13, "the, tech")]


def test_a_word_that_is_not_found_again_stands_at_the_beginning() -> None:
    ((index, word),) = read_misspellings("1: tehs ==> the", lines_to_spell(read_prose("a teh")))
    assert (index, word.line, word.column) == (0, 1, 1)
