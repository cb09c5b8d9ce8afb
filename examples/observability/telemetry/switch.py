"""Decide, once and at the start, whether a service reports anything."""

import sys
from typing import TextIO

from examples.observability.telemetry.observability import Observability
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.switched_off import SwitchedOff


def observability(settings: Settings, *, log_to: TextIO = sys.stdout) -> Observability:
    """Return the telemetry of a service, on or off.

    Args:
        settings: What was set.
        log_to: Where lines of the log go.
    """
    if not settings.enabled:
        return SwitchedOff()
    # Here and not above: a service that is off does not load the SDK at all.
    from examples.observability.telemetry.stack import Stack  # noqa: PLC0415

    return Stack(settings, log_to=log_to)
