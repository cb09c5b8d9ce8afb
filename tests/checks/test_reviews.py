from dataclasses import replace
from pathlib import Path

from site_builder.checks.reviews import check_reviews
from site_builder.model import (
    Line,
    Location,
    Page,
    Review,
    Reviews,
    Sample,
    SampleRef,
    Settings,
    Show,
    Site,
)
from site_builder.text.reviews import reviews_of

SETTINGS = Settings(Path("/p"), Path("/p/docs"), Path("/p/examples"))
REF = SampleRef(Location("docs/a.md", 7), (7, 9), "", "t/words/words.py")
CODE = Sample(REF, "t/words", "words.py", "python", (Line(3, "x = 1"),))
BOTH = replace(CODE, ref=replace(REF, show=Show.BOTH), output="1")
OUTPUT = replace(CODE, ref=replace(REF, show=Show.OUTPUT), output="1")
PAGES = (Page("a.md", "docs/a.md", ""), Page("b.md", "docs/b.md", ""))


def told(
    samples: tuple[Sample, ...], reviews: tuple[Review, ...], settings: Settings = SETTINGS
) -> list[str]:
    site = Site(settings, PAGES, ())
    return [str(one) for one in check_reviews(site, {"a.md": samples}, reviews)]


def test_samples_that_are_as_they_were_need_no_look() -> None:
    samples = (CODE, BOTH, OUTPUT)
    assert told(samples, reviews_of("docs/a.md", samples)) == []


def test_a_sample_that_changed_is_told_with_both_places() -> None:
    changed = replace(CODE, lines=(Line(3, "x = 2"),))
    (message,) = told((changed,), reviews_of("docs/a.md", [CODE]))
    assert message == (
        "docs/a.md:7: prose-unreviewed: the sample 't/words/words.py' (examples/t/words/words.py:3)"
        " has changed since the prose of its page was last looked over; read the page again, then"
        " run: site-builder reviewed docs/a.md"
    )


def test_the_other_place_of_an_output_is_where_it_is_recorded() -> None:
    seen = reviews_of("docs/a.md", [BOTH, OUTPUT])
    changed = tuple(replace(one, output="2") for one in (BOTH, OUTPUT))
    places = [line.partition("(")[2].partition(")")[0] for line in told(changed, seen)]
    assert places == [
        "examples/t/words/words.py:3, examples/t/words/expected.txt",
        "examples/t/words/expected.txt",
    ]


def test_a_file_and_standard_error_are_recorded_elsewhere() -> None:
    for changes, name in (
        ({"file": "a.csv"}, "expected/a.csv"),
        ({"stream": "stderr"}, "expected.stderr.txt"),
    ):
        sample = replace(OUTPUT, ref=replace(OUTPUT.ref, **changes))
        (message,) = told((replace(sample, output="2"),), reviews_of("docs/a.md", [sample]))
        assert f"(examples/t/words/{name}) has changed" in message


def test_a_sample_that_came_to_a_page_later_is_new() -> None:
    (message,) = told((CODE, BOTH), reviews_of("docs/a.md", [CODE]))
    assert 'show="both"\' (examples/t/words/words.py:3, examples/t/words/expected.txt) is new' in (
        message
    )


def test_either_text_will_do_where_two_branches_looked_it_over() -> None:
    other = replace(CODE, lines=(Line(3, "x = 2"),))
    seen = (*reviews_of("docs/a.md", [CODE]), *reviews_of("docs/a.md", [other]))
    assert told((CODE,), seen) == []
    assert told((other,), seen) == []
    assert len(told((replace(CODE, lines=(Line(3, "x = 3"),)),), seen)) == 1


def test_a_page_that_was_never_looked_over_is_told_where_all_must_be() -> None:
    elsewhere = reviews_of("docs/b.md", [CODE])
    assert told((CODE, BOTH), elsewhere) == []
    all_pages = replace(SETTINGS, reviews=Reviews.ALL)
    (message,) = told((CODE, BOTH), elsewhere, all_pages)
    assert message.startswith("docs/a.md:7: prose-unreviewed: the prose of the page was never")
    assert "with its 2 samples; read" in message
    assert "with its sample; read" in told((CODE,), (), all_pages)[0]
    assert told((), (), all_pages) == []
