"""A model server on this machine: HTTP in the formats of OpenAI, Anthropic and Ollama."""

from llmkit.wire.handler import WireRequest
from llmkit.wire.server import WireServer

__all__ = ["WireRequest", "WireServer"]
