import json

import jsonschema
import pytest

from site_builder.model.gaps import Need
from site_builder.text.topics import TopicsFile, read_topics
from site_builder.text.topics_schema import TOPICS_SCHEMA

TOPIC = "topics:\n- id: a\n  title: A\n  why: w\n  owed:\n"


def faults(*texts: str) -> list[str]:
    files = [TopicsFile(f"{'ab'[at]}.yml", text) for at, text in enumerate(texts)]
    return [str(problem) for problem in read_topics(files)[1]]


def test_a_file_of_topics_is_read_with_the_line_of_each_thing() -> None:
    text = (
        "kinds:\n  workshop: copy to {place}\n"
        "topics:\n"
        "- id: refunds\n"
        "  title: Giving money back\n"
        "  why: It is asked for.\n"
        "  covers: [R-1]\n"
        "  owed:\n"
        "  - {kind: guide, place: docs/a.md, covers: [R-2, R-3], what: a guide}\n"
        "  - kind: listing\n"
        "    place: examples/pay/refund/pay.py::Refund\n"
        "    page: docs/a.md\n"
        "    covers:\n"
        "      R-4: one\n"
        "      R-5 R-6: two\n"
        "  - {kind: workshop, place: docs/shop.md#what-to-bring}\n"
    )
    topics, problems = read_topics([TopicsFile("topics.yml", text)])
    assert problems == ()
    (topic,) = topics.topics
    assert (topic.id, topic.title, topic.why) == (
        "refunds",
        "Giving money back",
        "It is asked for.",
    )
    assert (topic.covers, topic.location.line) == (("R-1",), 4)
    guide, listing, workshop = topic.owed
    assert guide.needs == (Need(("R-2", "R-3"), "a guide", 9),)
    assert listing.needs == (Need(("R-4",), "one", 14), Need(("R-5", "R-6"), "two", 15))
    assert (listing.file, listing.part, listing.page) == (
        "examples/pay/refund/pay.py",
        "Refund",
        "docs/a.md",
    )
    assert (workshop.file, workshop.part) == ("docs/shop.md", "what-to-bring")
    assert workshop.needs == (Need((), "", 16),)
    assert dict(topics.kinds)["workshop"] == "copy to {place}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c", "a.yml:1: topics-invalid: the file does not parse: "),
        ("a: \x01", "a.yml: topics-invalid: the file does not parse: "),
        ("", "a.yml:1: topics-invalid: the file must be a list of `name: value` lines"),
        ("topcs: []", "a.yml:1: topics-invalid: there is no key 'topcs'; did you mean 'topics'?"),
        ("x: 1", "a.yml:1: topics-invalid: there is no key 'x'; use one of 'kinds', 'topics'"),
        ("topics: a", "a.yml:1: topics-invalid: 'topics' must be a list"),
        (
            "topics:\n- a",
            "a.yml:2: topics-invalid: '0' must be a list of `name: value` lines",
        ),
        (f"{TOPIC}  - {{kind: guide}}", "a.yml:6: topics-invalid: 'place' is missing"),
        (
            f"{TOPIC}  - {{kind: guide, plase: x}}",
            "a.yml:6: topics-invalid: there is no key 'plase'; did you mean 'place'?",
        ),
        (
            f"{TOPIC}  - {{kind: '', place: x}}",
            "a.yml:6: topics-invalid: 'kind': '' should be non-empty",
        ),
        (
            f"{TOPIC}  - {{kind: guide, place: x, covers: 3}}",
            "a.yml:6: topics-invalid: 'covers' must be a list or a list of `name: value` lines",
        ),
        (f"{TOPIC.rstrip()} []", "a.yml:5: topics-invalid: 'owed': [] should be non-empty"),
        (
            f"{TOPIC}  - {{kind: gude, place: x}}",
            "a.yml:6: topics-invalid: there is no kind 'gude'; did you mean 'guide'?",
        ),
        (
            f"{TOPIC}  - {{kind: zzz, place: x}}",
            "a.yml:6: topics-invalid: there is no kind 'zzz'; use one of 'guide', ",
        ),
        (
            "topics:\n- {id: A b, title: A, why: w, owed: [{kind: page, place: x}]}",
            "a.yml:2: topics-invalid: 'id': 'A b' does not match '^[a-z",
        ),
        ("kinds: {a: x}\nkinds: {b: x}", "a.yml:2: topics-invalid: the key 'kinds' stands twice"),
    ],
)
def test_a_fault_has_its_line_and_its_remedy(text: str, expected: str) -> None:
    (found,) = faults(text)
    assert found.startswith(expected)


def test_what_stands_twice_is_counted_once_and_told() -> None:
    one = f"{TOPIC}  - {{kind: page, place: x, covers: [R-1, R-1]}}\n"
    assert faults(one, one.replace("R-1, R-1", "R-1")) == [
        "a.yml:6: topic-duplicate: the id 'R-1' stands at a.yml:6 already; keep it at one place",
        "b.yml:2: topic-duplicate: the topic 'a' stands at a.yml:2 already; keep it at one place",
        "b.yml:6: topic-duplicate: the id 'R-1' stands at a.yml:6 already; keep it at one place",
    ]


def test_all_faults_of_all_files_are_told() -> None:
    text = "topics:\n- {id: a, titel: A, why: w, owed: [{kind: page}]}\n"
    found = faults(text, "topics: 1")
    assert [one.partition(": topics-invalid")[0] for one in found] == [
        "a.yml:2",
        "a.yml:2",
        "b.yml:1",
    ]


def test_the_schema_is_one_and_asks_for_what_the_reader_asks_for() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(json.dumps(TOPICS_SCHEMA)))
    assert read_topics([TopicsFile("a.yml", "topics: []")])[1] == ()
