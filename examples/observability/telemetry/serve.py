"""Run one of the two services as a process of its own.

python -m examples.observability.telemetry.serve orders
python -m examples.observability.telemetry.serve assistant --orders http://127.0.0.1:8001

It prints its address on standard output, writes its log to standard error, and ends when its
standard input does.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

from llmkit import Reply, Script, chat_model

from examples.observability.telemetry.assistant_service import Assistant
from examples.observability.telemetry.observability import Observability
from examples.observability.telemetry.orders_service import Orders
from examples.observability.telemetry.serving import JsonServer, Route
from examples.observability.telemetry.settings import settings_from
from examples.observability.telemetry.switch import observability

SCRIPT = Script.of(Reply("Your parcel is with the carrier.", times=None))


def routes_of(service: str, orders_url: str, reporting: Observability) -> tuple[Route, ...]:
    """Return what a service answers.

    Args:
        service: `orders` or `assistant`.
        orders_url: Where the assistant finds the other one.
        reporting: Where the service reports.
    """
    if service == "orders":
        return Orders(reporting).routes()
    return Assistant(chat_model(script=SCRIPT), orders_url, reporting).routes()


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Serve until standard input is closed."""
    parser = argparse.ArgumentParser(prog="serve", description=__doc__)
    parser.add_argument("service", choices=["orders", "assistant"])
    parser.add_argument(
        "--orders", default="", metavar="URL", help="where the service of orders is"
    )
    options = parser.parse_args(arguments)
    settings = settings_from({"OTEL_SERVICE_NAME": options.service, **environment})
    reporting = observability(settings, log_to=sys.stderr)
    routes = routes_of(options.service, options.orders, reporting)
    with reporting.library_warnings():
        with JsonServer(routes, reporting) as server:
            print(server.url, flush=True)
            sys.stdin.read()
        reporting.close()


if __name__ == "__main__":
    main(sys.argv[1:], os.environ)
