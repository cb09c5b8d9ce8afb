import json

import pytest

from site_builder.model import Answer, Asked, LinkRules
from site_builder.text.asked_file import read_asked, still_holds, write_asked

DAY = 86_400.0
NOW = 1_800_000_000.0
GOOD = Asked("https://a.b/", Answer.FOUND, "200 OK", fragments={"here": True}, at=NOW)
GONE = Asked("https://a.b/c", Answer.GONE, "404 Not Found", at=NOW)
MOVED = Asked("https://a.b/d", Answer.MOVED, "200 OK", "https://a.b/e", at=NOW)


def test_what_is_written_is_read_again_in_whatever_order() -> None:
    text = write_asked([MOVED, GOOD, GONE])
    assert text == write_asked([GONE, MOVED, GOOD])
    assert read_asked(text) == {one.url: one for one in (GOOD, GONE, MOVED)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"form": 0, "asked": [{}]}',
        '{"form": 1, "asked": [{"url": "x"}]}',
        '{"form": 1, "asked": [{"url": "x", "answer": "perhaps", "at": 1}]}',
        '{"form": 1, "asked": [{"url": "x", "answer": "found", "at": 1, "fragments": []}]}',
        '{"form": 1, "asked": 3}',
    ],
)
def test_a_file_that_cannot_be_read_holds_nothing(text: str) -> None:
    assert read_asked(text) == {}


def test_what_an_answer_need_not_say_may_be_left_out() -> None:
    text = json.dumps({"form": 1, "asked": [{"url": "x", "answer": "gone", "at": 1}]})
    assert read_asked(text) == {"x": Asked("x", Answer.GONE, at=1.0)}


@pytest.mark.parametrize(
    ("asked", "fragments", "age", "holds"),
    [
        (GOOD, set(), 0.0, True),
        (GOOD, {"here"}, 6.9 * DAY, True),
        (GOOD, {"here"}, 7.1 * DAY, False),
        (GOOD, {"here", "new"}, 0.0, False),
        (GOOD, set(), -60.0, False),
        (MOVED, set(), 6.9 * DAY, True),
        (GONE, set(), 0.9 * DAY / 24, True),
        (GONE, set(), 1.1 * DAY / 24, False),
        # What is not there has no anchors to look for.
        (GONE, {"here"}, 0.0, True),
        (Asked("x", Answer.FOUND, fragments={"no": False}, at=NOW), {"no"}, DAY, False),
    ],
)
def test_an_answer_holds_for_a_while(
    asked: Asked, fragments: set[str], age: float, holds: bool
) -> None:
    assert still_holds(asked, fragments, LinkRules(), NOW + age) is holds


def test_a_project_says_for_how_long() -> None:
    manner = LinkRules(keep_days=1, keep_failure_hours=0, fragments=False)
    assert still_holds(GOOD, {"new"}, manner, NOW + 0.9 * DAY)
    assert not still_holds(GOOD, {"new"}, manner, NOW + 1.1 * DAY)
    assert not still_holds(GONE, set(), manner, NOW + 1)
