"""The steps of the guide that measure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from llmkit.bench.charts import bar_chart
from llmkit.bench.statistics import Estimate, bootstrap, share_of
from llmkit.telemetry import Telemetry

from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.evaluation import Accuracy, Outcome, accuracy, ask_all
from examples.rag.multimodal.hard_photographs import reciprocal_ranks
from examples.rag.multimodal.labelled_questions import (
    CHOOSING_SEEDS,
    KINDS,
    LabelledQuestion,
    load_questions,
)
from examples.rag.multimodal.recorder import Recorder
from examples.rag.multimodal.retriever import RetrievalSettings, Retriever
from examples.rag.multimodal.stand_in import QUERIES

_SILENT = Telemetry("rag")


def outcomes_of(
    retriever: Retriever, questions: Iterable[LabelledQuestion], *kinds: str
) -> list[Outcome]:
    """Return what comes of the questions of some kinds; without a kind, of all of them."""
    asked = [one for one in questions if one.kind in (kinds or KINDS)]
    return ask_all(retriever, asked, _SILENT)


def by_kind(outcomes: Sequence[Outcome]) -> Mapping[str, Accuracy]:
    """Return the accuracy for each kind of question, by what it is called."""
    return {
        title: accuracy([one for one in outcomes if one.question.kind == kind])
        for kind, title in KINDS.items()
    }


async def accuracy_by_kind(parts: Parts) -> str:
    """Return recall and MRR for each kind of question, and what was not found first."""
    outcomes = outcomes_of(parts.retriever(), load_questions(parts.corpus))
    late = [one for one in outcomes if one.reciprocal_rank < 1]
    return "\n".join([*accuracy_lines(by_kind(outcomes)), "", *_late_lines(late)])


def accuracy_lines(measured: Mapping[str, Accuracy]) -> Iterator[str]:
    """Yield a table."""
    yield f"{'':22}  asked  recall@4          MRR               complete"
    for title, one in measured.items():
        numbers = "  ".join(f"{_shown(each):16}" for each in (one.recall, one.mrr, one.complete))
        yield f"{title:22}  {one.questions:5}  {numbers}"


def _late_lines(late: Sequence[Outcome]) -> Iterator[str]:
    yield "Not first:"
    for one in late:
        wanted = " ".join(sorted(one.question.relevant))
        asked = one.question.query.text or "(a photograph)"
        yield f"  {asked}"
        yield f"    {wanted}, after {' '.join(_before(one))}"


def _before(outcome: Outcome) -> Iterator[str]:
    for name in outcome.found:
        if name in outcome.question.relevant:
            return
        yield name


def _shown(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f}-{estimate.high:.2f})"


async def comparison(parts: Parts) -> str:
    """Return what it is worth to have pictures in the index, and to describe them."""
    questions = load_questions(parts.corpus)
    others = {
        "matter": {"passages alone": parts.without_pictures(), "with pictures": parts},
        "looks": {"captions alone": parts.without_descriptions(), "with descriptions": parts},
    }
    lines: list[str] = []
    for kind, compared in others.items():
        lines += ["", _heading(KINDS[kind])]
        for name, some in compared.items():
            lines.append(_row(name, accuracy(outcomes_of(some.retriever(), questions, kind))))
    return "\n".join(lines[1:])


async def choice(parts: Parts) -> str:
    """Return what the depth of the looks and the bridge do, on photographs kept for choosing."""
    questions = [
        one
        for seed in CHOOSING_SEEDS
        for one in load_questions(parts.corpus, seed=seed)
        if one.query.photo
    ]
    lines = [_heading(f"{len(questions)} questions with a photograph")]
    for bridge in (False, True):
        for depth in (10, 3, 2, 1):
            settings = RetrievalSettings(looks_depth=depth, bridge=bridge)
            name = f"looks to place {depth}, {'bridge' if bridge else 'no bridge'}"
            lines.append(_row(name, accuracy(outcomes_of(parts.retriever(settings), questions))))
    return "\n".join(lines)


def _heading(kind: str) -> str:
    return f"{kind:30}  recall@4          MRR"


def _row(name: str, measured: Accuracy) -> str:
    return f"{name:30}  {_shown(measured.recall):16}  {_shown(measured.mrr)}"


async def limits(parts: Parts) -> str:
    """Return how often a photograph finds its picture first, the harder it gets."""
    lines = [f"{'48 photographs':22}  found first       MRR"]
    for name, ranks in reciprocal_ranks(parts):
        first = share_of(sum(rank == 1 for rank in ranks), len(ranks))
        mrr = bootstrap(ranks, lambda drawn: drawn.mean(-1))
        lines.append(f"{name:22}  {_shown(first):16}  {_shown(mrr)}")
    return "\n".join(lines)


async def reported(parts: Parts) -> str:
    """Return the spans of one retrieval, and the metrics of all labelled questions."""
    recorder = Recorder()
    parts.watched(recorder).retrieve(QUERIES[2])
    spans = recorder.span_lines()
    everything = Recorder()
    ask_all(parts.watched(everything), load_questions(parts.corpus), everything.telemetry)
    return "\n".join([*spans, "", *everything.metric_lines()])


def chart(measured: Mapping[str, Accuracy]) -> str:
    """Return MRR by kind of question as SVG."""
    return bar_chart(
        "Mean reciprocal rank by kind of question",
        {title: one.mrr for title, one in measured.items()},
    )
