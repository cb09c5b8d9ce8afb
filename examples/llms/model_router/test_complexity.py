"""The analyser shows its points, and its threshold is chosen without the requests that judge it."""

from pathlib import Path

import pytest

from examples.llms.model_router.complexity import WEIGHTS, complexity_of, features_of
from examples.llms.model_router.labelled_set import (
    Errors,
    Label,
    Labelled,
    choose_threshold,
    errors_of,
    judge_at,
    load_labelled,
)

REQUESTS = load_labelled(Path(__file__).parent / "labelled_requests.csv")


@pytest.mark.parametrize(
    ("text", "feature", "count"),
    [
        ("one two three", "words", 3),
        ("Compare them, then explain why.", "reasoning", 2),
        ("A redesign of the comparison", "reasoning", 1),
        ("It must fit without glue.", "constraints", 2),
        ("```\nx = 1\n```", "code", 1),
        ("def f(x): return x", "code", 1),
        ("SELECT name FROM users", "code", 1),
        ("a sentence; with a semicolon in it", "code", 0),
        ("3 of 4,000 at 1.5 %", "numbers", 3),
        ("Is it? Is it not?", "further questions", 1),
        ("Is it?", "further questions", 0),
        ("", "words", 0),
    ],
)
def test_features_are_counted(text: str, feature: str, count: int) -> None:
    assert features_of(text)[feature] == count


def test_no_feature_adds_more_than_its_most() -> None:
    found = complexity_of("why must? 1 " * 500 + "```")
    assert dict(found.points) == {name: weight.most for name, weight in WEIGHTS.items()}


def test_the_score_is_the_sum_of_the_points_that_are_shown() -> None:
    for request in REQUESTS:
        found = complexity_of(request.text)
        assert found.score == pytest.approx(sum(found.points.values()))


def test_points_are_explained_with_the_largest_first() -> None:
    assert complexity_of("Why must it?").explained() == "reasoning 2, constraints 1, words 0.15"
    assert complexity_of("").explained() == "nothing"


def test_there_are_as_many_of_each_label_in_each_half() -> None:
    counts = {
        (half, label): sum(each.half == half and each.label == label for each in REQUESTS)
        for half in ("tuning", "held out")
        for label in ("simple", "hard")
    }
    assert set(counts.values()) == {15}
    assert len({each.text for each in REQUESTS}) == len(REQUESTS)


def labelled(label: Label, text: str) -> Labelled:
    return Labelled("tuning", label, text)


def test_errors_are_told_apart_by_their_kind() -> None:
    requests = [labelled("hard", "x"), labelled("hard", "y"), labelled("simple", "z")]
    errors = errors_of(lambda text: "hard" if text == "z" else "simple", requests)
    assert errors == Errors(3, missed=2, needless=1)
    assert errors.wrong == 3


def test_a_missed_request_weighs_as_much_as_it_is_told_to() -> None:
    # One hard request of 0.05 points, and three simple ones of 2.1.
    requests = [labelled("hard", "x"), *(labelled("simple", f"why {n}?") for n in "abc")]
    careful = choose_threshold(requests, miss_weight=4)
    thrifty = choose_threshold([*requests, labelled("hard", "why must it?")], miss_weight=1)
    assert errors_of(judge_at(careful), requests) == Errors(4, missed=0, needless=3)
    assert errors_of(judge_at(thrifty), requests) == Errors(4, missed=1, needless=0)


def test_the_threshold_is_the_best_on_the_half_that_it_was_chosen_on() -> None:
    tuning = [each for each in REQUESTS if each.half == "tuning"]

    def weight(threshold: float) -> float:
        errors = errors_of(judge_at(threshold), tuning)
        return 2 * errors.missed + errors.needless

    chosen = choose_threshold(tuning)
    assert all(weight(chosen) <= weight(step / 20) for step in range(200))
