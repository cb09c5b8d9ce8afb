"""Read the code of a Jupyter notebook: its cells with their tags, without their outputs."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.model import Code, Line
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines

SUFFIX = ".ipynb"
_MAGIC = re.compile(r"^(\s*)[%!].*")
"""A command to the notebook or to the shell, in the middle of code."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of code."""

    tags: frozenset[str]
    lines: tuple[Line, ...]
    """Its lines, with those of the file that hold them."""


@dataclass(frozen=True, slots=True)
class Notebook:
    """The code of a notebook."""

    language: str
    """Name of its language, such as `python`."""
    cells: tuple[Cell, ...]

    @property
    def code(self) -> str:
        """Return the code as one text, in which no line is for the notebook alone."""
        return "\n".join(_MAGIC.sub(r"\1pass", line.text) for line in self.lines())

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags of its cells, each once."""
        return tuple(dict.fromkeys(tag for cell in self.cells for tag in sorted(cell.tags)))

    def lines(self, tag: str = "") -> tuple[Line, ...]:
        """Return the code, cells parted by a blank line.

        Args:
            tag: Tag of the cells to take; all if it is empty.
        """
        found: list[Line] = []
        for cell in self.cells:
            if cell.lines and (not tag or tag in cell.tags):
                found += [Line(found[-1].number, "")] if found else []
                found += cell.lines
        return tuple(found)


def read_notebook(text: str) -> Notebook | Fault:
    """Read a notebook.

    Args:
        text: The whole `.ipynb` file, of format 4.

    Returns:
        Its code, or why there is none.
    """
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the notebook does not parse: {error.msg}"
        return Fault(Code.SYNTAX_INVALID, message, line=min(error.lineno, len(split_lines(text))))
    except (RecursionError, ValueError):
        return Fault(Code.SYNTAX_INVALID, "the notebook does not parse: it is too deep")
    cells = values.get("cells") if isinstance(values, dict) else None
    if not isinstance(cells, list):
        message = "the file is no notebook of format 4: it has no list 'cells'"
        return Fault(Code.SYNTAX_INVALID, message, line=1)
    places = _Places(split_lines(text))
    read = (_cell(one, places) for one in cells if isinstance(one, dict))
    return Notebook(_language(values), tuple(cell for cell in read if cell))


class _Places:
    """Where the lines of the code stand in the file, which holds each as a text of JSON."""

    def __init__(self, lines: list[str]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._last = 1
        for number, line in enumerate(lines, start=1):
            held = line.strip().removesuffix(",").removeprefix('"').removesuffix('"')
            self._places[held.removesuffix("\\n")].append(number)

    def find(self, text: str) -> int:
        """Return the next line that holds a text, else the last one that was found."""
        for dumped in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
            places = self._places.get(dumped[1:-1], [])
            at = bisect_right(places, self._last)
            if at < len(places):
                self._last = places[at]
                break
        return self._last


def _cell(values: Mapping[str, object], places: _Places) -> Cell | None:
    source = values.get("source")
    if isinstance(source, list):
        source = "".join(str(part) for part in source)
    if values.get("cell_type") != "code" or not isinstance(source, str):
        return None
    lines = source.replace("\r\n", "\n").rstrip("\n").split("\n") if source.strip() else []
    return Cell(
        frozenset(_tags(values.get("metadata"))),
        tuple(Line(places.find(line), line.rstrip()) for line in lines),
    )


def _tags(metadata: object) -> Iterator[str]:
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if isinstance(tags, list):
        yield from (tag for tag in tags if isinstance(tag, str))


def _language(values: Mapping[str, object]) -> str:
    metadata = values.get("metadata")
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        part = metadata.get(key) if isinstance(metadata, dict) else None
        language = part.get(name) if isinstance(part, dict) else None
        if isinstance(language, str) and language:
            return language.lower()
    return "python"
