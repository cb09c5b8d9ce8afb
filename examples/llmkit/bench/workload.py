"""What a benchmark sends: the prompts, how many calls, and when each of them begins."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from llmkit.chat_request import CallOptions
from llmkit.messages import Message

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
"""A name that can stand in a file's name and in an attribute of a metric."""


class Workload(BaseModel):
    """Calls to be measured, the same ones for each model.

    There are two ways to load a model. With `concurrency`, so many callers each make one call
    after the other: a slow model is asked less often. With `rate`, calls begin at moments that
    chance has chosen beforehand, as users do, whether or not earlier ones are done. Only the
    second shows how waits pile up; the first hides that, which is known as coordinated omission.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    """What it is called in reports."""
    prompts: tuple[str, ...] = Field(min_length=1)
    """What users say, by turns."""
    system: str = ""
    """An instruction before each of them; empty for none."""
    calls: int = Field(default=20, ge=1)
    """How many calls are measured."""
    warm_up: int = Field(default=1, ge=0)
    """How many calls are made before, one after the other, and not counted."""
    concurrency: int = Field(default=1, ge=1)
    """How many callers there are; without meaning where `rate` is given."""
    rate: float | None = Field(default=None, gt=0)
    """Calls that begin in a second, on average."""
    stream: bool = True
    """Whether replies are streamed. Without that nobody can tell when the first token was there."""
    max_output_tokens: int | None = Field(default=None, ge=1)
    """The longest reply to ask for."""
    timeout: float | None = Field(default=60.0, gt=0)
    """Seconds after which a call has failed: for the whole reply, or for each next chunk."""

    @model_validator(mode="after")
    def _one_way_to_load(self) -> Self:
        if self.rate is not None and self.concurrency > 1:
            message = "give concurrency or rate: with a rate, calls do not wait for each other"
            raise ValueError(message)
        return self

    def messages(self, number: int) -> list[Message]:
        """Return the conversation of one call.

        Args:
            number: Which call, from 0.
        """
        before = [Message.system(self.system)] if self.system else []
        return [*before, Message.user(self.prompts[number % len(self.prompts)])]

    def options(self) -> CallOptions:
        """Return the options of each call."""
        return {"max_output_tokens": self.max_output_tokens, "timeout": self.timeout}


_SENTENCE = "The harbour was quiet and the boats lay still in the grey light of the morning. "


def prompt_of(tokens: int, *, variant: int = 0) -> str:
    """Return a prompt of about a given length, to see what a longer one costs.

    Providers keep what they have read of a prompt that begins like an earlier one. So the number
    of the variant stands at its very beginning: two variants have nothing to share.

    Args:
        tokens: Its length in tokens, at four characters each.
        variant: Which one.
    """
    head, task = f"Report {variant}. ", "Summarise this in one sentence."
    room = max(0, tokens * 4 - len(head) - len(task))
    filler = (_SENTENCE * (room // len(_SENTENCE) + 1))[:room]
    return f"{head}{filler}{task}"
