"""The second service: it knows where parcels are."""

from examples.observability.telemetry.observability import Observability
from examples.observability.telemetry.service_errors import OrderUnknownError
from examples.observability.telemetry.serving import Json, Route

ORDERS = {"A-17": "handed to the carrier on Monday", "A-18": "being packed"}


class Orders:
    """Looks up orders.

    Args:
        observability: Where it reports.
    """

    def __init__(self, observability: Observability) -> None:
        self._observability = observability

    async def find(self, number: str, _body: Json) -> Json:
        """Return the state of an order.

        Raises:
            OrderUnknownError: There is no such order.
        """
        with self._observability.operation("read_table"):
            state = ORDERS.get(number)
        if state is None:
            raise OrderUnknownError("orders.find", number)
        self._observability.log.info("order.found", order=number)
        return {"state": state}

    def routes(self) -> tuple[Route, ...]:
        """Return what the service answers."""
        return (Route("GET", "/orders/{number}", self.find),)
