"""What the example prints, and the charts that it draws."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from llmkit.bench.analysis import Summary, compare
from llmkit.bench.charts import bar_chart, line_chart
from llmkit.bench.reports import csv_of_calls, markdown_differences
from llmkit.bench.statistics import Estimate

from examples.benchmarking.provider_comparison.comparison import LENGTHS, used_of_context
from examples.benchmarking.provider_comparison.model_sizes import BASELINE, DESK, SIZES


def sizes_table() -> str:
    """Return the sizes, and the bounds that follow from them."""
    lines = [f"{'model':16} weights   fits  bound on writing  reading 1,000 tokens"]
    for size in SIZES:
        fits = "yes" if size.fits(DESK) else "no"
        speed, reading = size.tokens_per_second(DESK), 1000 * size.reading_seconds(DESK)
        weights = f"{size.bytes / 1e9:.1f} GB"
        lines.append(
            f"{size.name:16} {weights:>7} {fits:>6} {speed:9.0f} tokens/s {reading:15.2f} s"
        )
    return "\n".join(lines)


def length_table(by_length: Mapping[str, Sequence[Summary]]) -> str:
    """Return the wait for the first token, by the length of the prompt."""
    head = "".join(f"{tokens:>10,}" for tokens in LENGTHS)
    lines = [f"first token, s  {head}   context used at most"]
    for size in SIZES:
        waits = (one.time_to_first_token["p50"].value for one in by_length[size.name])
        used = used_of_context(size, LENGTHS[-1])
        lines.append(f"{size.name:16}{''.join(f'{wait:10.2f}' for wait in waits)} {used:22.0%}")
    return "\n".join(lines)


def stream_table(pairs: Mapping[str, tuple[Summary, Summary]]) -> str:
    """Return what users see, and when, with a stream and without."""
    lines = [f"{'model':16} first word, stream   first word, whole reply"]
    for name, (stream, whole) in pairs.items():
        first, all_of_it = stream.time_to_first_token["p50"], whole.latency["p50"]
        lines.append(f"{name:16} {first.value:16.2f} s {all_of_it.value:23.2f} s")
    return "\n".join(lines)


def differences(summaries: Sequence[Summary]) -> str:
    """Return how each model differs from the baseline, as a table."""
    base = next(one for one in summaries if one.result.label == BASELINE.name)
    others = (one for one in summaries if one is not base)
    return markdown_differences(
        {one.result.label: compare(one.result, base.result) for one in others}
    )


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
