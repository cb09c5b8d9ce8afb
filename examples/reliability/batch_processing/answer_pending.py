"""Put the parts together: tickets, workers and a journal that knows what is left to do."""

from collections.abc import Callable, Sequence

from llmkit import ChatModel
from llmkit.telemetry import Telemetry
from opentelemetry import trace

from examples.reliability.batch_processing.batch_processing import Batch, Outcome, Progress
from examples.reliability.batch_processing.journal import Entry, Journal
from examples.reliability.batch_processing.tickets import Ticket, answer_ticket


async def answer_pending(  # noqa: PLR0913  # the parts are passed in, each by its name
    tickets: Sequence[Ticket],
    model: ChatModel,
    journal: Journal,
    *,
    workers: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
    telemetry: Telemetry | None = None,
) -> list[Outcome[Ticket]]:
    """Answer the tickets that the journal does not call finished; return their outcomes.

    Args:
        tickets: All tickets, also those of earlier runs.
        model: Who answers.
        journal: What is finished; it is read first and then written to.
        workers: How many tickets are in work at once.
        on_progress: Called after each ticket.
        telemetry: Where durations and errors are reported.
    """

    async def work(ticket: Ticket) -> str:
        trace.get_current_span().set_attribute("ticket.id", ticket.id)
        return await answer_ticket(model, ticket)

    def save(outcome: Outcome[Ticket]) -> None:
        journal.append(Entry(outcome.item.id, outcome.text, outcome.code, outcome.final))

    with journal:
        known = journal.entries()
        pending = [each for each in tickets if each.id not in known or not known[each.id].final]
        batch = Batch(
            work, workers=workers, on_outcome=save, on_progress=on_progress, telemetry=telemetry
        )
        return await batch.run(pending)
