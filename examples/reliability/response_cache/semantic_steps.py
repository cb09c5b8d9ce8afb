"""What comparing by meaning leads to, as tables: pairs, thresholds, and what they are worth."""

from collections.abc import Sequence

from llmkit.bench.reports import Table
from llmkit.embeddings import Embedder

from examples.reliability.response_cache.help_desk import shop_facts
from examples.reliability.response_cache.labelled_set import load_pairs
from examples.reliability.response_cache.threshold import (
    Judged,
    Rates,
    choose_threshold,
    judge,
    no_facts,
    rates_at,
)

SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9)
EXAMPLES = (
    ("Is there a student discount?", "Do you offer a discount for students?"),
    ("Do you sell used bikes?", "Do you buy used bikes?"),
    ("Can I pay in six instalments?", "Can I pay in three instalments?"),
    ("What is the weight of the Tour 3?", "What is the maximum weight for the Tour 3?"),
    ("How can I pay?", "Which payment methods do you accept?"),
)


def pairs(embedder: Embedder) -> str:
    """Tell how near a few questions are, and which of them differ in a fact."""
    rows = []
    for asked, kept in EXAMPLES:
        near = embedder.embed([asked])[0] @ embedder.embed([kept])[0]
        differ = set(shop_facts(asked)) ^ set(shop_facts(kept))
        rows.append([asked, kept, f"{near:.2f}", ", ".join(sorted(differ)) or "-"])
    return Table(["asked", "kept", "similarity", "facts that differ"], rows).text()


def thresholds(embedder: Embedder) -> str:
    """Tell what each threshold leads to, on the questions that may be looked at."""
    tuning = load_pairs(half="tuning")
    plain, strict = judge(tuning, embedder), judge(tuning, embedder, shop_facts)
    rows = []
    for threshold in SHOWN:
        row = [f"{threshold:.2f}"]
        for judged in (plain, strict):
            rates = rates_at(threshold, judged)
            row += [str(rates.hits), str(rates.false), str(rates.missed)]
        rows.append(row)
    head = ["threshold", "hits", "false", "missed", "with facts: hits", "false", "missed"]
    return f"{len(tuning)} questions\n{Table(head, rows).text()}"


def held_out(embedder: Embedder) -> str:
    """Choose a threshold on one half, and tell what it leads to on the other."""
    rows = []
    for name, facts in (("meaning alone", no_facts), ("meaning and facts", shop_facts)):
        tuning = judge(load_pairs(half="tuning"), embedder, facts)
        others = judge(load_pairs(half="held out"), embedder, facts)
        rows += [
            [name, f"{most_false:.0%}", *_chosen(tuning, others, most_false)]
            for most_false in (0.05, 0.2, 0.35)
        ]
    head = ["compared by", "false allowed", "threshold", "hits", "false", "share that is false"]
    return Table(head, rows).text()


def _chosen(
    tuning: Sequence[Judged], others: Sequence[Judged], most_false: float
) -> tuple[str, str, str, str]:
    try:
        threshold = choose_threshold(tuning, most_false=most_false)
    except ValueError:
        return "none", "-", "-", "-"
    rates = rates_at(threshold, others)
    return f"{threshold:.2f}", str(rates.hits), str(rates.false), _share(rates)


def _share(rates: Rates) -> str:
    share = rates.false_share
    return f"{share.value:.0%} ({share.low:.0%} to {share.high:.0%})" if share else "-"
