"""What a model is sent, what is made of its citations, and that real SDKs send the pictures."""

import pytest
from llmkit import ChatModel, Image, Message, Script, VisionUnsupportedError, chat_model
from llmkit.errors import UnavailableError
from llmkit.script import Fault, Reply
from llmkit.wire import WireServer

from examples.rag.multimodal.answering import answer, compose
from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.corpus import Picture
from examples.rag.multimodal.retriever import Found, Query
from examples.rag.multimodal.stand_in import QUERIES, SIGN, script_over


def found(parts: Parts, *names: str) -> list[Found]:
    return [Found(parts.corpus.items[name], 0.1, {}) for name in names]


def image_of(parts: Parts, name: str) -> Image:
    item = parts.corpus.items[name]
    assert isinstance(item, Picture)
    return item.image


def test_the_photograph_comes_first_and_numbers_fit(parts: Parts) -> None:
    query = Query("Where to?", SIGN)
    system, asked = compose(query, found(parts, "water", "sign-lake", "sign-ridge"))
    assert system.role == "system"
    assert asked.images == (SIGN, image_of(parts, "sign-lake"), image_of(parts, "sign-ridge"))
    assert "[sign-lake] Image 2. The sign of the walk" in asked.content
    assert "[sign-ridge] Image 3." in asked.content
    assert asked.content.endswith("Question: Where to?")


@pytest.mark.parametrize("most", [0, 1, 2, 5])
def test_only_the_best_pictures_are_sent(parts: Parts, most: int) -> None:
    names = ("scene-lake", "scene-night", "scene-winter")
    asked = compose(Query("?"), found(parts, *names), max_pictures=most)[-1]
    assert asked.images == tuple(image_of(parts, name) for name in names[:most])
    assert asked.content.count("A picture that is not sent.") == max(0, 3 - most)


async def test_citations_are_told_from_inventions(parts: Parts) -> None:
    said = "See [dogs] and [cats], and [dogs] again; [1] and [Dogs] are no names."
    async with chat_model(script=Script.of(said)) as model:
        result = await answer(model, Query("Dogs?"), found(parts, "dogs", "water"))
    assert (result.cited, result.invented) == (("dogs",), ("cats",))


@pytest.mark.parametrize("query", QUERIES[:4], ids=lambda query: query.text[:12] or "photo")
async def test_each_answer_depends_on_its_sources(parts: Parts, query: Query) -> None:
    hits = parts.retriever().retrieve(query)
    async with chat_model(script=script_over(parts.corpus)) as model:
        whole = await answer(model, query, hits)
        assert whole.cited
        for name in whole.cited:
            fewer = [one for one in hits if one.item.name != name]
            assert (await answer(model, query, fewer)).text == "I do not know."


async def test_the_words_about_a_chart_are_not_enough(parts: Parts) -> None:
    query = QUERIES[1]
    hits = parts.retriever().retrieve(query)
    async with chat_model(script=script_over(parts.corpus)) as model:
        assert "July" in (await answer(model, query, hits)).text
        assert "July" not in (await answer(model, query, hits, max_pictures=0)).text


async def test_what_nobody_wrote_down_is_not_known(parts: Parts) -> None:
    async with chat_model(script=script_over(parts.corpus)) as model:
        said = await answer(model, QUERIES[4], parts.retriever().retrieve(QUERIES[4]))
    assert (said.text, said.cited, said.invented) == ("I do not know.", (), ())


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_real_sdks_send_the_pictures(parts: Parts, provider: str) -> None:
    models = {"openai": None, "anthropic": None, "ollama": "gemma3:4b"}
    query = QUERIES[2]
    with WireServer(script_over(parts.corpus)) as server:
        model = chat_model(
            provider,
            model=models[provider],
            api_key="wire",
            base_url=server.base_url(provider),
        )
        async with model:
            said = await answer(model, query, parts.retriever().retrieve(query))
        (sent,) = server.requests
    assert said.cited == ("sign-lake", "lake-trail")
    assert SIGN.base64() in str(sent.body)


async def test_a_model_that_cannot_see_is_refused_before_it_is_asked(parts: Parts) -> None:
    async with chat_model(model="simulated-text-1", script=Script.of("unused")) as model:
        with pytest.raises(VisionUnsupportedError):
            await answer(model, Query("?", SIGN), found(parts, "water"))


async def test_a_failure_of_the_model_passes_on(parts: Parts) -> None:
    failing: ChatModel = chat_model(script=Script.of(Reply(fault=Fault("overloaded"))))
    async with failing as model:
        with pytest.raises(UnavailableError):
            await answer(model, Query("?"), found(parts, "water"))


def test_the_rules_are_not_in_the_question(parts: Parts) -> None:
    messages: list[Message] = compose(Query("?"), found(parts, "water"))
    assert [message.role for message in messages] == ["system", "user"]
    assert "I do not know" not in messages[1].content
