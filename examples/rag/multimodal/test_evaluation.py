"""The measures are right, and what is found is as good as the page says."""

import pytest

from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.evaluation import accuracy, ask_all, recall, reciprocal_rank
from examples.rag.multimodal.labelled_questions import load_questions
from examples.rag.multimodal.measures import by_kind, chart, outcomes_of
from examples.rag.multimodal.recorder import Recorder
from examples.rag.multimodal.retriever import RetrievalSettings


@pytest.mark.parametrize(
    ("found", "relevant", "share", "rank"),
    [
        (["a", "b", "c"], {"a"}, 1.0, 1.0),
        (["a", "b", "c"], {"c"}, 1.0, 1 / 3),
        (["a", "b", "c"], {"b", "d"}, 0.5, 1 / 2),
        (["a", "b", "c"], {"d"}, 0.0, 0.0),
        ([], {"d"}, 0.0, 0.0),
    ],
)
def test_recall_and_reciprocal_rank(
    found: list[str], relevant: set[str], share: float, rank: float
) -> None:
    assert recall(found, relevant) == share
    assert reciprocal_rank(found, relevant) == rank


def test_a_question_without_an_answer_has_no_recall() -> None:
    with pytest.raises(ValueError, match="without relevant items"):
        recall(["a"], set())
    with pytest.raises(ValueError, match="no values"):
        accuracy([])


LEAST = {
    "words on a matter": (0.95, 0.85),
    "words on looks": (0.85, 0.65),
    "a photograph": (0.9, 0.9),
    "words and a photograph": (0.8, 0.8),
}
"""Recall and MRR below which a change has done harm."""


def test_every_kind_of_question_is_answered_well_enough(parts: Parts) -> None:
    measured = by_kind(outcomes_of(parts.retriever(), load_questions(parts.corpus)))
    for kind, (least_recall, least_mrr) in LEAST.items():
        assert measured[kind].recall.value >= least_recall, kind
        assert measured[kind].mrr.value >= least_mrr, kind


def test_an_interval_holds_its_value_and_does_not_claim_certainty(parts: Parts) -> None:
    measured = by_kind(outcomes_of(parts.retriever(), load_questions(parts.corpus)))
    for one in measured.values():
        for estimate in (one.recall, one.mrr, one.complete):
            assert estimate.low <= estimate.value <= estimate.high
        assert one.complete.low < 0.9


def test_pictures_answer_what_passages_do_not(parts: Parts) -> None:
    questions = load_questions(parts.corpus)
    alone = accuracy(outcomes_of(parts.without_pictures().retriever(), questions, "matter"))
    together = accuracy(outcomes_of(parts.retriever(), questions, "matter"))
    assert alone.recall.high < together.recall.low


def test_descriptions_find_what_captions_do_not(parts: Parts) -> None:
    questions = load_questions(parts.corpus)
    captions = accuracy(outcomes_of(parts.without_descriptions().retriever(), questions, "looks"))
    both = accuracy(outcomes_of(parts.retriever(), questions, "looks"))
    assert both.mrr.value > captions.mrr.value + 0.2


def test_the_bridge_leads_from_a_photograph_to_passages(parts: Parts) -> None:
    questions = load_questions(parts.corpus)
    plain = parts.retriever(RetrievalSettings(bridge=False))
    without = accuracy(outcomes_of(plain, questions, "photo", "both"))
    bridged = accuracy(outcomes_of(parts.retriever(), questions, "photo", "both"))
    assert bridged.recall.low > without.recall.high


def test_each_question_is_reported(parts: Parts) -> None:
    recorder = Recorder()
    questions = [one for one in load_questions(parts.corpus) if one.kind == "both"]
    ask_all(parts.retriever(), questions, recorder.telemetry)
    assert recorder.metric_lines() == [
        "llmkit.rag.retrieval.recall both: 8 measured, mean 0.88",
        "llmkit.rag.retrieval.reciprocal_rank both: 8 measured, mean 0.88",
    ]


def test_the_chart_tells_its_values_to_who_does_not_see_it(parts: Parts) -> None:
    drawn = chart(by_kind(outcomes_of(parts.retriever(), load_questions(parts.corpus))))
    assert "words on looks: 0.76" in drawn
