"""The first service: it looks up an order in the second one and has a model answer."""

import ssl
from typing import cast

import httpx2
from llmkit import ChatModel, Message, RetryPolicy, with_retries

from examples.observability.telemetry.observability import Observability
from examples.observability.telemetry.service_errors import OrdersDownError, OrderUnknownError
from examples.observability.telemetry.serving import Json, Route

POLICY = RetryPolicy(attempts=2, first_wait=0.01, jitter=0.0)
"""Short waits, for nobody waits in an example."""


class Assistant:
    """Answers questions about orders.

    Args:
        model: The model to ask.
        orders_url: Where the service of orders is.
        observability: Where it reports.
    """

    def __init__(self, model: ChatModel, orders_url: str, observability: Observability) -> None:
        # Inside of the retries, so that each attempt is a span of its own.
        self._model = with_retries(observability.observed(model), POLICY)
        self._orders_url = orders_url
        self._observability = observability
        # Once: reading the certificates took most of each request, as its trace showed.
        self._tls = ssl.create_default_context()

    async def answer(self, _value: str, body: Json) -> Json:
        """Return the answer to a question about an order."""
        question, order = str(body.get("question", "")), str(body.get("order", ""))
        self._observability.log.info("question.received", question=question, order=order)
        with self._observability.operation("look_up_order", {"order": order}):
            state = await self._look_up(order)
        with self._observability.operation("compose_answer"):
            reply = await self._model.complete(
                [Message.system(f"The order is {state}."), Message.user(question)]
            )
        self._observability.log.info("answer.given", tokens=reply.usage.total_tokens)
        return {"answer": reply.text}

    def routes(self) -> tuple[Route, ...]:
        """Return what the service answers."""
        return (Route("POST", "/answers", self.answer),)

    async def _look_up(self, order: str) -> str:
        url = f"{self._orders_url}/orders/{order}"
        try:
            async with httpx2.AsyncClient(verify=self._tls, timeout=5.0) as client:
                response = await client.get(url, headers=self._observability.outgoing())
        except httpx2.TransportError as error:
            raise OrdersDownError("orders.get", str(error)) from error
        if response.status_code == OrderUnknownError.status:
            raise OrderUnknownError("orders.get", order)
        if response.status_code != 200:
            raise OrdersDownError("orders.get", f"it answered {response.status_code}")
        return cast("str", response.json()["state"])
