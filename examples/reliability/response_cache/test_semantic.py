import asyncio
import math
from typing import Any

import numpy as np
import pytest
from llmkit import Message, Reply, Script, SimulatedChatModel
from llmkit.embeddings import HashingEmbedder
from llmkit.telemetry import Telemetry

from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.labelled_set import Pair
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.remembered import Remembered
from examples.reliability.response_cache.response_cache import CachingChatModel, ResponseCache
from examples.reliability.response_cache.semantic_index import (
    SemanticIndex,
    Vector,
    in_a_thread,
)
from examples.reliability.response_cache.threshold import (
    Judged,
    choose_threshold,
    judge,
    rates_at,
)

ACME = Scope("acme", tags=lambda _: ["prices"])
DEGREES = {"How long?": 0, "What is the time limit?": 20, "Until when?": 30, "How dear?": 80}


def pointing(degrees: float) -> Vector:
    angle = math.radians(degrees)
    return np.array([math.cos(angle), math.sin(angle)], dtype=np.float32)


async def embed(text: str) -> Vector:
    """Return a made-up meaning: questions are as near as their directions."""
    return pointing(DEGREES.get(text, DEGREES["How long?"] + 1.0))


def caching(store: RedisStore, telemetry: Telemetry, scope: Scope = ACME) -> CachingChatModel:
    inner = SimulatedChatModel(
        script=Script(otherwise=lambda asked: Reply(f"On '{asked[-1].content}'."))
    )
    index = SemanticIndex(store, embed, threshold=math.cos(math.radians(25)))
    return ResponseCache(store, index=index, telemetry=telemetry).around(inner, scope)


async def ask(model: CachingChatModel, text: str, *before: Message) -> str:
    return (await model.complete([*before, Message.user(text)], temperature=0.0)).text


async def test_a_question_that_is_near_enough_gets_the_reply_of_the_other(
    store: RedisStore, telemetry: Telemetry, counts: CacheCounts
) -> None:
    model = caching(store, telemetry)
    assert await ask(model, "How long?") == "On 'How long?'."
    assert await ask(model, "What is the time limit?") == "On 'How long?'."
    assert await ask(model, "How long?") == "On 'How long?'."
    assert await ask(model, "How dear?") == "On 'How dear?'."
    assert counts.outcomes == {"exact": 1, "miss": 2, "semantic": 1}


async def test_the_nearest_is_taken_and_a_borrowed_reply_is_not_passed_on(
    store: RedisStore, telemetry: Telemetry, counts: CacheCounts
) -> None:
    model = caching(store, telemetry)
    await ask(model, "How long?")
    assert await ask(model, "What is the time limit?") == "On 'How long?'."
    # 30 degrees from "How long?" is too far, and the one in between has no reply of its own.
    assert await ask(model, "Until when?") == "On 'Until when?'."
    assert await ask(model, "What is the time limit?") == "On 'Until when?'."
    assert counts.outcomes == {"miss": 2, "semantic": 2}


async def test_what_another_process_has_kept_is_found(
    store: RedisStore, url: str, telemetry: Telemetry, counts: CacheCounts
) -> None:
    other_store = RedisStore.connect(url, timeout=5.0)
    first, second = caching(store, telemetry), caching(other_store, telemetry)
    await ask(first, "How dear?")
    await ask(second, "Until when?")
    await ask(first, "How long?")
    assert await ask(second, "What is the time limit?") == "On 'Until when?'."
    assert counts.outcomes == {"miss": 3, "semantic": 1}
    await other_store.aclose()


@pytest.mark.parametrize(
    ("scope", "asked"),
    [
        (Scope("globex"), ("What is the time limit?",)),
        (Scope("acme", version="2"), ("What is the time limit?",)),
        (ACME, ("What is the time limit?", Message.system("Be brief."))),
        (ACME, ("Is it 14 days?",)),
        (ACME, ("Is it not long?",)),
    ],
)
async def test_nearness_does_not_bridge_tenants_versions_conversations_or_facts(
    store: RedisStore,
    telemetry: Telemetry,
    counts: CacheCounts,
    scope: Scope,
    asked: tuple[Any, ...],
) -> None:
    await ask(caching(store, telemetry), "How long?")
    await ask(caching(store, telemetry, scope), *asked)
    assert counts.outcomes == {"miss": 2}


