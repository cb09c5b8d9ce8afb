"""Find what adoption is about on a page: typed blocks, and blocks that an include fills."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.model import Holder, Page, Settings, Site
from site_builder.model.adoption import TypedBlock
from site_builder.stages.load_includes import IncludedFiles
from site_builder.text.comments import visible_fences
from site_builder.text.fault import Fault
from site_builder.text.fences import Fence
from site_builder.text.includes.fenced import FencedInclude, fenced_includes
from site_builder.text.includes.parts import Cut, cut_part
from site_builder.text.typed_blocks import blocks_of

_IN_EXAMPLE = "it includes a file that lies in an example; adopt --includes makes a sample of it"


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a page."""

    blocks: tuple[TypedBlock, ...]
    """The blocks, those that an include fills with what readers see of it."""
    left: Mapping[int, str]
    """Numbers of those that must stay, and why."""
    copied: Mapping[int, str]
    """Numbers of those that an include fills, and the file that is included."""


def blocks_on(page: Page, site: Site) -> Blocks:
    """Return what can be adopted on a page.

    Args:
        page: The page.
        site: The project.
    """
    settings = site.settings
    files = IncludedFiles(settings)
    examples = {settings.root / file.path for example in site.examples for file in example.files}
    fences = {fence.first: fence for fence in visible_fences(page.body)}
    reasons: dict[int, str] = {}
    found: dict[int, tuple[Path, Cut, FencedInclude]] = {}
    for one in fenced_includes(page.body, settings.includes):
        got = _included(one, page, files, settings)
        if isinstance(got, str) or got[0] in examples:
            reasons[one.first] = got if isinstance(got, str) else _IN_EXAMPLE
            continue
        path, cut = got
        body = tuple(line for _, line in cut.lines)
        fences[one.first] = Fence(one.prefix, one.info, body, one.first, one.last, closed=True)
        found[one.first] = (path, cut, one)
    ordered = [fence for _, fence in sorted(fences.items())]
    blocks = tuple(
        _named(block, found[block.first]) if block.first in found else block
        for block in blocks_of(page, ordered)
    )
    copied = {
        number: settings.relative(found[block.first][0])
        for number, block in enumerate(blocks)
        if block.first in found
    }
    return Blocks(blocks, _by_number(blocks, reasons), copied)


def _by_number(blocks: Collection[TypedBlock], reasons: Mapping[int, str]) -> Mapping[int, str]:
    return {
        number: reasons[block.first]
        for number, block in enumerate(blocks)
        if block.first in reasons
    }


def _included(
    one: FencedInclude, page: Page, files: IncludedFiles, settings: Settings
) -> tuple[Path, Cut] | str:
    """Return the file of an include and what it takes from it, or why that cannot be had."""
    path = settings.root / page.path
    found = files.find(one.include, Holder(path, path))
    if isinstance(found, Fault):
        return found.message
    if len(found) != 1:
        return "it includes several files, or one of another site"
    text = files.text(found[0], one.include.encoding or "utf-8")
    if isinstance(text, Fault):
        return text.message
    cut = cut_part(one.include, text)
    return cut.faults[0].message if cut.faults else (found[0], cut)


def _named(block: TypedBlock, found: tuple[Path, Cut, FencedInclude]) -> TypedBlock:
    """Return a block with the name of the file that fills it, and with the lines marked there."""
    path, cut, one = found
    ranges = [range(marked.first or 1, (marked.last or 1) + 1) for marked in one.include.marked]
    marked = tuple(
        at
        for at, (number, _) in enumerate(cut.lines, start=1)
        if any(number in span for span in ranges)
    )
    return replace(block, file=path.name, highlighted=(*block.highlighted, *marked))
