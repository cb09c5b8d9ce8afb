"""What the commands share: running with progress, reporting, ending with an exit code."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from site_builder import pipeline
from site_builder.model import Code, Example, Location, Problem, Run
from site_builder.report import Format, exit_code, report
from site_builder.stages.write import write_files
from site_builder.text.suggest import did_you_mean

errors = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
"""Where people are told of problems and progress; results go to standard output."""


def run_all(
    examples: Sequence[Example], project: pipeline.Project
) -> list[tuple[Example, Run, tuple[Problem, ...]]]:
    """Run examples side by side; results come in the order of the examples."""
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("Running examples", total=len(examples))

        def one(example: Example) -> tuple[Example, Run, tuple[Problem, ...]]:
            result, problems = pipeline.run_example(example, project, os.environ)
            progress.advance(task)
            return example, result, problems

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(one, examples))


def named(names: Sequence[str], project: pipeline.Project) -> tuple[Example, ...]:
    """Return the examples of those names, all when there are none; an unknown one is the end."""
    examples = {example.name: example for example in pipeline.runnable(project)}
    for name in names:
        if name not in examples:
            hint = did_you_mean(name, examples)
            place = Location(project.settings.relative(project.settings.examples_dir / name))
            cannot(Problem(Code.EXAMPLE_MISSING, place, "there is no such example to run", hint))
    return tuple(examples[name] for name in names) if names else tuple(examples.values())


def show_run(result: Run, found: Sequence[Problem], *, whole: bool) -> None:
    """Print what an example printed, or only how that compares with what is recorded."""
    if whole:
        typer.echo(result.stdout.decode(errors="replace"), nl=False)
    else:
        state = ", ".join(dict.fromkeys(one.code.slug for one in found)) or "as recorded"
        errors.print(f"{result.example}: {state} ({result.seconds:.1f} s)", markup=False)


def update(
    example: Example, result: Run, found: Sequence[Problem], project: pipeline.Project
) -> tuple[Problem, ...]:
    """Record the output of a run, and say so when that changed the recorded one."""
    left = pipeline.record_output(example, result, found, project)
    if found and not left:
        errors.print(f"{example.path}/expected.txt: recorded", markup=False)
    return left


def write_new(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files and print their paths; when one of them is there already, write none."""
    for target, _ in files:
        if target.exists():
            place = Location(shown(target))
            message, hint = "the file is already there", "choose another path"
            cannot(Problem(Code.CANNOT_WRITE, place, message, hint))
    finish(write_files([(target, data, shown(target)) for target, data in files]), Format.TEXT)
    for target, _ in files:
        typer.echo(shown(target))


def finish(
    problems: Sequence[Problem], form: Format, *, strict: bool = False, success: str = ""
) -> None:
    """Print the report and end with its exit code; a success goes to standard output."""
    text = report(problems, form)
    code = exit_code(problems, strict=strict)
    if text and (problems or form is Format.JSON):
        # A report that a program reads belongs on standard output, one for people does not.
        typer.echo(text) if form is not Format.TEXT else errors.print(text, markup=False)
    if code:
        raise typer.Exit(code)
    if success and form is Format.TEXT:
        typer.echo(success)


def cannot(problem: Problem) -> NoReturn:
    """Print why the command cannot go on, and end with exit code 2."""
    errors.print(str(problem), markup=False)
    raise typer.Exit(2)


def shown(path: Path) -> str:
    """Return a path as its user would write it: relative to where they are, if it is below."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
