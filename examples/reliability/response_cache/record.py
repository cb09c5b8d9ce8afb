"""Measure on this machine what the cache itself costs, and keep the figures that are shown.

python -m examples.reliability.response_cache.record
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from llmkit import ChatModel, Message, Reply, Script, SimulatedChatModel
from llmkit.bench.profiler import Profiler
from llmkit.bench.results import BenchmarkResult, write_results
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.embeddings import Embedder, MiniLMEmbedder

from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.help_desk import HelpDesk, handbook, whole_handbook
from examples.reliability.response_cache.labelled_set import load_pairs
from examples.reliability.response_cache.page import Page
from examples.reliability.response_cache.redis_server import redis_for_this_run
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache
from examples.reliability.response_cache.semantic_index import SemanticIndex, in_a_thread

RESULTS = Path(__file__).with_name("results")
ANSWER = Reply("The rule for this has an exception, a fee and a form to fill in. " * 5)
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "without": "no cache",
        "miss": "a miss",
        "exact": "the same words",
        "meaning": "the same meaning",
    }
)
"""What is measured, by the names of the files."""


def desk() -> ChatModel:
    """Return the desk over a model that answers at once, so that all else can be seen."""
    articles = handbook(list(dict.fromkeys(pair.kept for pair in load_pairs())))
    model = SimulatedChatModel(script=Script(otherwise=lambda _: ANSWER))
    return HelpDesk(model, whole_handbook(articles, lambda: 0.0))


async def measure(kind: str, url: str, embedder: Embedder, *, calls: int) -> BenchmarkResult:
    """Return what questions take, one after the other.

    Args:
        kind: A name of `KINDS`.
        url: A Redis.
        embedder: Makes vectors, where questions are compared by meaning.
        calls: How many questions.
    """
    pairs = load_pairs()
    same = [pair for pair in pairs if pair.label == "same"]
    store = RedisStore.connect(url, timeout=5.0, prefix=f"record-{kind}")
    index = SemanticIndex(store, in_a_thread(embedder), threshold=0.5)
    cache = ResponseCache(store, index=index if kind == "meaning" else None)
    page = Page(desk() if kind == "without" else cache.around(desk(), Scope("shop")))
    if kind in ("exact", "meaning"):
        for kept in dict.fromkeys(pair.kept for pair in pairs):
            await page.complete([Message.user(kept)])
    prompts = {
        "exact": [pair.kept for pair in same],
        "meaning": [pair.asked for pair in same],
    }.get(kind, [f"{number}. {same[0].asked}" for number in range(calls)])
    workload = Workload(name="own-time", prompts=tuple(prompts), calls=calls, warm_up=0)
    profiler = Profiler()
    try:
        return await BenchmarkRunner(profiler=profiler).run(page, workload, label=KINDS[kind])
    finally:
        await store.aclose()


def main(arguments: Sequence[str]) -> None:
    """Measure each kind and write a result for it."""
    parser = argparse.ArgumentParser(prog="record", description=__doc__)
    parser.add_argument("--calls", type=int, default=200, help="questions of each kind")
    parser.add_argument("--folder", type=Path, default=RESULTS, help="where results go")
    options = parser.parse_args(arguments)
    embedder = MiniLMEmbedder()
    with redis_for_this_run() as url:
        for kind in KINDS:
            result = asyncio.run(measure(kind, url, embedder, calls=options.calls))
            write_results({kind: result}, options.folder)
            print(f"{kind}: {len(result.succeeded)} of {len(result.calls)} questions")


if __name__ == "__main__":
    main(sys.argv[1:])
