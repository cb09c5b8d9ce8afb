"""Assembly alone: fragments in, calls out; no model, no network."""

import random
import time

import pytest
from llmkit import Chunk, MalformedReplyError, ToolCall, ToolCallDelta, Usage

from examples.llms.streaming_tool_calls.assemble import (
    IncompleteToolCallError,
    StreamedReply,
    ToolCallAssembler,
)

ORDER = ToolCall("call_1", "find_order", '{"order_id": "A-1001"}')
STOCK = ToolCall("call_2", "stock_level", '{"sku": "KET-BLUE"}')


def fragments_of(call: ToolCall, index: int, size: int) -> list[ToolCallDelta]:
    starts = range(0, len(call.arguments), size)
    pieces = [ToolCallDelta(index, arguments=call.arguments[at : at + size]) for at in starts]
    return [ToolCallDelta(index, call.id, call.name), *pieces]


def assembled(fragments: list[ToolCallDelta]) -> tuple[ToolCall, ...]:
    assembler = ToolCallAssembler()
    for fragment in fragments:
        assembler.feed(fragment)
    return assembler.finish()


def test_a_reply_without_tools_has_no_calls() -> None:
    assert assembled([]) == ()


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_it_does_not_matter_where_the_text_is_cut(size: int) -> None:
    assert assembled(fragments_of(ORDER, 0, size)) == (ORDER,)


def test_interleaved_calls_are_told_apart_by_index() -> None:
    first, second = fragments_of(ORDER, 0, 3), fragments_of(STOCK, 1, 3)
    mixed = [each for pair in zip(first, second, strict=False) for each in pair]
    mixed += first[len(second) :]
    assert assembled(mixed) == (ORDER, STOCK)


@pytest.mark.parametrize("seed", range(20))
def test_any_interleaving_gives_the_same_calls(seed: int) -> None:
    # Within a call the order is kept, as on one connection; between calls it is drawn.
    waiting = [fragments_of(ORDER, 0, 4), fragments_of(STOCK, 1, 4)]
    chance = random.Random(seed)
    mixed = []
    while any(waiting):
        mixed.append(chance.choice([queue for queue in waiting if queue]).pop(0))
    assert assembled(mixed) == (ORDER, STOCK)


# Each row is something that servers which call themselves compatible were seen to send.
DIALECTS = {
    "the second call begins first": (
        [*fragments_of(STOCK, 1, 4), *fragments_of(ORDER, 0, 4)],
        (ORDER, STOCK),
    ),
    "every call has index 0": (
        [*fragments_of(ORDER, 0, 4), *fragments_of(STOCK, 0, 4)],
        (ORDER, STOCK),
    ),
    "whole calls, as Ollama sends them": (
        [
            ToolCallDelta(0, ORDER.id, ORDER.name, ORDER.arguments),
            ToolCallDelta(1, STOCK.id, STOCK.name, STOCK.arguments),
        ],
        (ORDER, STOCK),
    ),
    "id and name in every fragment": (
        [
            ToolCallDelta(0, ORDER.id, ORDER.name, ORDER.arguments[:5]),
            ToolCallDelta(0, ORDER.id, ORDER.name, ORDER.arguments[5:]),
        ],
        (ORDER,),
    ),
    "the id comes after the name": (
        [
            ToolCallDelta(0, name=ORDER.name),
            ToolCallDelta(0, id=ORDER.id, arguments=ORDER.arguments),
        ],
        (ORDER,),
    ),
    "no arguments at all": (
        [ToolCallDelta(0, "call_1", "list_orders")],
        (ToolCall("call_1", "list_orders", "{}"),),
    ),
}


@pytest.mark.parametrize(("fragments", "calls"), DIALECTS.values(), ids=DIALECTS.keys())
def test_dialects(fragments: list[ToolCallDelta], calls: tuple[ToolCall, ...]) -> None:
    assert assembled(fragments) == calls


@pytest.mark.parametrize(
    ("fragment", "missing"),
    [
        (ToolCallDelta(0, id="call_1", arguments="{}"), "name"),
        (ToolCallDelta(0, name="find_order", arguments="{}"), "id"),
    ],
)
def test_a_call_without_name_or_id_is_refused(fragment: ToolCallDelta, missing: str) -> None:
    with pytest.raises(IncompleteToolCallError) as caught:
        assembled([fragment])
    assert (caught.value.index, caught.value.missing) == (0, missing)
    assert str(caught.value) == (
        f"tool_call.assemble: a tool call is incomplete: call 0 has no {missing}"
    )


def test_text_calls_reason_and_usage_come_together() -> None:
    reply = StreamedReply()
    for chunk in (
        Chunk("Let me "),
        Chunk("look."),
        *(Chunk(tool_calls=(fragment,)) for fragment in fragments_of(ORDER, 0, 6)),
        Chunk(finish_reason="tool_calls"),
        Chunk(usage=Usage(20, 9)),
    ):
        reply.add(chunk)
    message = reply.message()
    assert (message.content, message.tool_calls) == ("Let me look.", (ORDER,))
    assert (reply.finish_reason, reply.usage) == ("tool_calls", Usage(20, 9))


def test_a_stream_that_just_ends_is_no_reply() -> None:
    reply = StreamedReply()
    reply.add(Chunk("Let me"))
    with pytest.raises(MalformedReplyError, match="no finish reason"):
        reply.message()


class CopyingAssembler(ToolCallAssembler):
    """Does what the list in a draft avoids: copies the text so far for each fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def feed(self, delta: ToolCallDelta) -> None:
        self.text = "".join((self.text, delta.arguments))


def growth(assembler: type[ToolCallAssembler]) -> float:
    """Return how much longer ten times the fragments take."""
    fast, slow = (seconds_to_feed(assembler, fragments) for fragments in (500, 5_000))
    return slow / fast


def seconds_to_feed(assembler: type[ToolCallAssembler], fragments: int) -> float:
    pieces = [ToolCallDelta(0, "call_1", "save", "x" * 100)] * fragments
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        each = assembler()
        for piece in pieces:
            each.feed(piece)
        each.finish()
        best = min(best, time.process_time() - started)
    return best


def test_time_grows_with_the_fragments_and_not_with_their_square() -> None:
    # Ten times the fragments take about ten times as long; the bound leaves room for a busy
    # machine. The second line shows that an assembler which copies would not stay below it.
    assert growth(ToolCallAssembler) < 25
    assert growth(CopyingAssembler) > 25
