"""What the example prints, step by step: keys, refusals, a crowd, invalidation, an outage."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from llmkit import CallOptions, ChatModel, Message, Reply, Tool, collect
from llmkit.bench.reports import Table

from examples.reliability.response_cache.redis_server import RedisServer
from examples.reliability.response_cache.stage import Stage, staged

QUESTION = "What does it cost to send a bike back?"
STEADY: CallOptions = {"temperature": 0.0}


async def ask(model: ChatModel, text: str = QUESTION, **changes: object) -> str:
    """Ask a question in the usual way, and return the reply."""
    options = CallOptions(**{**STEADY, **changes})  # type: ignore[typeddict-item]
    return (await model.complete([Message.user(text)], **options)).text


async def listen(model: ChatModel, text: str = QUESTION) -> str:
    """Ask the same as a stream, and return the reply."""
    chunks = model.stream([Message.user(text)], **STEADY)
    return (await collect(chunks, provider=model.provider, model=model.model)).text


async def rows_of(stage: Stage, asked: Mapping[str, Callable[[], Awaitable[object]]]) -> str:
    """Do one thing after the other, and return a table of what became of each."""
    rows = []
    for name, act in asked.items():
        before = stage.counts.outcomes
        await act()
        after = stage.counts.outcomes
        new = [each for each, count in after.items() if count > before.get(each, 0)]
        rows.append([name, ", ".join(new) or "-", str(stage.calls)])
    return Table(["call", "outcome", "calls to the model"], rows).text()


async def keys(url: str) -> str:
    """Tell what makes two calls the same."""
    async with staged(url) as stage:
        model = stage.model()
        table = await rows_of(
            stage,
            {
                "a first question": lambda: ask(model),
                "the same again": lambda: ask(model),
                "the same, streamed": lambda: listen(model),
                "with another time-out": lambda: ask(model, timeout=5.0),
                "with a longer reply allowed": lambda: ask(model, max_output_tokens=500),
                "with one more space": lambda: ask(model, f"{QUESTION} "),
                "by another tenant": lambda: ask(stage.model("globex")),
                "with version 2 of the prompt": lambda: ask(stage.model(version="2")),
            },
        )
        saved = f"saved: {stage.counts.saved_tokens} tokens, ${stage.counts.saved_cost:.6f}"
        return f"{table}\nhit rate {stage.counts.hit_rate:.0%}, {saved}"


async def refusals(url: str) -> str:
    """Tell what is never kept, by asking for each twice."""
    tool = Tool("stock", "Tell what is in stock.")
    cases: dict[str, tuple[str, dict[str, object], Reply | None]] = {
        "with a tool": (QUESTION, {"tools": [tool]}, None),
        "temperature left open": (QUESTION, {"temperature": None}, None),
        "an address in the question": ("I am jo@example.org. Where is it?", {}, None),
        "cut at the limit": ("Tell me all.", {}, Reply("First, you", finish_reason="length")),
        "stopped by a filter": ("Say it.", {}, Reply("No.", finish_reason="content_filter")),
        "an address in the reply": ("Whom do I ask?", {}, Reply("Ask jo@example.org.")),
    }
    rows = []
    for name, (text, changes, reply) in cases.items():
        async with staged(url, reply=reply) as stage:
            model = stage.model()
            for _ in range(2):
                await ask(model, text, **changes)
            reasons = {**stage.counts.refused, **stage.counts.not_kept}
            rows.append([name, ", ".join(reasons), str(stage.calls)])
    return Table(["asked twice", "reason", "calls to the model"], rows).text()


async def crowd(url: str) -> str:
    """Let many ask the same at once, in one process and in two that share a Redis."""
    rows = []
    for name, processes in (("50 in one process", 1), ("25 in each of two", 2)):
        async with staged(url, seconds=0.6, processes=processes) as stage:
            each = 50 // processes
            models = [stage.model(process=number) for number in range(processes)]
            await asyncio.gather(*(ask(model) for model in models for _ in range(each)))
            told = ", ".join(f"{count} {name}" for name, count in stage.counts.outcomes.items())
            rows.append([name, told, str(stage.calls)])
    return Table(["who", "outcomes", "calls to the model"], rows).text()


async def invalidation(url: str) -> str:
    """Make replies invalid, by tag, one by one, and by time."""
    async with staged(url) as stage, staged(url, ttl=0.05) as short:
        model, soon = stage.model(), short.model()
        table = await rows_of(
            stage,
            {
                "a first question": lambda: ask(model),
                "again": lambda: ask(model),
                "the prices change": lambda: stage.cache.store.invalidate("prices"),
                "after that": lambda: ask(model),
                "a reader wants another answer": lambda: model.forget(
                    [Message.user(QUESTION)], **STEADY
                ),
                "to the next": lambda: ask(model),
                "the tenant leaves": lambda: stage.cache.store.invalidate("tenant:acme"),
                "and is back": lambda: ask(model),
            },
        )
        aged = await rows_of(
            short,
            {
                "kept for 50 ms": lambda: ask(soon),
                "wait": lambda: asyncio.sleep(0.06),
                "after 60 ms": lambda: ask(soon),
            },
        )
        return f"{table}\n\n{aged}"


async def outage(_: str) -> str:
    """Take Redis away and give it back, while questions are asked."""
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        # A server of its own, whatever REDIS_URL says: nobody else's is stopped.
        server = RedisServer(Path(folder))
        server.start()
        try:
            async with staged(server.url) as stage:
                model = stage.model()

                async def back() -> None:
                    server.start()
                    await asyncio.sleep(0.06)

                async def gone() -> None:
                    server.stop()

                return await rows_of(
                    stage,
                    {
                        "a first question": lambda: ask(model),
                        "again": lambda: ask(model),
                        "Redis is killed": gone,
                        "meanwhile": lambda: ask(model),
                        "meanwhile, streamed": lambda: listen(model),
                        "Redis is back, empty": back,
                        "after that": lambda: ask(model),
                        "and again": lambda: ask(model),
                    },
                )
        finally:
            server.stop()
