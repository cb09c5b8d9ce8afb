"""A reply as it lies in the cache, and the way back."""

from collections.abc import Iterator
from typing import Literal

from llmkit.messages import Chunk, Completion, Message, Usage
from pydantic import BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt, ValidationError

PIECE = 40
"""Characters in each chunk of a reply that is streamed from the cache."""


class Entry(BaseModel):
    """A kept reply. Only whole, unfiltered replies of text are kept; see `Admission`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    """The version of this form; an entry of another is no entry."""
    text: str
    """What the model said."""
    provider: str
    """Who hosted the model."""
    model: str
    """The model that answered, as the provider named it."""
    input_tokens: NonNegativeInt
    """What the call cost when it was made, and what each hit saves."""
    output_tokens: NonNegativeInt
    created: NonNegativeFloat
    """When it was kept, in seconds since 1970."""

    @classmethod
    def of(cls, reply: Completion, *, created: float) -> "Entry":
        """Return the entry for a reply.

        Args:
            reply: A whole reply.
            created: The time, in seconds since 1970.
        """
        return cls(
            text=reply.text,
            provider=reply.provider,
            model=reply.model,
            input_tokens=reply.usage.input_tokens,
            output_tokens=reply.usage.output_tokens,
            created=created,
        )

    @classmethod
    def read(cls, data: bytes) -> "Entry | None":
        """Return an entry from what was kept, or None if that is no entry (any more)."""
        try:
            return cls.model_validate_json(data)
        except ValidationError:
            return None

    @property
    def usage(self) -> Usage:
        """The tokens of the call that made it."""
        return Usage(self.input_tokens, self.output_tokens)

    def completion(self) -> Completion:
        """Return the reply, with the tokens that it cost when it was made."""
        message = Message.assistant(self.text)
        return Completion(message, "stop", self.usage, self.model, self.provider)

    def chunks(self) -> Iterator[Chunk]:
        """Yield the reply as a stream, in a few pieces, so that a reader sees no difference."""
        for start in range(0, len(self.text), PIECE):
            yield Chunk(text=self.text[start : start + PIECE])
        yield Chunk(finish_reason="stop", usage=self.usage)
