"""Read files of results."""

from collections.abc import Sequence
from pathlib import Path

from site_builder.model import Code, Location, Problem
from site_builder.model.results import Results
from site_builder.text.result_file import ResultFileError, parse_results


def read_results(
    files: Sequence[tuple[str, Path]],
) -> tuple[tuple[tuple[str, Results], ...], tuple[Problem, ...]]:
    """Read files of results.

    Args:
        files: Name in messages and path of each.

    Returns:
        Name and content of those that could be read, and a problem for each that could not.
    """
    found: list[tuple[str, Results]] = []
    problems: list[Problem] = []
    for name, path in files:
        try:
            found.append((name, parse_results(path.read_bytes())))
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            problems.append(Problem(Code.RESULTS_INVALID, Location(name), message))
        except ResultFileError as error:
            message = f"the file holds no results: {error}"
            problems.append(Problem(Code.RESULTS_INVALID, Location(name), message))
    return tuple(found), tuple(problems)