async def test_an_invalidated_reply_is_not_found_by_meaning_either(
    store: RedisStore, telemetry: Telemetry, counts: CacheCounts
) -> None:
    model = caching(store, telemetry)
    await ask(model, "How long?")
    await store.invalidate("prices")
    assert await ask(model, "What is the time limit?") == "On 'What is the time limit?'."
    assert counts.outcomes == {"miss": 2}


async def test_only_what_a_user_says_is_compared_by_meaning(
    store: RedisStore, telemetry: Telemetry, counts: CacheCounts
) -> None:
    model = caching(store, telemetry)
    asked = [Message.user("How long?"), Message.assistant("Go on:")]
    for _ in range(2):
        await model.complete(asked, temperature=0.0)
    assert counts.outcomes == {"exact": 1, "miss": 1}


async def test_an_index_drops_the_oldest_in_redis_and_in_memory(store: RedisStore) -> None:
    index = SemanticIndex(store, embed, threshold=0.1, most=3)
    for number in range(5):
        await index.add("context", str(number), pointing(number * 10))
        # Read after each, so that memory has what Redis is about to drop.
        await index.nearest("context", pointing(0))
    fresh = SemanticIndex(store, embed, threshold=0.1, most=3)
    for each in (index, fresh):
        found = await each.nearest("context", pointing(0), count=9)
        assert [match.key for match in found] == ["2", "3", "4"]
    assert await fresh.nearest("another", pointing(0)) == []


async def test_many_who_read_at_once_count_nothing_twice(store: RedisStore) -> None:
    index = SemanticIndex(store, embed, threshold=0.1)
    await index.add("context", "one", pointing(0))
    await asyncio.gather(*(index.nearest("context", pointing(0)) for _ in range(5)))
    (match,) = await index.nearest("context", pointing(60), count=9)
    assert match.key == "one"
    assert match.similarity == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("threshold", [0.0, 1.1])
async def test_a_threshold_that_cannot_be_is_refused(store: RedisStore, threshold: float) -> None:
    with pytest.raises(ValueError, match="a threshold lies above 0"):
        SemanticIndex(store, embed, threshold=threshold)


async def test_an_embedder_works_in_a_thread() -> None:
    inner = HashingEmbedder()
    assert np.array_equal(await in_a_thread(inner)("How long?"), inner.embed(["How long?"])[0])


def test_a_text_is_embedded_once() -> None:
    asked = []

    class Counting(HashingEmbedder):
        def embed(self, texts):  # type: ignore[no-untyped-def]
            asked.extend(texts)
            return super().embed(texts)

    inner = Counting()
    remembered = Remembered(inner)
    remembered.embed(["a b", "c d", "a b"])
    again = remembered.embed(["c d", "e f"])
    assert asked == ["a b", "c d", "e f"]
    assert np.array_equal(again, HashingEmbedder().embed(["c d", "e f"]))
    assert remembered.embed([]).shape == (0, inner.dimensions)


def judged(similarity: float, *, right: bool, answerable: bool = True) -> Judged:
    return Judged("asked", "nearest", similarity, right, answerable)


def test_rates_count_hits_that_are_false_and_questions_that_are_missed() -> None:
    found = [
        judged(0.9, right=True),
        judged(0.8, right=False, answerable=False),
        judged(0.7, right=False),
        judged(0.4, right=True),
    ]
    rates = rates_at(0.7, found)
    assert (rates.hits, rates.false, rates.missed, rates.asked) == (3, 2, 2, 4)
    assert rates.false_share is not None
    assert rates.false_share.low < 2 / 3 < rates.false_share.high
    assert rates_at(0.95, found).false_share is None
    assert choose_threshold(found, most_false=0.0) == 0.81
    assert choose_threshold(found, most_false=0.5) == 0.3
    with pytest.raises(ValueError, match="no threshold with a hit"):
        choose_threshold(found[1:3], most_false=0.2)


def test_a_question_is_compared_with_all_that_are_kept() -> None:
    pairs = [
        Pair("tuning", "same", "red apple", "apple red"),
        Pair("tuning", "other", "green pear", "red apple"),
        Pair("tuning", "same", "two figs", "3 figs"),
    ]
    plain = judge(pairs, HashingEmbedder())
    assert [each.nearest for each in plain] == ["red apple", "red apple", "two figs"]
    assert [each.right for each in plain] == [True, False, True]
    strict = judge(pairs, HashingEmbedder(), lambda text: ("3",) if "3" in text else ())
    assert (strict[2].nearest, strict[2].similarity, strict[2].right) == ("", 0.0, False)
