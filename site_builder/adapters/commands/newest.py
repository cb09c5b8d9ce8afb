"""What `run --newest` does: try examples with the newest versions of what they import."""

import os
from collections.abc import Sequence

from site_builder import pipeline
from site_builder.adapters import console
from site_builder.model import Trial
from site_builder.report import Format


def try_newest(names: Sequence[str], project: pipeline.Project, form: Format) -> None:
    """Try examples, say what is newer, and report those that would break.

    Args:
        names: Names of examples; all that can be run or tested when there are none.
        project: Their project.
        form: Form of the report.
    """
    examples = console.chosen(names, pipeline.can_be_tried(project), project)
    tried = pipeline.try_newest(examples, project, os.environ, _tell)
    if not tried.wanted:
        console.errors.print("The examples import no distribution.", markup=False)
    elif not tried.upgrades and not tried.problems:
        console.errors.print(f"Nothing is newer: {', '.join(tried.wanted)}.", markup=False)
    elif tried.upgrades:
        console.errors.print(f"Newer: {', '.join(map(str, tried.upgrades))}", markup=False)
    console.finish((*project.problems, *tried.problems), form, project=project)


def _tell(trial: Trial) -> None:
    state = "breaks" if trial.faults else "works" if trial.upgrades else "nothing newer"
    state = f"{state}, as before" if trial.broken_before else state
    console.errors.print(f"{trial.example}: {state}", markup=False)
