"""Models that behave badly, each in its own way, and the limits that end the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType

from llmkit import Fault, Message, Profile, Reply, Script, SimulatedChatModel, ToolCall, Usage

from examples.agents.react_agent.executor import AgentExecutor, Finished, Limits
from examples.agents.react_agent.hut import hut_tools
from examples.agents.react_agent.react_agent import ReactAgent

STOVE = Reply("The stove?", (ToolCall("call", "read_note", '{"title": "Stove"}'),), times=None)


@dataclass(frozen=True, slots=True)
class Case:
    """A model and the limits that it runs into."""

    script: Script
    """What the model says."""
    limits: Limits = field(default_factory=Limits)
    """What it may take."""
    latency: float = 0.0
    """How long it thinks, in seconds."""


def _never_done() -> Script:
    """Return a model that calculates something new in every step."""
    numbers = count(1)

    def next_sum(_: Sequence[Message]) -> Reply:
        number = next(numbers)
        call = ToolCall(f"call_{number}", "calculate", f'{{"expression": "{number} + 1"}}')
        return Reply("One more.", (call,))

    return Script(otherwise=next_sum)


def cases() -> Mapping[str, Case]:
    """Return the cases; new scripts each time, for one of them counts."""
    dear = Reply("Let me see.", STOVE.tool_calls, usage=Usage(9_000, 2_000), times=None)
    return MappingProxyType(
        {
            "answers": Case(Script.of("The stove burns wood.")),
            "acts for ever": Case(_never_done(), Limits(steps=4)),
            "repeats itself": Case(Script.of(STOVE)),
            "is expensive": Case(Script.of(dear), Limits(tokens=10_000)),
            "is slow": Case(Script.of("Too late."), Limits(seconds=0.05), latency=60.0),
            "is cut off": Case(Script.of(Reply("The stove bur", finish_reason="length"))),
            "says nothing": Case(Script.of("")),
            "is down": Case(Script.of(Reply(fault=Fault("overloaded")))),
        }
    )


async def run_case(case: Case) -> Finished:
    """Run an agent over the model of a case."""
    model = SimulatedChatModel(script=case.script, profile=Profile(latency=case.latency))
    tools = hut_tools()
    agent = ReactAgent(model, tools.specifications(), reply_seconds=90.0)
    return await AgentExecutor(agent, tools, limits=case.limits).run("How much wood?")
