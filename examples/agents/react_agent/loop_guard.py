"""Notice that an agent asks for the same thing again."""

from collections import Counter

from llmkit import ToolCall
from llmkit.tools import ToolResult, Toolset, signature


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

    def note(self, observation: ToolResult) -> None:
        """Remember that a call was answered."""
        if observation.failure is None:
            self._answered.add(signature(observation.call))

    def answered(self, call: ToolCall) -> bool:
        """Return whether an equal call was answered before; one that failed may be tried again."""
        repeatable = call.name in self._toolset and self._toolset[call.name].repeatable
        return not repeatable and signature(call) in self._answered
