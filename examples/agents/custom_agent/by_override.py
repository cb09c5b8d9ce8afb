"""The same masking by inheritance: shorter, and tied to the insides of the library."""

from examples.agents.custom_agent import agent_library, agent_library_next
from examples.agents.custom_agent.custom_agent import mask_cards


class MaskedByOverride(agent_library.ChatAgent):
    """Mask in a method that the library never promised."""

    async def _ask(self, task: str) -> str:
        return await super()._ask(mask_cards(task))


class MaskedByOverrideNext(agent_library_next.ChatAgent):
    """The same class over the next version, in which nobody calls `_ask`."""

    async def _ask(self, task: str) -> str:
        return mask_cards(task)
