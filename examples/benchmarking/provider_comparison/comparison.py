"""Run the same workloads with five sizes of models, in simulated time."""

from collections.abc import Mapping, Sequence

from llmkit.bench.analysis import Summary, summarise
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload, prompt_of

from examples.benchmarking.provider_comparison.model_sizes import DESK, SIZES, Machine, ModelSize
from examples.benchmarking.provider_comparison.reading_model import model_of

LENGTHS = (100, 1_000, 4_000, 16_000)
"""Tokens of a prompt in the sweep."""
CALLS = 40


def workload(tokens: int, *, stream: bool = True) -> Workload:
    """Return calls with prompts of one length, none of which begins like another."""
    prompts = tuple(prompt_of(tokens, variant=at) for at in range(CALLS))
    return Workload(name=f"prompts-{tokens}", prompts=prompts, calls=CALLS, stream=stream)


async def measure(
    size: ModelSize, tokens: int, *, stream: bool = True, machine: Machine = DESK
) -> Summary:
    """Return what a workload says of a size."""
    runner = BenchmarkRunner()
    model = model_of(size, machine)
    return summarise(await runner.run(model, workload(tokens, stream=stream), label=size.name))


async def side_by_side(sizes: Sequence[ModelSize] = SIZES, tokens: int = 1_000) -> list[Summary]:
    """Return what one workload says of each size."""
    return [await measure(size, tokens) for size in sizes]


async def by_length(sizes: Sequence[ModelSize] = SIZES) -> Mapping[str, list[Summary]]:
    """Return for each size what each length of prompts does to it."""
    return {size.name: [await measure(size, tokens) for tokens in LENGTHS] for size in sizes}


def used_of_context(size: ModelSize, tokens: int) -> float:
    """Return the share of a model's context that a prompt and its reply of 120 tokens take up."""
    return (tokens + 120) / size.context_tokens
