"""Notice that an agent asks for the same thing again."""

import json
from collections import Counter

from llmkit import InvalidToolArgumentsError, ToolCall

from examples.agents.react_agent.observe import Observation
from examples.agents.react_agent.tools import Toolset


def signature(call: ToolCall) -> tuple[str, str]:
    """Return what two equal calls have in common: not the id, nor blanks, nor the order of keys."""
    try:
        return call.name, json.dumps(call.parsed(), sort_keys=True)
    except InvalidToolArgumentsError:
        return call.name, call.arguments


class LoopGuard:
    """Count the calls of one run.

    Args:
        toolset: The tools; calls of those that are repeatable are never counted.
        limit: How often the same call may be asked for.
    """

    def __init__(self, toolset: Toolset, *, limit: int) -> None:
        self._toolset = toolset
        self._limit = limit
        self._asked: Counter[tuple[str, str]] = Counter()
        self._answered: set[tuple[str, str]] = set()

    def ask(self, call: ToolCall) -> int | None:
        """Count a call; return how often it was asked for if that is more than the limit."""
        if call.name in self._toolset and self._toolset[call.name].repeatable:
            return None
        self._asked[signature(call)] += 1
        times = self._asked[signature(call)]
        return times if times > self._limit else None

    def note(self, observation: Observation) -> None:
        """Remember that a call was answered."""
        if observation.failure is None:
            self._answered.add(signature(observation.call))

    def answered(self, call: ToolCall) -> bool:
        """Return whether an equal call was answered before; one that failed may be tried again."""
        repeatable = call.name in self._toolset and self._toolset[call.name].repeatable
        return not repeatable and signature(call) in self._answered
