"""The functions of this example, a small kitchen: nothing in it knows of models, but its error."""

from typing import Annotated, Literal

from llmkit.tools import ToolError
from pydantic import Field

Scale = Literal["celsius", "fahrenheit"]

_FOR_ONE = {
    "pancakes": {"flour": (50.0, "g"), "milk": (100.0, "ml"), "eggs": (0.5, "")},
    "risotto": {"rice": (75.0, "g"), "stock": (250.0, "ml"), "onions": (0.5, "")},
}


def scale_recipe(
    dish: Annotated[str, Field(description="The dish in lower case, for example pancakes")],
    servings: Annotated[int, Field(ge=1, le=50, description="For how many people")] = 2,
) -> dict[str, str]:
    """Look up the ingredients of a dish for a number of people.

    Raises:
        ToolError: There is no recipe for the dish.
    """
    if dish not in _FOR_ONE:
        known = ", ".join(_FOR_ONE)
        raise ToolError("scale_recipe", f"there is no recipe for {dish}; there are: {known}")
    return {
        name: f"{amount * servings:g} {unit}".strip()
        for name, (amount, unit) in _FOR_ONE[dish].items()
    }


def convert_temperature(degrees: float, to: Scale) -> dict[str, float | str]:
    """Convert the temperature of an oven to the other scale."""
    converted = (degrees - 32) / 1.8 if to == "celsius" else degrees * 1.8 + 32
    return {"degrees": round(converted, 1), "scale": to}


def divide_dough(grams: float, pieces: int) -> dict[str, float]:
    """Say what each piece weighs when dough is cut into equal pieces."""
    # Nobody thought of 0 pieces; the example shows what a model hears of such a mistake of ours.
    return {"grams_each": round(grams / pieces, 1)}
