"""The tools of this example: the handbook of a mountain hut, and a calculator."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from llmkit.tools import ToolError, ToolFunction, Toolset
from pydantic import BaseModel, ConfigDict, Field

HANDBOOK: Mapping[str, str] = MappingProxyType(
    {
        "Water supply": "A spring fills the tank behind the hut. The tank holds 3600 litres of "
        "water. The spring runs dry late in August.",
        "Guests": "The hut has 24 beds. Each guest uses 15 litres of water a day.",
        "Stove": "The stove burns 18 kg of wood a day in summer and 40 kg in winter.",
        "Deliveries": "A helicopter brings food and wood in June. The path is open for mules until "
        "October.",
    }
)
"""The notes of the hut's warden, by title."""

_OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
    }
)


class Search(BaseModel):
    """What search_notes takes."""

    model_config = ConfigDict(extra="forbid")

    words: str = Field(description="Words that the note should contain, for example: water tank")


class Reading(BaseModel):
    """What read_note takes."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(description="The title, exactly as search_notes gives it")


class Calculation(BaseModel):
    """What calculate takes."""

    model_config = ConfigDict(extra="forbid")

    expression: str = Field(max_length=100, description="Arithmetic, for example: (3 + 4) * 2.5")


async def search_notes(search: Search) -> list[str]:
    """Return the titles of the notes that share words with the search, the best first."""
    wanted = _words(search.words)
    shared = {title: len(wanted & _words(f"{title} {text}")) for title, text in HANDBOOK.items()}
    return sorted((title for title in shared if shared[title]), key=lambda title: -shared[title])


async def read_note(reading: Reading) -> str:
    """Return the text of a note."""
    if reading.title not in HANDBOOK:
        near = get_close_matches(reading.title, HANDBOOK, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; use search_notes"
        raise ToolError("read_note", f"there is no note {reading.title}{hint}")
    return HANDBOOK[reading.title]


async def calculate(calculation: Calculation) -> float:
    """Return the value of an expression."""
    try:
        return _value(ast.parse(calculation.expression, mode="eval").body)
    except (SyntaxError, ZeroDivisionError) as error:
        raise ToolError("calculate", f"cannot calculate that: {error}") from error


def _value(node: ast.expr) -> float:
    """Walk the tree ourselves: `eval` would run whatever a model writes."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.BinOp(left, sign, right) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](_value(left), _value(right))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand)
        case _:
            raise ToolError("calculate", "only numbers, + - * / and brackets are known")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def hut_tools() -> Toolset:
    """Return the tools of the hut."""
    return Toolset(
        [
            ToolFunction(
                "search_notes",
                "Find notes of the hut's handbook by words. Returns titles only.",
                Search,
                search_notes,
            ),
            ToolFunction(
                "read_note", "Read one note of the handbook by its title.", Reading, read_note
            ),
            ToolFunction("calculate", "Calculate exactly.", Calculation, calculate),
        ]
    )
