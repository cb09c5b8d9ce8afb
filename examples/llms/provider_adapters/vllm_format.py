"""The server's side of vLLM: OpenAI's chat completions, and what vLLM does otherwise."""

from collections.abc import Iterable, Iterator

from llmkit import Chunk, Usage
from llmkit.planned_reply import PlannedReply
from llmkit.script import FaultKind
from llmkit.wire.openai_format import OpenAIFormat
from llmkit.wire.wire_format import Json, Refusal, server_sent_event

THOUGHT = "The user asks, so I answer."


class VLLMFormat(OpenAIFormat):
    """Chat completions as vLLM serves them.

    A reasoning model's thoughts stand in fields beside the content (`reasoning`, in older versions
    `reasoning_content`), and the code of an error is the number of its status.
    """

    provider = "vllm"

    def reply(self, model: str, reply: PlannedReply) -> Json:
        """Write a whole reply with thoughts; see `WireFormat.reply`."""
        body = super().reply(model, reply)
        body["choices"][0]["message"] |= {"reasoning": THOUGHT, "reasoning_content": THOUGHT}
        body["choices"][0]["stop_reason"] = None
        return body

    def events(self, model: str, usage: Usage, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        """Write a stream that thinks before it speaks; see `WireFormat.events`."""
        delta = {"reasoning": THOUGHT, "reasoning_content": THOUGHT}
        envelope = {"id": "vllm", "object": "chat.completion.chunk", "created": 0, "model": model}
        choices = [{"index": 0, "delta": delta, "finish_reason": None}]
        yield server_sent_event({**envelope, "choices": choices})
        yield from super().events(model, usage, chunks)

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Write an error; see `WireFormat.refusal`."""
        status = super().refusal(kind, message).status
        said = SENTENCES.get(kind, message)
        error = {"message": said, "type": "BadRequestError", "param": None, "code": status}
        return Refusal(status, {"error": error})


# There is no code for these: only the sentence tells.
SENTENCES: dict[FaultKind, str] = {
    "content_filter": "refused by the content_filter of a gateway",
    "context_length": "This model's maximum context length is 4096 tokens.",
}
