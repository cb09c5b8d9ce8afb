"""A thousand support tickets, what a worker does with one, and the provider that answers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import Fault, Message, Profile, Reply, Script, SimulatedChatModel
from llmkit.chat_model import ChatModel
from llmkit.errors import MalformedReplyError

INSTRUCTION = (
    "You answer support tickets of a shop for bicycles. Write two or three friendly sentences. "
    "Promise nothing that the ticket does not settle."
)

PROBLEMS = (
    ("delivery", "my {product} was due on Tuesday and has not come"),
    ("refund", "I sent the {product} back two weeks ago and have no money yet"),
    ("warranty", "the {product} broke after three months"),
    ("advice", "does the {product} fit a frame from 2019"),
)
PRODUCTS = ("pump", "saddle", "rear light", "chain", "front wheel", "child seat")

EVERYDAY = Profile(
    latency=0.25,
    time_to_first_token=0.45,
    tokens_per_second=80,
    spread=0.4,
    error_rate=0.01,
    rate_limit_rate=0.02,
    retry_after=2.0,
)
"""A provider on an ordinary day: about 1.2 seconds a reply, and 3 calls of 100 fail."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question of a customer."""

    id: str
    """Its number, for example `T-0042`."""
    text: str
    """What the customer wrote."""


def make_tickets(count: int, *, seed: int = 7) -> list[Ticket]:
    """Return so many tickets; equal seeds give equal tickets."""
    draw = random.Random(seed)  # noqa: S311  # nothing secret is drawn
    return [
        Ticket(
            f"T-{number:04}",
            f"Hello, {draw.choice(PROBLEMS)[1].format(product=draw.choice(PRODUCTS))}. "
            f"Please help, order {draw.randint(10_000, 99_999)}.",
        )
        for number in range(1, count + 1)
    ]


async def answer_ticket(model: ChatModel, ticket: Ticket) -> str:
    """Return a draft for the reply to one ticket.

    Raises:
        ProviderError: There is none, for this ticket.
    """
    messages = [Message.system(INSTRUCTION), Message.user(f"[{ticket.id}] {ticket.text}")]
    reply = await model.complete(messages, temperature=0.0, max_output_tokens=200, timeout=30.0)
    # A draft that was cut off in the middle must not reach a customer.
    if reply.finish_reason != "stop":
        raise MalformedReplyError("tickets.answer", f"it ended with {reply.finish_reason!r}")
    return reply.text


def simulated_provider(
    profile: Profile = EVERYDAY, *, attempts: int = 4, seed: int = 0
) -> SimulatedChatModel:
    """Return the provider of the demonstration: a few of its tickets are hard.

    Two tickets are refused by the content filter and one does not fit, whoever asks. Two more fail
    as often as a retry policy with `attempts` tries them, and then never again: as after an
    outage.
    """
    return SimulatedChatModel(script=_script(attempts), profile=profile, seed=seed)


def _script(attempts: int) -> Script:
    refused = Fault("content_filter")
    replies = (
        Reply(when="[T-0118]", fault=refused, times=None),
        Reply(when="[T-0731]", fault=refused, times=None),
        Reply(when="[T-0404]", fault=Fault("context_length"), times=None),
        Reply(when="[T-0250]", fault=Fault("overloaded"), times=attempts),
        Reply(when="[T-0777]", fault=Fault("overloaded"), times=attempts),
    )
    return Script(replies, otherwise=_draft)


def _draft(messages: Sequence[Message]) -> Reply:
    text = messages[-1].content
    kind = next(kind for kind, problem in PROBLEMS if problem.split("{")[0] in text)
    sentences = {
        "delivery": "I am sorry for the wait. I have asked the carrier where the parcel is and "
        "will write again as soon as they answer.",
        "refund": "I am sorry that this takes so long. I have passed the return on to the "
        "colleagues who book refunds and will write when they have.",
        "warranty": "That should not happen after three months. Please send a photo of the "
        "damage, then I can open a warranty case for you.",
        "advice": "That depends on the frame. Please tell me its make and model, and I will look "
        "up the measurements for you.",
    }
    return Reply(f"Hello and thank you for writing. {sentences[kind]}")
