"""Read the recorded figures of SDKs, and say what they amount to."""

from pathlib import Path

from llmkit.bench.reports import Table, environment_lines
from llmkit.bench.results import BenchmarkResult, read_results

from examples.benchmarking.provider_comparison.own_cost import PROVIDERS
from examples.benchmarking.provider_comparison.record import RESULTS


def cost_table(folder: Path = RESULTS) -> Table:
    """Return what each SDK costs for a call, from the record.

    Raises:
        KeyError: The record lacks a provider; make it anew.
    """
    results = read_results(folder)
    rows = []
    for provider in PROVIDERS:
        times, memory = results[f"{provider}-times"], results[f"{provider}-memory"]
        rows.append(
            [
                provider,
                f"{_milliseconds(times):.1f} ms",
                f"{_busy(times):.0%}",
                f"{_peak(memory) / 1e6:.1f} MB",
                str(times.calls[0].chunks),
            ]
        )
    return Table(["SDK", "Processor a call", "Busy", "Peak of objects", "Chunks a call"], rows)


def recorded_where(folder: Path = RESULTS) -> list[str]:
    """Return where the record was made, in a few lines."""
    return environment_lines(read_results(folder)[f"{PROVIDERS[0]}-times"].environment)


def costly_functions(folder: Path = RESULTS) -> str:
    """Return for each SDK the function with the most time of its own."""
    results = read_results(folder)
    lines = []
    for provider in PROVIDERS:
        use = results[f"{provider}-memory"].use
        names = [cost.name for cost in use.functions] if use else []
        lines.append(f"{provider}: {', '.join(names[:3])}")
    return "\n".join(lines)


def _milliseconds(result: BenchmarkResult) -> float:
    return 1000 * result.use.processor_seconds / len(result.calls) if result.use else 0.0


def _busy(result: BenchmarkResult) -> float:
    return result.use.busy if result.use else 0.0


def _peak(result: BenchmarkResult) -> int:
    return (result.use.peak_bytes if result.use else None) or 0
