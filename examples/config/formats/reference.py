"""Write the reference of all settings, from the models and the rules that check them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType

from examples.config.formats.catalogue import SETTINGS, Setting
from examples.config.formats.rules import RULES
from examples.config.formats.sources import SECRET_LAYERS, Layer

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "Name": "name",
        "Type": "kind",
        "Default": "default",
        "Allowed": "bounds",
        "Variable": "variable",
        "What it affects": "affects",
    }
)
"""The title of each column, and the property of a setting that stands in it."""

AS_CODE = frozenset({"name", "default", "variable"})
"""What one types, and therefore sees as code."""


def sections() -> Iterator[tuple[str, Sequence[Setting]]]:
    """Yield the settings in the groups of the file; those in no group come first, as `general`."""
    for key, found in groupby(SETTINGS.values(), key=section_of):
        yield key, tuple(found)


def section_of(setting: Setting) -> str:
    """Return the outermost group of a setting."""
    return setting.path[0] if len(setting.path) > 1 else "general"


def cells(setting: Setting) -> list[str]:
    """Return the texts of a row, one for each column, with code in backticks."""
    texts = [(column, str(getattr(setting, column))) for column in COLUMNS.values()]
    return [f"`{text}`" if column in AS_CODE else text for column, text in texts]


def as_markdown(settings: Sequence[Setting]) -> str:
    """Return a table of settings in Markdown; a bar would end a cell, so it is escaped."""
    rows = [[*COLUMNS], ["---"] * len(COLUMNS)]
    rows += [[cell.replace("|", r"\|") for cell in cells(setting)] for setting in settings]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def whole_reference() -> str:
    """Return the tables of all sections in Markdown, each under its heading."""
    return "\n".join(f"## {name}\n\n{as_markdown(settings)}" for name, settings in sections())


def as_html(settings: Sequence[Setting]) -> str:
    """Return the same table in HTML, for a page that takes no Markdown of others."""
    return html_table(COLUMNS, (cells(setting) for setting in settings))


def html_table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; what stands in backticks becomes code."""
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    body = "".join(f"<tr>{''.join(map(html_cell, row))}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def html_cell(text: str) -> str:
    """Return a cell of a table."""
    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    return f"<td>{marked}</td>"


def layers_table() -> str:
    """Return the layers in HTML, the lowest first, and whether secrets may come from each."""
    rows = (
        [str(int(layer)), layer.title, "yes" if layer in SECRET_LAYERS else "no"] for layer in Layer
    )
    return html_table(("Order", "Layer", "May hold secrets"), rows)


def rules_table() -> str:
    """Return the rules about several settings in HTML."""
    rows = (
        [f"`{rule.name}`", f"`{rule.because_of}`", rule.problem, rule.allowed] for rule in RULES
    )
    return html_table(("Setting", "Depends on", "Wrong when", "Allowed then"), rows)
