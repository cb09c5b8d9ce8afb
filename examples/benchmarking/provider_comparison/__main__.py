"""Compare five sizes of models in simulated time, and show what was recorded of three SDKs."""

from pathlib import Path

from llmkit.bench.reports import summary_table
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.provider_comparison.comparison import by_length, measure, side_by_side
from examples.benchmarking.provider_comparison.model_sizes import SIZES
from examples.benchmarking.provider_comparison.recorded import cost_table, recorded_where
from examples.benchmarking.provider_comparison.report import (
    differences,
    length_table,
    sizes_table,
    stream_table,
    write_charts,
    write_tables,
)


async def main() -> None:
    """Print the tables and draw the charts."""
    summaries, lengths = await side_by_side(), await by_length()
    pairs = {
        size.name: (lengths[size.name][0], await measure(size, 100, stream=False)) for size in SIZES
    }
    tables = {
        "sizes": sizes_table(),
        "models": summary_table(summaries),
        "differences": differences(summaries),
        "lengths": length_table(lengths),
        "streams": stream_table(pairs),
        "sdks": cost_table(),
    }
    for table in tables.values():
        print(table.text(), end="\n\n")
    print(*recorded_where(), sep="\n")
    write_tables(tables, Path.cwd())
    write_charts(summaries, lengths, Path.cwd())


if __name__ == "__main__":
    run_in_simulated_time(main())
