"""Run the agent, show its spans, then end eight runs in eight ways."""

import asyncio

from examples.agents.react_agent.report import run_lines, stop_lines, traced_run, tree_lines


async def main() -> None:
    """Print the run, its spans, and how runs end."""
    finished, spans = await traced_run()
    print("The run:", *run_lines(finished), sep="\n")
    print("\nIts spans:", *tree_lines(spans), sep="\n")
    print("\nA model that ...", *await stop_lines(), sep="\n")


asyncio.run(main())
