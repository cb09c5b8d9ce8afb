"""A lamp that can be dimmed."""

from lamps.lamp import Lamp


class Dimmer(Lamp):
    """A [lamp][lamps.lamp.Lamp] with a wheel at its side."""

    def dim(self, percent: float = 50.0) -> int:
        """Turn the wheel.

        Args:
            percent: How much of the light stays.

        Returns:
            The lumen that are left; see [`Lamp.switch`][lamps.lamp.Lamp.switch].
        """
        return round(self.lumen * percent / 100)
