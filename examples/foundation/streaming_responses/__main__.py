"""Stream a reply, then compare providers; with `--live` the simulated model really waits."""

import asyncio
import sys

from llmkit import LLMKitError, with_retries
from llmkit.instrumented import instrumented

from examples.foundation.streaming_responses.every_provider import describe, through_each_sdk
from examples.foundation.streaming_responses.pace import QUESTION, SCRIPT, model_and_clock
from examples.foundation.streaming_responses.streaming_responses import print_reply


async def main() -> None:
    """Use the provider that LLMKIT_PROVIDER names, or the simulated one."""
    model, now = model_and_clock(live="--live" in sys.argv[1:])
    async with instrumented(with_retries(model)) as wrapped:
        await print_reply(wrapped, QUESTION, now)
    print("\nThe same script through three SDKs:")
    for provider, chunks in (await through_each_sdk(SCRIPT, QUESTION)).items():
        print(f"  {provider:9}  {describe(chunks)}")


try:
    asyncio.run(main())
except LLMKitError as error:
    sys.exit(str(error))
