import asyncio

from llmkit import Message, Reply, Script, SimulatedChatModel, collect
from llmkit.reading_model import ReadingModel
from llmkit.simulated_time import run_in_simulated_time
from llmkit.token_estimate import estimate_input_tokens


def test_each_token_of_a_conversation_delays_the_reply() -> None:
    asked = [Message.system("Be brief. " * 20), Message.user("Hi")]

    async def seconds() -> tuple[float, float]:
        clock = asyncio.get_running_loop().time
        script = Script(otherwise=lambda _: Reply("Hello."))
        async with ReadingModel(SimulatedChatModel(script=script), 0.01) as model:
            began = clock()
            assert (await model.complete(asked)).text == "Hello."
            between = clock()
            chunks = model.stream(asked)
            assert (await collect(chunks, provider="any", model="any")).text == "Hello."
            return between - began, clock() - between

    expected = 0.01 * estimate_input_tokens(asked)
    assert all(abs(each - expected) < 1e-6 for each in run_in_simulated_time(seconds()))
