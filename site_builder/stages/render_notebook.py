"""Convert an executed notebook to Markdown with the blocks that samples and outputs have."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.fences import fence_around
from site_builder.text.safe_html import safe_html
from site_builder.text.shown_output import Place, show_output, show_text

RENDERER = Path(__file__)
"""The file that decides what becomes of a notebook, for a digest of it."""

_TAGS = {
    "remove_cell_tags": {"remove-cell"},
    "remove_input_tags": {"hide-input", "remove-input"},
    "remove_all_outputs_tags": {"hide-output", "remove-output"},
}
_PLACE = "site_builder_place"
"""Key of a cell's metadata for its number."""
_PICTURES: Mapping[str, str] = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}


@dataclass(frozen=True, slots=True)
class RenderedNotebook:
    """A notebook as Markdown."""

    text: str
    """The Markdown; front matter first, if the notebook begins with one."""
    faults: tuple[tuple[int, Fault], ...]
    """The number of a cell, counted from 0, and what is wrong with it."""
    sources: tuple[str, ...]
    """The text of each cell."""


def render_notebook(notebook: Mapping[str, Any], template: str) -> RenderedNotebook:
    """Convert a notebook.

    Args:
        notebook: The executed notebook, in the format of Jupyter.
        template: The text of the template, for the language of nbconvert.

    Returns:
        The page. A picture without words is among the faults.
    """
    # Whoever has executed the notebook has seen that they are there.
    import nbformat  # noqa: PLC0415 - an extra
    from nbconvert.exporters import MarkdownExporter  # noqa: PLC0415 - an extra
    from nbconvert.preprocessors import TagRemovePreprocessor  # noqa: PLC0415 - an extra

    cells = nbformat.reads(json.dumps(notebook), as_version=4)
    faults: list[tuple[int, Fault]] = []
    for at, cell in enumerate(cells.cells):
        # The template sees copies, and not all of them.
        cell.metadata[_PLACE] = at
        # Else the exporter would put them into files.
        cell.source = _with_pictures(cell.source, cell.pop("attachments", {}))

    def shown(output: Any, cell: Any) -> str:
        made = _output(output, str(cell.metadata.get("alt", "")).strip())
        if isinstance(made, Fault):
            faults.append((cell.metadata[_PLACE], made))
            return ""
        return made

    exporter = MarkdownExporter(raw_template=template)
    exporter.register_preprocessor(TagRemovePreprocessor(enabled=True, **_TAGS), enabled=True)
    filters: Mapping[str, Callable[..., str]] = {
        "code": _code,
        "raw": _raw,
        "shown": shown,
    }
    for name, function in filters.items():
        exporter.register_filter(name, function)
    text, _ = exporter.from_notebook_node(cells)
    return RenderedNotebook(
        text.strip() + "\n", tuple(faults), tuple(str(cell.source) for cell in cells.cells)
    )


def _code(text: str) -> str:
    text = text.strip("\n")
    fence = fence_around(text)
    return f"{fence}{{ .python .sample-code }}\n{text}\n{fence}"


def _raw(cell: Any) -> str:
    """Return a raw cell that is meant for this format; jupytext keeps front matter in one."""
    text = str(cell.source).strip()
    wanted = str(cell.metadata.get("raw_mimetype", cell.metadata.get("format", "")))
    is_front_matter = text.startswith("---\n") and text.endswith("\n---")
    return f"{text}\n\n" if is_front_matter or "markdown" in wanted else ""


def _with_pictures(text: str, attachments: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of a cell, with the pictures that were put into it."""
    for name, bundle in attachments.items():
        for kind, data in bundle.items():
            packed = "".join(str(data).split())
            text = text.replace(f"(attachment:{name})", f"(data:{kind};base64,{packed})")
    return text


def _output(output: Any, alt: str) -> str | Fault:
    """Return what a cell has put out, in the form that says most to a reader."""
    if output.output_type == "stream":
        return show_text(str(output.text), "text", Place())
    if output.output_type == "error":
        # The lines above the last name places on this machine, and differ from run to run.
        return show_text(f"{output.ename}: {output.evalue}", "text", Place())
    data: Mapping[str, object] = output.data
    html = str(data.get("text/html", ""))
    if html and _is_visible(html):
        return show_output("output.html", html.encode(), Place())
    for kind, suffix in _PICTURES.items():
        if kind in data:
            return _picture(data[kind], suffix, alt)
    return _text(data)


def _is_visible(html: str) -> bool:
    """Return whether something is left to see of HTML when it was made safe."""
    body = LexborHTMLParser(f"<body>{safe_html(html)}</body>").body
    return bool(body and (body.text().strip() or body.css_first("img[src]")))


def _picture(content: object, suffix: str, alt: str) -> str | Fault:
    if not alt:
        message = "the cell shows a picture and has no words for a reader who cannot see it"
        return Fault(Code.NOTEBOOK_PICTURE, message, "add 'alt' to the metadata of the cell")
    text = str(content)
    data = text.encode() if suffix == "svg" else base64.b64decode(text)
    return show_output(f"output.{suffix}", data, Place(alt=alt))


def _text(data: Mapping[str, object]) -> str | Fault:
    """Return an output that is a text of some kind."""
    for kind in ("text/markdown", "text/latex"):
        if kind in data:
            return str(data[kind])
    if "application/json" in data:
        text = json.dumps(data["application/json"], ensure_ascii=False)
        return show_output("output.json", text.encode(), Place())
    plain = str(data.get("text/plain", ""))
    return show_text(plain, "text", Place()) if plain.strip() else ""
