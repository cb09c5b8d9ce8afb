"""How good the retrieval is, on questions of which we know the answer, and how sure that is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from llmkit.bench.statistics import Estimate, bootstrap, share_of
from llmkit.telemetry import Telemetry

from examples.rag.multimodal import names
from examples.rag.multimodal.labelled_questions import LabelledQuestion
from examples.rag.multimodal.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    question: LabelledQuestion
    """The question."""
    found: tuple[str, ...]
    """The names of what was found, the best first."""

    @property
    def recall(self) -> float:
        """The share of the relevant items that was found."""
        return recall(self.found, self.question.relevant)

    @property
    def reciprocal_rank(self) -> float:
        """How early the first relevant item came."""
        return reciprocal_rank(self.found, self.question.relevant)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The measures of several questions, with 95 % intervals."""

    questions: int
    """How many there were."""
    recall: Estimate
    """The mean share of the relevant items that was found."""
    mrr: Estimate
    """The mean of the reciprocal ranks."""
    complete: Estimate
    """The share of questions for which everything relevant was found."""


def recall(found: Sequence[str], relevant: Collection[str]) -> float:
    """Return the share of the relevant items that was found.

    Raises:
        ValueError: Nothing is relevant, so there is no share.
    """
    if not relevant:
        raise ValueError("a question without relevant items has no recall")
    return len(set(found) & set(relevant)) / len(relevant)


def reciprocal_rank(found: Sequence[str], relevant: Collection[str]) -> float:
    """Return 1 divided by the place of the first relevant item, or 0 if none was found."""
    places = (place for place, name in enumerate(found, 1) if name in relevant)
    first = next(places, None)
    return 0.0 if first is None else 1 / first


def ask_all(
    retriever: Retriever, questions: Sequence[LabelledQuestion], telemetry: Telemetry
) -> list[Outcome]:
    """Ask every question, and report recall and reciprocal rank of each as metrics.

    Args:
        retriever: What is measured.
        questions: What is asked.
        telemetry: Where to report.
    """
    instruments = {
        name: telemetry.meter.create_histogram(
            name, explicit_bucket_boundaries_advisory=names.SHARES
        )
        for name in (names.RECALL, names.RECIPROCAL_RANK)
    }
    outcomes = []
    for question in questions:
        found = tuple(one.item.name for one in retriever.retrieve(question.query))
        outcome = Outcome(question, found)
        labels = {names.QUESTION_KIND: question.kind}
        instruments[names.RECALL].record(outcome.recall, labels)
        instruments[names.RECIPROCAL_RANK].record(outcome.reciprocal_rank, labels)
        outcomes.append(outcome)
    return outcomes


def accuracy(outcomes: Sequence[Outcome]) -> Accuracy:
    """Return the measures of some outcomes.

    The intervals come from drawing the questions again and again: they say how much the measures
    would differ for other questions of the same sort, asked of the same corpus. Where no question
    fails, drawing again finds no failure either, and that interval shrinks to a point. The one of
    `complete` does not.

    Raises:
        ValueError: There are no outcomes.
    """
    return Accuracy(
        len(outcomes),
        bootstrap([one.recall for one in outcomes], lambda drawn: drawn.mean(-1)),
        bootstrap([one.reciprocal_rank for one in outcomes], lambda drawn: drawn.mean(-1)),
        share_of(sum(one.recall == 1 for one in outcomes), len(outcomes)),
    )
