"""Compare five sizes of models in simulated time, and show what was recorded of three SDKs."""

from pathlib import Path

from llmkit.bench.reports import markdown_table
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.provider_comparison.comparison import by_length, measure, side_by_side
from examples.benchmarking.provider_comparison.model_sizes import SIZES
from examples.benchmarking.provider_comparison.recorded import cost_table
from examples.benchmarking.provider_comparison.report import (
    differences,
    length_table,
    sizes_table,
    stream_table,
    write_charts,
)


async def main() -> None:
    """Print the tables and draw the charts."""
    summaries, lengths = await side_by_side(), await by_length()
    pairs = {
        size.name: (lengths[size.name][0], await measure(size, 100, stream=False)) for size in SIZES
    }
    parts = (sizes_table(), markdown_table(summaries), differences(summaries))
    print(*parts, length_table(lengths), stream_table(pairs), cost_table(), sep="\n\n")
    write_charts(summaries, lengths, Path.cwd())


if __name__ == "__main__":
    run_in_simulated_time(main())
