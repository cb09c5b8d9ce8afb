"""A pure function is asked once for a text, also by the next run."""

import json

import pytest

from site_builder.text import remembered as module
from site_builder.text.remembered import LONG_TEXTS, Remembered, remembered, remembered_as


class Counted:
    """A function with a record of what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def words(self, *texts: str) -> tuple[str, ...]:
        """Return the words of texts."""
        self.asked.append(texts)
        return tuple(word for text in texts for word in text.split())


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def words(counted: Counted) -> Remembered[tuple[str, ...]]:
    return remembered_as(pack=list, unpack=tuple)(counted.words)


def test_it_keeps_the_name_and_the_words_of_the_function(
    words: Remembered[tuple[str, ...]],
) -> None:
    assert (words.name, words.__doc__) == ("words", "Return the words of texts.")


def test_it_is_asked_once_for_a_text(counted: Counted, words: Remembered[tuple[str, ...]]) -> None:
    assert [words("a b"), words("a b"), words("c")] == [("a", "b"), ("a", "b"), ("c",)]
    assert counted.asked == [("a b",), ("c",)]


def test_texts_are_told_apart_by_where_they_end(
    counted: Counted, words: Remembered[tuple[str, ...]]
) -> None:
    assert words("ab", "c") != words("a", "bc")
    assert len(counted.asked) == 2


def test_the_next_run_is_given_what_was_learned(
    counted: Counted, words: Remembered[tuple[str, ...]]
) -> None:
    words("a b")
    words("gone")
    learned = json.dumps(words.learned())
    words.recall(lambda: json.loads(learned))
    assert words("a b") == ("a", "b")
    assert counted.asked == [("a b",), ("gone",)]
    # What nobody asked for any more is forgotten by the one after it.
    again = words.learned()
    assert again == {key: ["a", "b"] for key in again or ()}
    words.recall(lambda: again or {})
    words("a b")
    assert words.learned() is None
    words("gone")
    assert counted.asked == [("a b",), ("gone",), ("gone",)]


def test_a_run_can_begin_with_nothing(counted: Counted, words: Remembered[tuple[str, ...]]) -> None:
    words("a")
    words.recall(dict)
    words("a")
    assert counted.asked == [("a",), ("a",)]


def test_it_forgets_before_it_holds_too_much(
    counted: Counted, words: Remembered[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    for text in ("a", "b", "c", "c", "a"):
        words(text)
    assert counted.asked == [("a",), ("b",), ("c",), ("a",)]
    assert len(words.learned() or ()) == 2


def test_what_json_can_hold_needs_no_packing() -> None:
    @remembered
    def has_words(text: str) -> bool:
        return bool(text.split())

    assert not has_words("")
    learned = json.dumps(has_words.learned())
    has_words.recall(lambda: json.loads(learned))
    assert has_words("") is False


def test_nobody_is_asked_for_what_nobody_wants(words: Remembered[tuple[str, ...]]) -> None:
    words.recall(lambda: pytest.fail("nothing was asked"))
    assert words.learned() is None


def test_long_texts_are_told_apart_and_equal_ones_are_not(
    counted: Counted, words: Remembered[tuple[str, ...]]
) -> None:
    for long in ("a " * 5000, "a " * 5000 + "b", "".join(["a "] * 5000)):
        words(long)
        words(long, "c")
        LONG_TEXTS.forget()
    assert len(counted.asked) == 4


def test_what_is_held_of_long_texts_is_bounded(
    counted: Counted, words: Remembered[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    texts = [f"{one} " * 5000 for one in "abc"]
    assert {words(one) for one in texts} == {("a",) * 5000, ("b",) * 5000, ("c",) * 5000}
    assert len(LONG_TEXTS._found) <= 2
    assert len(counted.asked) == 3
