"""The tools of this example: the parts book of a bicycle workshop, in SQLite."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

from llmkit.tools import TemporaryToolError, ToolError, ToolFunction, Toolset
from pydantic import BaseModel, ConfigDict, Field, JsonValue

_TABLES = """
CREATE TABLE parts (bicycle TEXT, part TEXT, sku TEXT);
CREATE TABLE offers (sku TEXT, supplier TEXT, price_cents INTEGER, days INTEGER);
CREATE TABLE stock (city TEXT, sku TEXT, pieces INTEGER, whom_to_ask TEXT);
CREATE TABLE substitutes (sku TEXT, fits_as_well TEXT);
INSERT INTO parts VALUES ('Tern S8', 'brake pads', 'TER-PAD'), ('Tern S8', 'chain', 'TER-CHN'),
                         ('Kona Dew', 'brake pads', 'KON-PAD'), ('Kona Dew', 'chain', 'KON-CHN');
INSERT INTO offers VALUES ('TER-PAD', 'Velo Nord', 1290, 2), ('TER-PAD', 'Radhaus', 1450, 1),
                          ('UNI-PAD', 'Radhaus', 980, 4), ('TER-CHN', 'Velo Nord', 2400, 3);
INSERT INTO substitutes VALUES ('KON-PAD', 'UNI-PAD');
INSERT INTO stock VALUES ('Oslo', 'TER-CHN', 0, 'Bergen'), ('Bergen', 'TER-CHN', 0, 'Trondheim'),
                         ('Trondheim', 'TER-CHN', 3, NULL), ('Oslo', 'TER-PAD', 6, NULL),
                         ('Oslo', 'KON-PAD', 0, NULL), ('Oslo', 'UNI-PAD', 11, NULL);
"""


class Arguments(BaseModel):
    """What all tools here have in common: an argument too many is a mistake."""

    model_config = ConfigDict(extra="forbid")


class PartQuery(Arguments):
    """What find_part takes."""

    bicycle: str
    part: str = Field(description="For example: brake pads")


class OfferQuery(Arguments):
    """What best_offer takes."""

    sku: str


class StockQuery(Arguments):
    """What stock_in takes."""

    city: str
    sku: str


class Sum(Arguments):
    """What add takes."""

    numbers: list[int] = Field(min_length=1)


class Order(Arguments):
    """What arrival takes."""

    ordered: date
    days: list[int] = Field(min_length=1, description="Working days of each delivery")


class Workshop:
    """The database, and the questions that a plan may ask of it.

    Args:
        busy: How often the suppliers' prices are refused before they are told.
    """

    def __init__(self, *, busy: int = 0) -> None:
        self._busy = busy
        self._database = sqlite3.connect(":memory:")
        self._database.row_factory = sqlite3.Row
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    async def find_part(self, query: PartQuery) -> JsonValue:
        """Return the article number of a part of a bicycle."""
        sql = "SELECT sku FROM parts WHERE bicycle = ? AND part = ?"
        if row := self._first(sql, query.bicycle, query.part):
            return row
        raise ToolError("find_part", f"there is no part {query.part} for a {query.bicycle}")

    async def best_offer(self, query: OfferQuery) -> JsonValue:
        """Return the cheapest offer for an article."""
        if self._busy > 0:
            self._busy -= 1
            raise TemporaryToolError("best_offer", "the suppliers' list is busy")
        sql = "SELECT * FROM offers WHERE sku = ? ORDER BY price_cents"
        if row := self._first(sql, query.sku):
            return row
        reason = f"nobody offers {query.sku}"
        if row := self._first("SELECT fits_as_well FROM substitutes WHERE sku = ?", query.sku):
            reason += f"; {row['fits_as_well']} fits as well"
        raise ToolError("best_offer", reason)

    async def stock_in(self, query: StockQuery) -> JsonValue:
        """Return how many pieces a branch has, and which branch may know more."""
        sql = "SELECT * FROM stock WHERE city = ? AND sku = ?"
        if row := self._first(sql, query.city, query.sku):
            return row
        raise ToolError("stock_in", f"{query.city} knows nothing of {query.sku}")

    def _first(self, sql: str, *keys: str) -> dict[str, JsonValue] | None:
        # A look-up in memory takes microseconds; a database on a disk belongs into a thread.
        with closing(self._database.execute(sql, keys)) as rows:
            row = rows.fetchone()
        return dict(row) if row else None


async def add(numbers: Sum) -> JsonValue:
    """Return a sum."""
    return {"sum": sum(numbers.numbers)}


async def arrival(order: Order) -> JsonValue:
    """Return the day when the last delivery is there, counted in working days."""
    day = order.ordered
    left = max(order.days)
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return {"date": day.isoformat()}


def workshop_tools(workshop: Workshop) -> Toolset:
    """Return the tools of a workshop."""
    return Toolset(
        [
            ToolFunction(
                "find_part",
                "Find the article number of a part. Returns sku.",
                PartQuery,
                workshop.find_part,
            ),
            ToolFunction(
                "best_offer",
                "Find the cheapest supplier. Returns supplier, price_cents, days.",
                OfferQuery,
                workshop.best_offer,
            ),
            ToolFunction(
                "stock_in",
                "Count the pieces in one branch. Returns pieces and whom_to_ask, a city or null.",
                StockQuery,
                workshop.stock_in,
            ),
            ToolFunction("add", "Add whole numbers. Returns sum.", Sum, add),
            ToolFunction("arrival", "Tell when an order is there. Returns date.", Order, arrival),
        ]
    )
