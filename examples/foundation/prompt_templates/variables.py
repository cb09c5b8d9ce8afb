"""The kinds of variables that a template may declare; each checks a value and makes it text."""

import unicodedata
from abc import ABC, abstractmethod
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Whole: TypeAlias = Annotated[int, Field(strict=True)]
"""A whole number; `true` and "3" are none."""
Amount: TypeAlias = Annotated[int, Field(strict=True, gt=0)]
"""A whole number above 0."""


class Declared(BaseModel, ABC):
    """What every kind of variable has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str = Field(min_length=1)
    """What the caller is to pass, for people and for messages."""

    @property
    @abstractmethod
    def asks(self) -> str:
        """What to pass, in words that fit behind `pass`."""

    @abstractmethod
    def fault(self, value: object) -> str | None:
        """Return what is wrong with a value and what to do, or None if it can be used."""

    def shown(self, value: object) -> str:
        """Return a value that has no fault as the text that a model reads."""
        return str(value)


class Line(Declared):
    """A few words without a line break, such as a topic or a question."""

    type: Literal["line"]
    max_length: Amount = 200
    """The most characters."""
    default: str | None = None

    @property
    def asks(self) -> str:
        """See `Declared`."""
        return f"one line of up to {self.max_length:,} characters"

    def fault(self, value: object) -> str | None:
        """See `Declared`."""
        if not isinstance(value, str):
            return wrong_type(value, "a text", self.asks)
        if len(value.splitlines()) > 1:
            return f"has {len(value.splitlines())} lines; pass {self.asks}"
        return fault_of_text(value, self.max_length)

    def shown(self, value: object) -> str:
        """See `Declared`."""
        return str(value).strip()


class Text(Declared):
    """Text of many lines that somebody else wrote; it is marked off from the instructions."""

    type: Literal["text"]
    max_length: Amount = 20_000
    """The most characters."""
    default: str | None = None

    @property
    def asks(self) -> str:
        """See `Declared`."""
        return f"text of up to {self.max_length:,} characters"

    def fault(self, value: object) -> str | None:
        """See `Declared`."""
        if not isinstance(value, str):
            return wrong_type(value, "a text", self.asks)
        return fault_of_text(value, self.max_length)

    def shown(self, value: object) -> str:
        """See `Declared`."""
        return str(value).strip("\n")


class Integer(Declared):
    """A whole number within bounds, such as a number of sentences."""

    type: Literal["integer"]
    minimum: Whole
    maximum: Whole
    default: Whole | None = None

    @property
    def asks(self) -> str:
        """See `Declared`."""
        return f"a whole number from {self.minimum:,} to {self.maximum:,}"

    def fault(self, value: object) -> str | None:
        """See `Declared`."""
        # For Python, True is the number 1; for whoever passes it, it is a slip.
        if not isinstance(value, int) or isinstance(value, bool):
            return wrong_type(value, "a whole number", self.asks)
        if not self.minimum <= value <= self.maximum:
            return f"is {value:,}; pass {self.asks}"
        return None


class Choice(Declared):
    """One of a few words that the author of the template has written."""

    type: Literal["choice"]
    choices: tuple[str, ...] = Field(min_length=2)
    default: str | None = None

    @property
    def asks(self) -> str:
        """See `Declared`."""
        return f"one of {', '.join(self.choices)}"

    def fault(self, value: object) -> str | None:
        """See `Declared`."""
        if not isinstance(value, str):
            return wrong_type(value, "a text", self.asks)
        return None if value in self.choices else f"is {shortened(value)}; pass {self.asks}"


class Lines(Declared):
    """A list of short texts, such as criteria; the model reads it as a list with dashes."""

    type: Literal["lines"]
    max_items: Amount = 10
    max_length: Amount = 200
    """The most characters of one item."""
    default: tuple[str, ...] | None = None

    @property
    def asks(self) -> str:
        """See `Declared`."""
        return f"a list of 1 to {self.max_items} lines of up to {self.max_length:,} characters"

    def fault(self, value: object) -> str | None:
        """See `Declared`."""
        # A text is a sequence of texts as well, and would become a list of letters.
        if not isinstance(value, list | tuple):
            return wrong_type(value, "a list", self.asks)
        if not 1 <= len(value) <= self.max_items:
            return f"has {len(value)} items; pass {self.asks}"
        line = Line(type="line", description="an item", max_length=self.max_length)
        faults = ((place, line.fault(item)) for place, item in enumerate(value, start=1))
        return next((f"item {place} {said}" for place, said in faults if said), None)

    def shown(self, value: object) -> str:
        """See `Declared`."""
        items = value if isinstance(value, list | tuple) else (value,)
        return "\n".join(f"- {item}" for item in items)


Variable: TypeAlias = Annotated[Line | Text | Integer | Choice | Lines, Field(discriminator="type")]
"""A variable of any kind; `type` in the file says which."""


def fault_of_text(value: str, max_length: int) -> str | None:
    """Return what is wrong with a text, whatever its kind."""
    if not value.strip():
        return "is empty; leave the call out if there is nothing to ask about"
    if len(value) > max_length:
        length = f"{len(value):,} characters, {len(value) - max_length:,} too many"
        return f"has {length}; shorten it or work on it in parts"
    if control := next((each for each in value if is_control(each)), None):
        place = value.index(control)
        return f"holds the control character U+{ord(control):04X} at {place}; remove it"
    return None


def is_control(character: str) -> bool:
    """Return whether a character steers terminals and parsers; line breaks and tabs may stay."""
    return unicodedata.category(character) == "Cc" and character not in "\n\r\t"


def wrong_type(value: object, wanted: str, asks: str) -> str:
    """Say what was passed, what was wanted, and what to do."""
    return f"is {shortened(value)} ({type(value).__name__}) and not {wanted}; pass {asks}"


def shortened(value: object) -> str:
    """Return a value as a message may show it: its beginning, since it can be a whole document."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
