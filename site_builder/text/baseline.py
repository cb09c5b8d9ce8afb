"""The baseline: a line for each known problem, sorted, that edits above it do not change.

A problem is known by its code, its file and its message without the numbers that edits change; of
problems that are alike in these, the baseline holds how many there are.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from site_builder.model import Baseline, Code, Known, Problem
from site_builder.model.reporting import is_fixed
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.secrets import conceal

_HEADER = "# Known problems that do not count; written by `site-builder check --update-baseline`.\n"
_LINE = re.compile(
    r"(?P<path>[^\t]+)\t(?P<code>[a-z-]+)\t(?P<digest>[0-9a-f]{12})\t(?P<count>[1-9]\d*)"
    r"(?:\t(?P<message>.*))?"
)
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_QUOTED = re.compile(r"('[^']*')")
_NUMBER = re.compile(r"\d+")


def digest_of_problem(problem: Problem) -> str:
    """Return a short digest of what is wrong and where, apart from the line.

    Args:
        problem: The problem.
    """
    text = "\0".join((problem.code.slug, problem.location.path, _sentence(problem)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _sentence(problem: Problem) -> str:
    """Return the message without numbers; those in quotes are names, and stay."""
    sentence = conceal(problem.message).partition("\n")[0].replace("\t", " ")
    parts = _QUOTED.split(sentence)
    return "".join(one if at % 2 else _NUMBER.sub("#", one) for at, one in enumerate(parts))


def baseline_of(problems: Iterable[Problem]) -> tuple[Known, ...]:
    """Return what a baseline holds after which none of the problems counts, sorted.

    Args:
        problems: The problems, each once; those that can never be set aside are left out.
    """
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for one in problems:
        if not is_fixed(one.code):
            key = (one.location.path, one.code.slug, digest_of_problem(one), _sentence(one))
            counted[key] += 1
    return tuple(
        Known(code, path, digest, count, message)
        for (path, code, digest, message), count in sorted(counted.items())
    )


def format_baseline(known: Sequence[Known]) -> str:
    """Return the text of a baseline.

    Args:
        known: What it holds.
    """
    lines = (f"{one.path}\t{one.code}\t{one.digest}\t{one.count}\t{one.message}\n" for one in known)
    return _HEADER + "".join(lines)


def parse_baseline(text: str, path: str) -> tuple[Baseline, tuple[Fault, ...]]:
    """Read a baseline.

    Args:
        text: What its file holds.
        path: Path of the file, relative to the project's root.

    Returns:
        The baseline, and what is wrong with lines of it.
    """
    slugs = {code.slug: code for code in Code}
    known: list[Known] = []
    faults: list[Fault] = []
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match and match["code"] in slugs:
            counted = (match["digest"], int(match["count"]), match["message"] or "", number)
            known.append(Known(match["code"], match["path"], *counted))
            continue
        message = "the line is not a path, a code, a digest and a number with tabs between them"
        hint = "remove it, or run: site-builder check --update-baseline"
        if match:
            message = f"there is no code '{match['code']}'"
        if line.startswith(_MARKS):
            message, hint = "a conflict of a merge is left", "keep the lines of both sides"
        faults.append(Fault(Code.BASELINE_INVALID, message, hint, number))
    return Baseline(path, tuple(known)), tuple(faults)
