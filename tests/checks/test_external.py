from datetime import date

import pytest

from site_builder.checks.external import allowed, check_allowances, check_answers
from site_builder.model import Allowance, Answer, Asked, Location

NOW = 1_800_000_000.0
PAGE = "https://site.org/page"
PLACE = Location("content/a.md", 3)


def told(url: str, asked: Asked, *places: Location, now: float = NOW) -> list[str]:
    found = check_answers({url: places or (PLACE,)}, {asked.url: asked}, "mkdocs.yml", now)
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(PAGE, Answer.GONE, "404 Not Found", at=NOW), "gone: X is gone (404 Not Found)"),
        (Asked(PAGE, Answer.REFUSED, "403 No", at=NOW), "refused: X is refused (403 No)"),
        (Asked(PAGE, Answer.TIMEOUT, at=NOW), "timeout: X is not answered in time"),
        (
            Asked(PAGE, Answer.CERTIFICATE, "certificate has expired", at=NOW),
            "certificate: X leads to a server that cannot be trusted (certificate has expired)",
        ),
        (
            Asked(PAGE, Answer.LOOP, "'y' again", at=NOW),
            "loop: X is sent on without end ('y' again)",
        ),
        (Asked(PAGE, Answer.LIMITED, "429", at=NOW), "limited: X was asked for too often (429)"),
        (Asked(PAGE, Answer.FAILED, "500", at=NOW), "failed: X makes its server fail (500)"),
        (
            Asked(PAGE, Answer.UNREACHABLE, "there is no such host", at=NOW),
            "unreachable: X cannot be reached (there is no such host)",
        ),
        (Asked(PAGE, Answer.OTHER, "418 Teapot", at=NOW), "link: X does not work (418 Teapot)"),
        (
            Asked(PAGE, Answer.MOVED, "200", "https://new.org/", at=NOW),
            "moved: X has moved for good; write 'https://new.org/'",
        ),
    ],
)
def test_each_answer_has_a_message_of_its_own(asked: Asked, message: str) -> None:
    expected = message.replace("X", f"the link '{PAGE}'")
    assert told(PAGE, asked) == [f"content/a.md:3: external-{expected}"]


def test_what_is_found_is_no_problem() -> None:
    found = Asked(PAGE, Answer.FOUND, "200 OK", fragments={"here": True, "gone": False}, at=NOW)
    assert told(PAGE, found) == []
    assert told(f"{PAGE}#here", found) == []
    assert told(f"{PAGE}#top", found) == []


def test_an_anchor_that_is_missing_is_told_of_the_link_that_names_it() -> None:
    asked = Asked(PAGE, Answer.FOUND, fragments={"here": True, "gone": False}, at=NOW)
    assert told(f"{PAGE}#gone", asked) == [
        (
            f"content/a.md:3: external-fragment: the link '{PAGE}#gone' names the anchor 'gone', "
            "which the page does not have"
        )
    ]


def test_an_anchor_goes_along_to_where_its_page_has_moved() -> None:
    moved = Asked(PAGE, Answer.MOVED, "", "https://new.org/p", {"a": True, "b": False}, NOW)
    assert [one.partition("; ")[2] for one in told(f"{PAGE}#a", moved)] == [
        "write 'https://new.org/p#a'"
    ]
    assert [one.split(": ")[1] for one in told(f"{PAGE}#b", moved)] == [
        "external-moved",
        "external-fragment",
    ]
    with_own = Asked(PAGE, Answer.MOVED, "", "https://new.org/#p", {"a": True}, NOW)
    assert told(f"{PAGE}#a", with_own)[0].endswith("write 'https://new.org/#p'")


def test_all_places_of_a_link_are_named() -> None:
    places = (PLACE, Location("content/b.md", 7), Location("README.md"))
    assert told(PAGE, Asked(PAGE, Answer.GONE, at=NOW), *places) == [
        (
            f"content/a.md:3: external-gone: the link '{PAGE}' is gone\n"
            "    also in content/b.md:7\n    also in README.md"
        )
    ]


def test_an_answer_of_another_day_says_when_it_was_given() -> None:
    (message,) = told(PAGE, Asked(PAGE, Answer.GONE, at=NOW), now=NOW + 7200)
    assert message.endswith(" is gone, asked 2027-01-15 08:00")


def test_what_was_not_asked_for_is_not_judged() -> None:
    assert list(check_answers({PAGE: (PLACE,)}, {}, "mkdocs.yml", NOW)) == []


def test_that_nothing_can_be_reached_is_said_once() -> None:
    urls = [f"https://host-{n}.org/" for n in range(500)]
    came = {url: Asked(url, Answer.UNREACHABLE, at=NOW) for url in urls}
    sources = dict.fromkeys(urls, (PLACE,))
    (problem,) = check_answers(sources, came, "mkdocs.yml", NOW)
    assert str(problem) == (
        "mkdocs.yml: external-offline: none of 500 addresses can be reached, so nothing is known "
        "of them; see that this machine is online"
    )
    # Control: one that answers, and each of the others is a problem.
    came[urls[0]] = Asked(urls[0], Answer.GONE, at=NOW)
    assert len(list(check_answers(sources, came, "mkdocs.yml", NOW))) == 500


TODAY = date(2026, 6, 15)
ENTRY = Allowance("https://site.org/*", "asks for a sign-in", date(2026, 6, 15), 12)


def test_an_entry_holds_to_the_end_of_its_last_day() -> None:
    assert allowed([ENTRY], PAGE, TODAY)
    assert not allowed([ENTRY], PAGE, date(2026, 6, 16))
    assert not allowed([ENTRY], "https://other.org/", TODAY)


@pytest.mark.parametrize(
    ("day", "urls", "messages"),
    [
        (TODAY, [PAGE], []),
        (
            date(2026, 6, 16),
            [PAGE],
            [
                (
                    "mkdocs.yml:12: link-allowance: the entry 'https://site.org/*' of 'links.allow' "  # noqa: E501
                    "held until 2026-06-15; see whether the reason still holds (asks for a sign-in): "  # noqa: E501
                    "move the date, or remove it"
                )
            ],
        ),
        (
            TODAY,
            ["https://other.org/"],
            [
                (
                    "mkdocs.yml:12: link-allowance: no link is 'https://site.org/*', which "
                    "'links.allow' names; remove the entry"
                )
            ],
        ),
    ],
)
def test_an_entry_that_is_of_no_use_is_told(
    day: date, urls: list[str], messages: list[str]
) -> None:
    assert [str(one) for one in check_allowances([ENTRY], urls, "mkdocs.yml", day)] == messages
