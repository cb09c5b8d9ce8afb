"""Put the fragments of streamed tool calls back together."""

from llmkit import Chunk, FinishReason, MalformedReplyError, Message, ToolCall, ToolCallDelta, Usage


class IncompleteToolCallError(MalformedReplyError):
    """A stream ended and a tool call in it lacks its name or its id.

    Args:
        index: The index that its fragments carried.
        missing: What no fragment brought.
    """

    code = "incomplete_tool_call"
    sentence = "a tool call is incomplete"

    def __init__(self, index: int, missing: str) -> None:
        self.index = index
        self.missing = missing
        super().__init__("tool_call.assemble", f"call {index} has no {missing}")


class _Draft:
    """A tool call of which more may come."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.id = ""
        self.name = ""
        # A list, joined once at the end: adding to a string copies what is there already.
        self.arguments: list[str] = []

    def add(self, delta: ToolCallDelta) -> None:
        # Some servers repeat id and name in each fragment, so we keep the first and add nothing.
        self.id = self.id or delta.id
        self.name = self.name or delta.name
        self.arguments.append(delta.arguments)

    def call(self) -> ToolCall:
        for missing, value in (("name", self.name), ("id", self.id)):
            if not value:
                raise IncompleteToolCallError(self.index, missing)
        return ToolCall(self.id, self.name, "".join(self.arguments) or "{}")


class ToolCallAssembler:
    """Sort fragments into calls as they come; any order between calls is fine."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._open: dict[int, _Draft] = {}

    def feed(self, delta: ToolCallDelta) -> None:
        """Take the next fragment."""
        draft = self._open.get(delta.index)
        # A second id under one index is a second call: some servers number every call 0.
        if draft is None or (delta.id and draft.id and delta.id != draft.id):
            draft = self._open[delta.index] = _Draft(delta.index)
            self._drafts.append(draft)
        draft.add(delta)

    def finish(self) -> tuple[ToolCall, ...]:
        """Return the calls, in the order in which the model made them.

        Raises:
            IncompleteToolCallError: A call has no name or no id.
        """
        ordered = sorted(self._drafts, key=lambda draft: draft.index)
        return tuple(draft.call() for draft in ordered)


class StreamedReply:
    """A reply while it comes in."""

    def __init__(self) -> None:
        self.finish_reason: FinishReason | None = None
        self.usage = Usage()
        self._text: list[str] = []
        self._calls = ToolCallAssembler()

    def add(self, chunk: Chunk) -> None:
        """Take the next chunk; each of its fields may be empty."""
        self._text.append(chunk.text)
        for delta in chunk.tool_calls:
            self._calls.feed(delta)
        self.finish_reason = chunk.finish_reason or self.finish_reason
        self.usage = chunk.usage or self.usage

    def message(self) -> Message:
        """Return the reply as a turn of the conversation.

        Raises:
            MalformedReplyError: The stream ended too early to be understood.
        """
        if self.finish_reason is None:
            raise MalformedReplyError("reply.assemble", "the stream gave no finish reason")
        return Message.assistant("".join(self._text), tool_calls=self._calls.finish())
