"""Record the outputs of examples, and find out first whether they are the same each time."""

from collections.abc import Callable, Sequence

from site_builder.checks.flaky import check_flaky
from site_builder.checks.runs import check_run
from site_builder.model import Code, Example, Problem, Run, Settings
from site_builder.project import Project
from site_builder.stages.vary import rewrite
from site_builder.stages.write import remove_files, replace_files
from site_builder.text.outputs import outputs_of

_MENDED_BY_RECORDING = frozenset({Code.OUTPUT_DIFFERS, Code.OUTPUT_UNRECORDED})


def settle(
    example: Example,
    settings: Settings,
    run: Run,
    again: Callable[[], Run],
    *,
    times: int = 1,
) -> tuple[Problem, ...]:
    """Check a run, and whether another one is the same where that is in doubt.

    An output that differs from the recorded one may be a new one, or one that is never the same. So
    the example runs once more before that is told.

    Args:
        example: The example that was run.
        settings: The project.
        run: The run.
        again: What runs it once more, without a look at what is stored.
        times: How often it must run in all.
    """
    problems = check_run(run, example, settings, rewrite)
    if any(one.code not in _MENDED_BY_RECORDING for one in problems):
        return problems
    if any(one.code is Code.OUTPUT_DIFFERS for one in problems):
        times = max(times, 2)
    for _ in range(times - 1):
        flaky = tuple(check_flaky(run, again(), example, rewrite))
        if flaky:
            return flaky
    return problems


def record_output(
    example: Example, run: Run, problems: Sequence[Problem], project: Project
) -> tuple[Problem, ...]:
    """Record the outputs of a run as expected from now on, unless the run itself is what is wrong.

    Args:
        example: The example that was run.
        run: The run.
        problems: What is wrong with it.
        project: The project that it belongs to.

    Returns:
        What keeps the outputs from being recorded.
    """
    others = tuple(one for one in problems if one.code not in _MENDED_BY_RECORDING)
    if not problems or others:
        return others
    root = project.settings.root
    wrong = {one.location.path for one in problems}
    outputs = [
        (f"{example.path}/{output.name}", output.made) for output in outputs_of(run, example)
    ]
    written = [
        (root / name, data, name) for name, data in outputs if data is not None and name in wrong
    ]
    gone = [root / name for name, data in outputs if data is None and name in wrong]
    return replace_files(written) or remove_files(gone, example.path)
