"""Reasoning and acting in turn, after Yao et al., "ReAct" (2022), over any model with tools.

The paper prompts for lines that begin with Thought, Action and Observation and reads the actions
out of the text. Models have since been trained to call tools, so here the thought is the text of a
reply, the actions are its tool calls, and each observation is the result of one of them.
"""

from collections.abc import Sequence

from llmkit import ChatModel, Message, Tool

from examples.agents.react_agent.agent import Agent, Decision

INSTRUCTIONS = (
    "Work on the task step by step. Before you call tools, say in one sentence what you need to "
    "know and why. Look facts up and calculate with tools; never guess. When a tool reports an "
    "error, read it and do something else. When you know the answer, give it and call no tool."
)
"""What the model is told of the way to work."""


class ReactAgent(Agent):
    """Ask a model for the next thought and the next actions.

    Args:
        model: The model to ask.
        tools: What it may ask for.
        instructions: The way to work, in words for the model.
        name: What the agent is called in traces.
        output_tokens: The longest reply to accept; None leaves it to the provider.
        reply_seconds: How long to wait for each reply.
    """

    def __init__(  # noqa: PLR0913  # each is a choice of its own, and most have a default
        self,
        model: ChatModel,
        tools: Sequence[Tool],
        *,
        instructions: str = INSTRUCTIONS,
        name: str = "react",
        output_tokens: int | None = None,
        reply_seconds: float = 60.0,
    ) -> None:
        self.name = name
        self._model = model
        self._tools = tuple(tools)
        self._instructions = instructions
        self._output_tokens = output_tokens
        self._reply_seconds = reply_seconds

    def opening(self, task: str) -> list[Message]:
        """Return the instructions and the task."""
        return [Message.system(self._instructions), Message.user(task)]

    async def decide(self, conversation: Sequence[Message]) -> Decision:
        """Return the model's next turn; see `Agent.decide`."""
        reply = await self._model.complete(
            conversation,
            tools=self._tools,
            max_output_tokens=self._output_tokens,
            timeout=self._reply_seconds,
        )
        return Decision(reply.message, reply.finish_reason, reply.usage)
