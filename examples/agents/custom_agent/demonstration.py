"""Ask customised agents over two versions of the library, and see what reached the model."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from llmkit import ChatModel, Reply, Script, SimulatedChatModel, chat_model

from examples.agents.custom_agent import agent_library, agent_library_next
from examples.agents.custom_agent.agent_library import Agent
from examples.agents.custom_agent.by_override import MaskedByOverride, MaskedByOverrideNext
from examples.agents.custom_agent.custom_agent import Entry, Masked, support_agent

QUESTIONS = (
    "Where is my parcel?",
    "My card 4111 1111 1111 1111 was charged twice, I want my money back.",
)
INSTRUCTIONS = "You answer the customers of a shop in one sentence."

VERSIONS: Mapping[str, Callable[[ChatModel], Agent]] = MappingProxyType(
    {
        "wrapped, this version": lambda model: Masked(
            agent_library.ChatAgent(model, instructions=INSTRUCTIONS)
        ),
        "wrapped, next version": lambda model: Masked(
            agent_library_next.ChatAgent(model, instructions=INSTRUCTIONS)
        ),
        "override, this version": lambda model: MaskedByOverride(model, instructions=INSTRUCTIONS),
        "override, next version": lambda model: MaskedByOverrideNext(
            model, instructions=INSTRUCTIONS
        ),
    }
)
"""The same wish, masking, in two ways over two versions."""


def the_script() -> Script:
    """Return what the simulated model says."""
    return Script.of(
        Reply("It left on Monday.", when="parcel", times=None),
        Reply("We will refund the second charge.", when="twice", times=None),
    )


async def answers() -> list[str]:
    """Ask the support agent both questions; return its answers, then the lines of its log."""
    log: list[Entry] = []
    lines = []
    async with chat_model(script=the_script()) as model:
        agent = support_agent(agent_library.ChatAgent(model, instructions=INSTRUCTIONS), log)
        for question in QUESTIONS:
            answer = await agent.run(question)
            lines.append(f"{'shown' if answer.final else 'held back'}: {answer.text}")
    return [*lines, *(f"log: {each.agent}, {each.task}, {each.outcome}" for each in log)]


async def what_the_model_sees(make: Callable[[ChatModel], Agent]) -> str:
    """Return the question about the card as it reached the model."""
    model = SimulatedChatModel(script=the_script())
    await make(model).run(QUESTIONS[1])
    return model.requests[0].messages[-1].content
