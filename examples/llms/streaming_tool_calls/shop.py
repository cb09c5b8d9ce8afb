"""The tools of this example: a small shop that keeps its orders and its stock in SQLite."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from typing import Any

from llmkit.tools import ToolError, ToolFunction, Toolset
from pydantic import BaseModel, ConfigDict, Field

_TABLES = """
CREATE TABLE orders (order_id TEXT PRIMARY KEY, item TEXT, status TEXT, expected TEXT);
CREATE TABLE stock (sku TEXT PRIMARY KEY, item TEXT, pieces INTEGER);
INSERT INTO orders VALUES ('A-1001', 'teapot', 'shipped', '2026-03-05'),
                          ('A-1002', 'six cups', 'packing', '2026-03-09');
INSERT INTO stock VALUES ('KET-BLUE', 'blue kettle', 4), ('KET-RED', 'red kettle', 0);
"""


class OrderQuery(BaseModel):
    """What find_order takes."""

    model_config = ConfigDict(extra="forbid")

    order_id: str = Field(pattern=r"^A-\d{4}$", description="As printed on the receipt: A-1234")


class StockQuery(BaseModel):
    """What stock_level takes."""

    model_config = ConfigDict(extra="forbid")

    sku: str = Field(description="The article number, for example KET-BLUE")


class Shop:
    """The database, and the two questions a model may ask of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.row_factory = sqlite3.Row
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    async def find_order(self, query: OrderQuery) -> dict[str, Any]:
        """Return an order."""
        sql = "SELECT order_id, item, status, expected FROM orders WHERE order_id = ?"
        order = await asyncio.to_thread(self._first_row, sql, query.order_id)
        if order is None:
            raise ToolError("find_order", f"there is no order {query.order_id}")
        return order

    async def stock_level(self, query: StockQuery) -> dict[str, Any]:
        """Return how many pieces of an article there are."""
        sql = "SELECT sku, item, pieces FROM stock WHERE sku = ?"
        article = await asyncio.to_thread(self._first_row, sql, query.sku)
        if article is None:
            raise ToolError("stock_level", f"there is no article {query.sku}")
        return article

    def _first_row(self, sql: str, key: str) -> dict[str, Any] | None:
        # Tools run at the same time and each query in a thread; the connection takes one at a time.
        with self._lock, closing(self._database.execute(sql, (key,))) as rows:
            row = rows.fetchone()
        return dict(row) if row else None


def shop_tools(shop: Shop) -> Toolset:
    """Return the tools of a shop."""
    return Toolset(
        [
            ToolFunction(
                "find_order",
                "Look up one order by its number: what was bought, its status, when it arrives.",
                OrderQuery,
                shop.find_order,
            ),
            ToolFunction(
                "stock_level",
                "Look up how many pieces of an article are in stock.",
                StockQuery,
                shop.stock_level,
            ),
        ]
    )
