import asyncio
import json
from pathlib import Path

import pytest
from llmkit import ChatModel, Message, Profile, Reply, Script, SimulatedChatModel, collect
from llmkit.bench.results import read_results
from llmkit.simulated_time import run_in_simulated_time
from pydantic import ValidationError

from examples.reliability.response_cache.help_desk import (
    HelpDesk,
    handbook,
    needed_articles,
    shop_facts,
    whole_handbook,
)
from examples.reliability.response_cache.labelled_set import load_pairs
from examples.reliability.response_cache.means import Means
from examples.reliability.response_cache.measures import LARGE, SetUp, answer_to
from examples.reliability.response_cache.paced import Paced
from examples.reliability.response_cache.page import Page
from examples.reliability.response_cache.performance import try_setup
from examples.reliability.response_cache.record import KINDS, main
from examples.reliability.response_cache.redis_server import RedisServer
from examples.reliability.response_cache.stopwatch import Stopwatch
from examples.reliability.response_cache.traffic import PRIVATE, questions, topics_of

ASKED = [Message.user("How do I adjust the brakes?")]


async def both(model: ChatModel) -> list[str]:
    """Ask for a whole reply and for a stream."""
    whole = (await model.complete(ASKED)).text
    chunks = model.stream(ASKED)
    return [whole, (await collect(chunks, provider="any", model="any")).text]


def test_the_labelled_set_has_two_equal_halves_that_share_no_question() -> None:
    halves = [load_pairs(half="tuning"), load_pairs(half="held out")]
    assert [len(half) for half in halves] == [120, 120]
    for half in halves:
        assert sum(pair.label == "same" for pair in half) == 60
    texts = [{text for pair in half for text in (pair.kept, pair.asked)} for half in halves]
    assert not texts[0] & texts[1]
    assert len(load_pairs()) == 240


def test_a_label_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"
    path.write_text("half,label,kept,asked\ntuning,similar,a,b\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="label"):
        load_pairs(path)


def test_what_is_kept_has_three_wordings_and_a_near_miss_one() -> None:
    topics = topics_of(load_pairs())
    assert sorted(map(len, topics.values())) == [1] * 120 + [3] * 60


def test_few_questions_are_asked_often_and_some_name_an_order() -> None:
    pairs = load_pairs()
    asked = questions(pairs, 2000)
    assert asked == questions(pairs, 2000)
    assert asked != questions(pairs, 2000, seed=1)
    private = [each for each in asked if each.topic == PRIVATE]
    assert 0.12 < len(private) / len(asked) < 0.18
    counts = sorted((sum(o.topic == t for o in asked) for t in topics_of(pairs)), reverse=True)
    assert counts[0] > 1.5 * counts[1] > 3 * counts[9]


async def test_the_desk_adds_what_its_prompt_says_and_passes_the_rest_on() -> None:
    inner = SimulatedChatModel(script=Script(otherwise=lambda _: Reply("So.")))
    async with HelpDesk(inner, lambda question: f"About: {question}") as desk:
        assert await both(desk) == ["So.", "So."]
    for request in inner.requests:
        assert request.messages == (Message.system(f"About: {ASKED[0].content}"), *ASKED)


def test_prompts_hold_the_time_and_everything_or_what_is_needed() -> None:
    articles = handbook([pair.kept for pair in load_pairs()[::4]])
    whole = whole_handbook(articles, lambda: 75 * 60.0)("any")
    assert whole.startswith("It is 10:15.")
    assert all(article in whole for article in articles)
    needed = needed_articles(articles)("My brakes are loose, how do I adjust them?")
    assert needed.count("\n") == 5
    assert "How do I adjust the brakes of my bike?" in needed
    assert needed == needed_articles(articles)("My brakes are loose, how do I adjust them?")


def test_names_of_the_shop_are_facts() -> None:
    assert shop_facts("Do you ship to Norway on Sunday?") == ("norway", "sunday")


def test_calls_begin_at_even_distances_however_they_come() -> None:
    begun = []

    async def crowd() -> None:
        loop = asyncio.get_running_loop()

        def reply(_: object) -> Reply:
            begun.append(loop.time())
            return Reply("So.")

        async with Paced(SimulatedChatModel(script=Script(otherwise=reply)), per_second=2) as it:
            await asyncio.gather(*(it.complete(ASKED) for _ in range(3)))
            await asyncio.sleep(5.0)
            assert await both(it) == ["So.", "So."]

    run_in_simulated_time(crowd())
    assert begun == pytest.approx([0.0, 0.5, 1.0, 6.0, 6.5])


def test_a_stopwatch_tells_reading_from_writing() -> None:
    async def watched() -> tuple[float, float, float]:
        pace = Profile(time_to_first_token=1.0, tokens_per_second=10)
        script = Script(otherwise=lambda _: Reply("One two three."))
        async with Stopwatch(SimulatedChatModel(script=script, profile=pace)) as watch:
            async for _ in watch.stream(ASKED):
                await asyncio.sleep(7.0)
            read, written = watch.reading, watch.writing
            await watch.complete(ASKED)
            return read, written, watch.writing - written

    read, written, whole = run_in_simulated_time(watched())
    # The first chunk has its own turn after the wait; whole replies cannot be divided.
    assert read == pytest.approx(1.1)
    assert 0 < written < 1.0
    assert whole > 1.0


async def test_the_page_asks_at_temperature_0_and_remembers_what_was_read() -> None:
    inner = SimulatedChatModel(script=Script(otherwise=lambda _: Reply("So.")))
    page = Page(inner)
    await both(page)
    assert page.read == [(ASKED[0].content, "So.")] * 2
    assert [request.temperature for request in inner.requests] == [0.0, 0.0]


def test_wrong_answers_are_counted(shared_server: RedisServer) -> None:
    pairs = load_pairs()
    topics = list(dict.fromkeys(pair.kept for pair in pairs))
    asked = questions(pairs, 40)
    means = Means(shared_server.url)
    base = try_setup(SetUp(), topics, asked, means)
    assert (base.wrong, base.setup.kind, len(base.costs)) == (0, LARGE, 40)
    cached = try_setup(SetUp(cache="around the desk"), topics, asked, means)
    assert (cached.wrong, cached.counts.hit_rate > 0) == (0, True)
    assert sum(cached.costs) < sum(base.costs)
    assert cached.first_text == cached.whole, "without a stream all comes at once"
    assert answer_to("a") != answer_to("b")


def test_what_is_recorded_can_be_recorded_anew(
    tmp_path: Path, shared_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", shared_server.url)
    main(["--calls", "5", "--folder", str(tmp_path)])
    results = read_results(tmp_path)
    assert set(results) == set(KINDS)
    for name, result in results.items():
        assert len(result.succeeded) == 5
        billed = [call.output_tokens > 0 for call in result.calls]
        assert billed == [name in ("without", "miss")] * 5
    assert json.loads((tmp_path / "exact.json").read_text("utf-8"))["label"] == "the same words"
