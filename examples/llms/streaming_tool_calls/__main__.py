"""Run the conversation, or look into one step of it: `... streaming_tool_calls fragments`."""

import argparse
import asyncio
from contextlib import closing

from examples.llms.streaming_tool_calls.connect import CONVERSATION, open_model
from examples.llms.streaming_tool_calls.report import print_events
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.show_steps import STEPS
from examples.llms.streaming_tool_calls.streaming_tool_calls import StreamingToolChat


async def main() -> None:
    """Print the whole conversation as it happens."""
    with closing(Shop()) as shop:
        async with open_model() as model:
            chat = StreamingToolChat(model, shop_tools(shop))
            await print_events(chat.ask(CONVERSATION))


async def show(step: str) -> None:
    """Print one step."""
    print(await STEPS[step]())


parser = argparse.ArgumentParser(prog="streaming_tool_calls", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
asyncio.run(show(chosen) if chosen else main())
