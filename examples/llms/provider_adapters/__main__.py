"""Compare all providers over the wire, or ask the one that `LLMKIT_PROVIDER` names."""

import asyncio
import os

from examples.llms.provider_adapters.cases import case_rows
from examples.llms.provider_adapters.compare import (
    NAMES,
    ask_for_real,
    ask_over_wire,
    reply_row,
    wire_row,
)


async def main() -> None:
    """Print what was sent, then what came back."""
    if name := os.environ.get("LLMKIT_PROVIDER"):
        print(reply_row(name, await ask_for_real(name)))
        return
    asked = {name: await ask_over_wire(name) for name in NAMES}
    print("What each is sent")
    for name, (_, requests) in asked.items():
        print(wire_row(name, requests[0]))
    print("\nWhat the caller gets")
    for name, (conversation, _) in asked.items():
        print(reply_row(name, conversation))
    print("\nWhat the caller gets, case by case")
    print(*await case_rows(), sep="\n")


asyncio.run(main())
