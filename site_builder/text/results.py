"""Make of a run what a file of results holds: nothing that differs by place or by time."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from site_builder.model import Code, Example, Problem, Run
from site_builder.model.results import Result
from site_builder.text.normalise import normalise
from site_builder.text.portable import portable


def result_of(
    example: Example,
    run: Run,
    problems: Sequence[Problem],
    root: str,
    places: Sequence[tuple[str, str]] = (),
) -> Result:
    """Return what came of an example.

    Args:
        example: The example.
        run: Its run.
        problems: What is wrong with the run.
        root: Folder of the project on this machine.
        places: Other folders of this machine that may be told of, and what to call each.

    Returns:
        The result, with paths as on any machine and without what the example declares to vary.
    """
    # A secret is not carried anywhere, least of all into a file that is kept by others.
    secret = any(one.code is Code.SECRET_FOUND for one in problems)
    stdout = "" if secret else run.stdout.decode(errors="backslashreplace")
    names = example.run.normalise
    return Result(
        example=example.name,
        end=run.end,
        exit_code=run.exit_code,
        stdout=normalise(portable(stdout, root, places), names),
        files=() if secret else tuple((one.name, _digest(one.data)) for one in run.files),
        problems=tuple(
            replace(one, message=portable(one.message, root, places)) for one in problems
        ),
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
