"""What every provider has to do with the arguments of tool calls that are no JSON."""

import pytest

from llmkit import (
    Completion,
    InvalidToolArgumentsError,
    Message,
    Reply,
    Script,
    Tool,
    ToolCall,
    collect,
)
from llmkit.tests.conftest import ModelMaker

HELLO = [Message.user("Hello")]
WEATHER = Tool("weather", "Look up the weather of a city.")
TORN = '{"city": "Par'

# These say the arguments of a whole reply as an object, so there cannot be half of one.
OBJECTS_IN_REPLIES = ("anthropic", "bedrock", "ollama")
OBJECTS_IN_STREAMS = ("ollama",)


async def reply_of(maker: ModelMaker, script: Script, *, streamed: bool) -> Completion:
    model = await maker(script)
    if not streamed:
        return await model.complete(HELLO, tools=[WEATHER])
    chunks = model.stream(HELLO, tools=[WEATHER])
    return await collect(chunks, provider=model.provider, model=model.model)


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_arguments_that_are_no_json_arrive_as_they_were_written(
    model_over: ModelMaker, streamed: bool
) -> None:
    if model_over.provider in (OBJECTS_IN_STREAMS if streamed else OBJECTS_IN_REPLIES):
        pytest.skip("this format has the arguments as an object")
    script = Script.of(Reply("I look.", tool_calls=(ToolCall("call_0", "weather", TORN),)))
    reply = await reply_of(model_over, script, streamed=streamed)
    (call,) = reply.message.tool_calls
    assert (reply.text, call.name, call.arguments) == ("I look.", "weather", TORN)
    with pytest.raises(InvalidToolArgumentsError) as caught:
        call.parsed()
    assert (caught.value.tool_name, caught.value.arguments) == ("weather", TORN)


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
async def test_a_call_without_arguments_has_an_empty_object(
    model_over: ModelMaker, streamed: bool
) -> None:
    script = Script.of(ToolCall("call_0", "weather", "{}"))
    reply = await reply_of(model_over, script, streamed=streamed)
    (call,) = reply.message.tool_calls
    assert (reply.text, reply.finish_reason, call.parsed()) == ("", "tool_calls", {})
