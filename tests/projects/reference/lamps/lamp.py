"""A lamp, and the light it gives."""

from dataclasses import dataclass
from enum import Enum

BRIGHTEST = 1000
"""The most that a lamp gives, in lumen."""


class Light(Enum):
    """The colour of a light."""

    WARM = 2700
    """As a candle."""
    COOL = 5000
    """As a cloudy noon."""


@dataclass
class Lamp:
    """A lamp that shines or does not.

    Attributes:
        name: What it is called.
        light: The colour of its light.
        lumen: How bright it is.
    """

    name: str
    light: Light = Light.WARM
    lumen: int = BRIGHTEST

    def switch(self, *, on: bool = True) -> bool:
        """Switch the lamp on or off.

        Args:
            on: Whether it is to shine.

        Returns:
            Whether it shines now.

        Raises:
            ValueError: The lamp has no name, so nobody can ask for it.

        Note:
            A lamp that is already on stays on.

        Examples:
            >>> Lamp("desk").switch()
            True
        """
        if not self.name:
            raise ValueError("a lamp needs a name")
        return on

    def describe_in_every_detail_that_is_known(
        self, language: str, separator: str = ", ", *, capitals: bool = False
    ) -> list[dict[str, tuple[str, int]]]:
        """Describe the lamp.

        | Part | Where |
        | --- | --- |
        | name | first |
        | lumen | last |

        Args:
            language: A code such as `en`; see [the languages][lamps.lamp.Light].
            separator: What comes between two parts.
            capitals: Whether names are in capitals.

        Returns:
            The parts, each with its name and its number.
        """
        return [{language: (separator, int(capitals))}]

    @property
    def warm(self) -> bool:
        """Whether the light is warm."""
        return self.light is Light.WARM

    @classmethod
    async def found(cls, name: str) -> "Lamp":
        """Return the lamp of a name."""
        return cls(name)
