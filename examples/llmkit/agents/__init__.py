"""What every agent needs beside its own way to work: typed ends, and runs that are reported."""

from llmkit.agents.runs import AgentRuns
from llmkit.agents.stop_reasons import Answered, ModelFailed, OutOfTime, StopReason

__all__ = ["AgentRuns", "Answered", "ModelFailed", "OutOfTime", "StopReason"]
