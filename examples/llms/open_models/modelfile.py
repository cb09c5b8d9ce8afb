"""Read the part of a Modelfile that applications use, and refuse what Ollama would not know."""

import difflib
from dataclasses import dataclass
from pathlib import Path

from ollama import Options

KNOWN = frozenset(Options.model_fields)
"""The parameters that the SDK can send, which are those that a Modelfile can set."""


class ModelfileError(ValueError):
    """A line cannot be understood; the message has its number and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Modelfile:
    """A model of yours, made from another one."""

    base: str
    """The model that it starts from."""
    parameters: tuple[tuple[str, str], ...]
    """Names and values, in order."""
    system: str
    """The instructions, or an empty text."""


def load_modelfile(path: Path) -> Modelfile:
    """Return what a Modelfile says.

    Args:
        path: A file with FROM, PARAMETER and SYSTEM, each on a line of its own.

    Raises:
        ModelfileError: A line is none of these, a parameter is unknown, or there is no FROM.
    """
    base, system = "", ""
    parameters: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        word, _, rest = line.strip().partition(" ")
        match word.upper():
            case "FROM":
                base = rest
            case "SYSTEM":
                system = rest
            case "PARAMETER":
                name, _, value = rest.partition(" ")
                parameters.append((_known(name, f"{path.name}:{number}"), value))
            case "" | "#":
                continue
            case _:
                raise ModelfileError(f"{path.name}:{number}: {word!r} is no instruction we read")
    if not base:
        raise ModelfileError(f"{path.name}: there is no FROM")
    return Modelfile(base, tuple(parameters), system)


def _known(name: str, place: str) -> str:
    if name in KNOWN:
        return name
    close = difflib.get_close_matches(name, KNOWN, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    raise ModelfileError(f"{place}: there is no parameter {name!r}{hint}")
