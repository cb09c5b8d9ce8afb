"""Find the blocks of a page that adoption is about, and what the page says of each."""

import re
from collections.abc import Sequence

from site_builder.model import Page
from site_builder.model.adoption import BlockKind, TypedBlock
from site_builder.text.adopt_names import file_named
from site_builder.text.directive import DIRECTIVE
from site_builder.text.fence_info import FenceInfo, read_info
from site_builder.text.fences import Fence
from site_builder.text.headings import find_headings
from site_builder.text.languages import is_language, language_word
from site_builder.text.lines import split_lines

PROMPT = ">>> "
_SHELL_PROMPT = "$ "
_NO_CODE = frozenset({"diff", "markdown", "rst", "text"})
"""Languages of blocks that are no code of an example."""
_KEPT = frozenset({"title", "hl_lines"})
"""Options that a directive has, too."""
_MOST_PROSE = 2
"""Lines that may stand between code and what it prints."""


def blocks_of(page: Page, fences: Sequence[Fence]) -> tuple[TypedBlock, ...]:
    """Return those of some blocks of a page that hold code, in order.

    Args:
        page: The page.
        fences: The blocks, each with what readers see in it.
    """
    lines = split_lines(page.body)
    headings = find_headings(page.body)
    found: list[TypedBlock] = []
    for fence in fences:
        info = read_info(fence.info)
        kind = _kind(fence, info, found, lines)
        if kind and fence.closed and info.language != DIRECTIVE and any(map(str.strip, fence.body)):
            above = [one.title for one in headings if one.line < fence.first]
            found.append(_block(fence, info, kind, above[-1] if above else "", lines))
    return tuple(found)


def _kind(
    fence: Fence, info: FenceInfo, found: Sequence[TypedBlock], lines: Sequence[str]
) -> BlockKind | None:
    first = next((line for line in fence.body if line.strip()), "")
    name = language_word(info.language)
    if first.startswith(PROMPT) and name in {"", "python", "text"}:
        return BlockKind.CONSOLE
    if name == "python":
        return BlockKind.PYTHON
    if first.startswith(_SHELL_PROMPT) and name in {"", "text"}:
        return BlockKind.SHELL
    if name in {"", "text"}:
        before = found[-1] if found else None
        runs = before and before.kind is BlockKind.PYTHON and before.prefix == fence.prefix
        return BlockKind.OUTPUT if before and runs and _is_near(before, fence, lines) else None
    if name == "bash":
        return BlockKind.SHELL
    return BlockKind.FILE if is_language(name) and name not in _NO_CODE else None


def _is_near(before: TypedBlock, fence: Fence, lines: Sequence[str]) -> bool:
    """Return whether little stands between a block and the next one."""
    between = [line.strip(" \t>") for line in lines[before.last : fence.first - 1]]
    prose = [line for line in between if line]
    return len(prose) <= _MOST_PROSE and not any(line.startswith("#") for line in prose)


def _block(
    fence: Fence, info: FenceInfo, kind: BlockKind, heading: str, lines: Sequence[str]
) -> TypedBlock:
    above = [line for line in lines[: fence.first - 1] if line.strip(" \t>")]
    text = "\n".join(line.rstrip() for line in fence.body).strip("\n")
    title = info.option("title")
    lost = [name for name, _ in info.options if name not in _KEPT]
    shift = next(at for at, line in enumerate(fence.body) if line.strip())
    return TypedBlock(
        kind,
        "python" if kind is BlockKind.CONSOLE else language_word(info.language),
        info.language,
        text,
        fence.first,
        fence.last,
        fence.prefix,
        heading,
        title,
        tuple(line - shift for line in _numbers(info.option("hl_lines"))),
        file_named(title, text.partition("\n")[0], above[-1] if above else ""),
        (*lost, *(f".{name}" for name in info.classes)),
    )


def _numbers(text: str) -> tuple[int, ...]:
    """Return the lines that `2 4-6` stands for."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        found += range(int(first), int(last or first) + 1)
    return tuple(found)
