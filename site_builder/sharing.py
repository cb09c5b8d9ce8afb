"""Share the runs of a project among machines: results as files, and the files as one."""

import platform
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from site_builder import __version__
from site_builder.model import Example, Problem, RunEnd, Settings
from site_builder.model.plan import Plan
from site_builder.model.results import Result, Results
from site_builder.stages.result_files import read_results
from site_builder.stages.vary import rewrite
from site_builder.stages.write import write_file
from site_builder.text.examples_digest import digest_of_examples
from site_builder.text.merge import merge_results
from site_builder.text.result_file import render_results
from site_builder.text.results import result_of
from site_builder.text.shards import names_of_shard
from site_builder.ways import Finished

_SYSTEM = "/usr"
"""Much of a system lies there besides Python."""


def examples_of_shard(examples: Sequence[Example], plan: Plan) -> tuple[Example, ...]:
    """Return the examples that this machine runs, in order.

    Args:
        examples: The examples that all machines together run.
        plan: How they run.
    """
    chosen = names_of_shard([one.name for one in examples], plan.shard)
    return tuple(one for one in examples if one.name in chosen)


def collect_results(
    finished: Sequence[Finished],
    asked: Sequence[Example],
    plan: Plan,
    settings: Settings,
    problems: Sequence[Problem],
) -> Results:
    """Return what came of runs, as it is carried to other machines.

    Args:
        finished: The examples that this machine ran, with what is wrong with each.
        asked: The examples that all machines together run.
        plan: How they ran.
        settings: The project.
        problems: What is wrong apart from the runs.
    """
    return Results(
        project=digest_of_examples(asked, settings.limits),
        tool=__version__,
        python=platform.python_version(),
        count=len(asked),
        shard=plan.shard,
        results=tuple(_result(one, settings) for one in finished),
        problems=tuple(problems),
    )


def write_results(results: Results, path: Path, name: str) -> tuple[Problem, ...]:
    """Write results into a file.

    Args:
        results: The results.
        path: The file.
        name: What to call it in a message.

    Returns:
        What kept it from being written.
    """
    return write_file(path, render_results(results), name)


def merge_files(files: Sequence[tuple[str, Path]]) -> Results | tuple[Problem, ...]:
    """Return the results of all shards as one.

    Args:
        files: Name in messages and path of each file.

    Returns:
        The results, or why these files do not make a whole.
    """
    found, problems = read_results(files)
    return problems or merge_results(found)


def _result(finished: Finished, settings: Settings) -> Result:
    if finished.ran is None:
        return Result(finished.example.name, RunEnd.LOST, 0, "", problems=finished.problems)
    run = finished.ran.run
    own = rewrite([run.stdout.decode(errors="backslashreplace")], finished.example.run.normalisers)
    if isinstance(own, tuple):
        # A pattern that takes too long has become a problem, and changes nothing here.
        run = replace(run, stdout=own[0].encode())
    prefixes = {sys.prefix, sys.base_prefix} - {_SYSTEM}
    return result_of(
        finished.example,
        run,
        finished.problems,
        str(settings.root),
        [(prefix, "<python>") for prefix in sorted(prefixes)],
    )
