"""Measure what SDKs cost here, and keep the figures that the pages show.

python -m examples.benchmarking.provider_comparison.record
python -m examples.benchmarking.provider_comparison.record --live openai --calls 20
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from llmkit import chat_model
from llmkit.bench.analysis import summarise
from llmkit.bench.reports import html_page, summary_table
from llmkit.bench.results import BenchmarkResult, write_results
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload

from examples.benchmarking.provider_comparison.comparison import workload
from examples.benchmarking.provider_comparison.own_cost import OWN_COST, PROVIDERS, measure_sdk

RESULTS = Path(__file__).with_name("results")


def record_sdks(folder: Path, calls: Workload = OWN_COST) -> None:
    """Measure each SDK and write two results for it into a folder."""
    for provider in PROVIDERS:
        times, memory = measure_sdk(provider, calls)
        write_results({f"{provider}-times": times, f"{provider}-memory": memory}, folder)
        print(f"{provider}: {len(times.succeeded)} of {len(times.calls)} calls")


async def measure_live(provider: str, calls: Workload) -> BenchmarkResult:
    """Return what a real provider takes, over the network and for money."""
    async with chat_model(provider) as model:
        return await BenchmarkRunner().run(model, calls, label=f"{provider} {model.model}")


def main(arguments: Sequence[str]) -> None:
    """Record the SDKs, or measure real providers and print a table of them."""
    parser = argparse.ArgumentParser(prog="record", description=__doc__)
    parser.add_argument("--live", nargs="+", default=[], metavar="PROVIDER")
    parser.add_argument("--calls", type=int, default=20, help="calls to each real provider")
    parser.add_argument("--folder", type=Path, default=RESULTS, help="where results go")
    options = parser.parse_args(arguments)
    if not options.live:
        record_sdks(options.folder)
        return
    calls = workload(1_000).model_copy(update={"calls": options.calls})
    found = [asyncio.run(measure_live(provider, calls)) for provider in options.live]
    write_results({f"{one.provider}-live": one for one in found}, options.folder)
    summaries = [summarise(one) for one in found]
    page = html_page("Providers compared", summaries)
    (options.folder / "providers.html").write_text(page, encoding="utf-8")
    print(summary_table(summaries).text())


if __name__ == "__main__":
    main(sys.argv[1:])
