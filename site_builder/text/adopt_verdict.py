"""Say what a trial of adopted code has shown: which block failed, which output is another one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from site_builder.model import Code, Run, RunEnd, Violation
from site_builder.model.adoption import Adoption, BlockKind, Piece, TypedBlock
from site_builder.text.lines import split_lines

_FRAME = re.compile(r'File "(?P<path>[^"]+)", line (?P<line>\d+)')
_MISSING = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
_TRIED = {
    Code.RUN_WROTE_OUTSIDE: "it writes outside of its folder: {}",
    Code.RUN_UNDECLARED_VARIABLE: "it reads the variable {}",
    Code.RUN_NETWORK: "it needs the network: {}",
}
_ENDS = {
    RunEnd.TIMEOUT: "it did not end in its time",
    RunEnd.FLOODED: "it printed more than is allowed",
    RunEnd.MEMORY: "it took more memory than is allowed",
}
_LONGEST = 120
"""Characters of a message of Python that are repeated."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a block."""

    block: int
    reason: str


def verdict_of_run(run: Run, adoption: Adoption) -> Verdict | None:
    """Return which block made a run fail and why; nothing when the run ended well.

    Args:
        run: A run of the adopted example.
        adoption: What was run.

    Returns:
        The block that the traceback or the watch names, else the last one that was run.
    """
    errors = run.stderr.decode(errors="replace")
    violation = run.violations[0] if run.violations else None
    if violation:
        tried = _TRIED.get(violation.code, "it does what a run must not do: {}")
        return Verdict(_place(_frames_of(violation), adoption), tried.format(violation.what))
    if run.leaks:
        return Verdict(adoption.pieces[-1].block, "it prints what looks like a secret")
    if run.end is RunEnd.EXITED and run.exit_code == 0:
        return None
    frames = [(match["path"], int(match["line"])) for match in _FRAME.finditer(errors)]
    reason = _reason(errors) if run.end is RunEnd.EXITED else _ENDS.get(run.end, run.end.value)
    return Verdict(_place(frames, adoption), reason or f"it ends with exit code {run.exit_code}")


def _frames_of(violation: Violation) -> list[tuple[str, int]]:
    return [(violation.file, violation.line)]


def _reason(errors: str) -> str:
    """Return the last line of what was printed as an error, as words."""
    missing = _MISSING.search(errors)
    if missing:
        return f"it needs the module '{missing[1]}', which is not there"
    last = next((line for line in reversed(split_lines(errors)) if line.strip()), "")
    return f"it ends with {last.strip()[:_LONGEST]}" if last else ""


def _place(frames: Sequence[tuple[str, int]], adoption: Adoption) -> int:
    """Return the block of the innermost frame that lies in one."""
    for path, line in reversed(frames):
        file = path.replace("\\", "/").rpartition(f"/{adoption.short_name}/")[2]
        for piece in reversed(adoption.pieces):
            if piece.file == file and _holds(piece, line, adoption):
                return piece.block
    return adoption.pieces[-1].block


def _holds(piece: Piece, line: int, adoption: Adoption) -> bool:
    """Return whether a line of a file belongs to a piece of it."""
    if not piece.region:
        return True
    lines = split_lines(dict(adoption.files)[piece.file])
    first = lines.index(f"# region {piece.region}") + 1
    return first < line <= lines.index("# endregion", first)


def verdicts_of_outputs(
    made: Mapping[str, str], adoption: Adoption, blocks: Sequence[TypedBlock]
) -> Iterator[Verdict]:
    """Yield the blocks whose page says something else than the code printed.

    Args:
        made: Texts that pieces printed, by the names of their files.
        adoption: What was run.
        blocks: The blocks of the page.
    """
    for piece in adoption.pieces:
        number = piece.block if piece.typed else piece.block + 1
        if piece.output:
            said = blocks[number].text
            differs = _difference(said, made.get(piece.output, ""))
            if differs:
                who = "Python answers" if piece.typed else "the code above it prints"
                yield Verdict(number, f"{who} something else, {differs}")


def is_all(run: Run, adoption: Adoption, blocks: Sequence[TypedBlock]) -> bool:
    """Return whether the only output that a page shows is all that its code prints.

    Args:
        run: A run of the adopted example.
        adoption: What was run.
        blocks: The blocks of the page.
    """
    shown = [piece for piece in adoption.pieces if piece.output]
    if len(shown) != 1 or shown[0].typed or blocks[shown[0].block + 1].kind is not BlockKind.OUTPUT:
        return False
    return not _difference(blocks[shown[0].block + 1].text, run.stdout.decode(errors="replace"))


def _difference(said: str, made: str) -> str:
    """Return where two texts differ first, as words; empty if they do not."""
    pairs = zip_longest(split_lines(said.strip("\n")), split_lines(made.strip("\n")))
    for number, (page, code) in enumerate(pairs, start=1):
        if (page or "").rstrip() != (code or "").rstrip():
            told = "nothing" if code is None else f"'{code.strip()[:_LONGEST]}'"
            return f"in line {number} of the block: {told}"
    return ""
