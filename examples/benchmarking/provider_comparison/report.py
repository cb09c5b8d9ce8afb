"""What the example prints, and the charts that it draws."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from llmkit.bench.analysis import Summary, compare
from llmkit.bench.charts import bar_chart, line_chart
from llmkit.bench.reports import Table, csv_of_calls, difference_table
from llmkit.bench.statistics import Estimate

from examples.benchmarking.provider_comparison.comparison import LENGTHS, used_of_context
from examples.benchmarking.provider_comparison.model_sizes import BASELINE, DESK, SIZES


def sizes_table() -> Table:
    """Return the sizes, and the bounds that follow from them."""
    rows = [
        [
            size.name,
            f"{size.bytes / 1e9:.1f} GB",
            "yes" if size.fits(DESK) else "no",
            f"{size.tokens_per_second(DESK):.0f} tokens/s",
            f"{1000 * size.reading_seconds(DESK):.2f} s",
        ]
        for size in SIZES
    ]
    return Table(["Model", "Weights", "Fits", "Bound on writing", "Reading 1,000 tokens"], rows)


def length_table(by_length: Mapping[str, Sequence[Summary]]) -> Table:
    """Return the wait for the first token, by the length of the prompt."""
    rows = []
    for size in SIZES:
        waits = (one.time_to_first_token["p50"].value for one in by_length[size.name])
        used = used_of_context(size, LENGTHS[-1])
        rows.append([size.name, *(f"{wait:.2f} s" for wait in waits), f"{used:.0%}"])
    head = ["First token", *(f"{tokens:,} tokens" for tokens in LENGTHS), "Context used at most"]
    return Table(head, rows)


def stream_table(pairs: Mapping[str, tuple[Summary, Summary]]) -> Table:
    """Return what users see, and when, with a stream and without."""
    rows = []
    for name, (stream, whole) in pairs.items():
        first, all_of_it = stream.time_to_first_token["p50"], whole.latency["p50"]
        rows.append([name, f"{first.value:.2f} s", f"{all_of_it.value:.2f} s"])
    return Table(["First word seen", "In a stream", "In a whole reply"], rows)


def differences(summaries: Sequence[Summary]) -> Table:
    """Return how each model differs from the baseline."""
    base = next(one for one in summaries if one.result.label == BASELINE.name)
    others = (one for one in summaries if one is not base)
    return difference_table({one.result.label: compare(one.result, base.result) for one in others})


def write_tables(tables: Mapping[str, Table], folder: Path) -> None:
    """Write tables as HTML, each into a file of its own."""
    for name, table in tables.items():
        (folder / f"{name}.html").write_text(f"{table.html()}\n", encoding="utf-8")


def write_charts(
    summaries: Sequence[Summary], by_length: Mapping[str, Sequence[Summary]], folder: Path
) -> None:
    """Draw the speeds and the waits, and write all calls down."""
    speeds: dict[str, Estimate] = {
        one.result.label: one.tokens_per_second for one in summaries if one.tokens_per_second
    }
    speed = bar_chart("Tokens a second, median of a call", speeds)
    waits = line_chart(
        "Seconds to the first token, median",
        "tokens of the prompt",
        {
            name: [
                (tokens, one.time_to_first_token["p50"].value)
                for tokens, one in zip(LENGTHS, found, strict=True)
            ]
            for name, found in by_length.items()
        },
    )
    (folder / "speed.svg").write_text(f"{speed}\n", encoding="utf-8")
    (folder / "first-token.svg").write_text(f"{waits}\n", encoding="utf-8")
    calls = csv_of_calls([one.result for one in summaries])
    (folder / "comparison.csv").write_text(calls, encoding="utf-8")
