"""What an SDK costs on your own machine: the processor's time and the memory of a streamed call.

The model is a wire server in another process, which answers at once. So the time that passes is
that of the SDK, of HTTP on loopback, and of the server; and the processor's time is that of this
process alone.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from llmkit import ChatModel, builtin_providers
from llmkit.bench.profiler import Profiler
from llmkit.bench.results import BenchmarkResult
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.providers.registry import ProviderSettings

PROVIDERS = ("openai", "anthropic", "ollama")
WORDS = 200
OWN_COST = Workload(
    name="own-cost", prompts=("Say tide two hundred times.",), calls=100, warm_up=10
)


@contextmanager
def wire_server() -> Iterator[Mapping[str, str]]:
    """Serve a reply of two hundred words in another process; yield what points SDKs at it."""
    with TemporaryDirectory() as folder:
        script = Path(folder, "script.json")
        reply = {"text": " ".join(["tide"] * WORDS), "times": None}
        script.write_text(json.dumps([reply]), encoding="utf-8")
        command = [sys.executable, "-m", "llmkit.wire", "--script", str(script)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                yield dict(_exported(server))
            finally:
                server.terminate()


def _exported(server: subprocess.Popen[str]) -> Iterator[tuple[str, str]]:
    """Yield the variables that a server prints when it is ready: five lines."""
    for _ in range(5):
        line = server.stdout.readline() if server.stdout else ""
        name, _, value = line.strip().removeprefix("export ").partition("=")
        yield name, value


def model_at(provider: str, variables: Mapping[str, str]) -> ChatModel:
    """Return the model of a provider's SDK that asks the wire server."""
    name = "OLLAMA_HOST" if provider == "ollama" else f"{provider.upper()}_BASE_URL"
    settings = ProviderSettings(None, "wire", variables[name], None, 0)
    return builtin_providers().create(provider, settings)


def measure_sdk(provider: str, workload: Workload = OWN_COST) -> tuple[BenchmarkResult, ...]:
    """Return two runs of an SDK: one for its times, and one for its memory.

    To follow the memory takes time, so the times of the second run say nothing.

    Args:
        provider: The provider whose SDK is asked.
        workload: The calls.
    """

    async def run(variables: Mapping[str, str], profiler: Profiler) -> BenchmarkResult:
        async with model_at(provider, variables) as model:
            return await BenchmarkRunner(profiler=profiler).run(model, workload, label=provider)

    with wire_server() as variables:
        return tuple(
            asyncio.run(run(variables, profiler))
            for profiler in (Profiler(), Profiler(memory=True, functions=5))
        )
