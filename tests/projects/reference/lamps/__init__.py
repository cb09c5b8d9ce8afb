"""Lamps for the desk: some only shine, some can be dimmed."""

from lamps.dimmer import Dimmer
from lamps.lamp import Lamp, Light

__all__ = ["Dimmer", "Lamp", "Light"]
