"""Ask with templates, or look at a step: `python -m examples.foundation.prompt_templates found`."""

import argparse
import asyncio

from llmkit import chat_model

from examples.foundation.prompt_templates.ask import ask_all
from examples.foundation.prompt_templates.show_steps import STEPS
from examples.foundation.prompt_templates.stand_in import SCRIPT


async def main() -> None:
    """Use the provider that LLMKIT_PROVIDER names, or the stand-in."""
    async with chat_model(script=SCRIPT) as model:
        await ask_all(model)


parser = argparse.ArgumentParser(prog="prompt_templates", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
if step := parser.parse_args().step:
    print(STEPS[step]())
else:
    asyncio.run(main())
