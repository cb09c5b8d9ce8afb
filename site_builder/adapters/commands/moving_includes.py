"""What the command `adopt` does with includes: write what becomes of them, and tell it."""

from collections.abc import Sequence

import typer

from site_builder import pipeline
from site_builder.model import Page, Problem
from site_builder.stages.load_text import load_exactly
from site_builder.stages.write import replace_files


def move_includes(
    pages: Sequence[Page], project: pipeline.Project, *, dry_run: bool
) -> tuple[Problem, ...]:
    """Turn includes of files that lie in examples into samples, and tell what became of each.

    Args:
        pages: The pages.
        project: The project.
        dry_run: Whether to tell only, and write nothing.

    Returns:
        What could not be written; then nothing was.
    """
    moved = pipeline.move_includes(pages, project)
    root = project.settings.root
    files = [(root / file.path, file.data, file.path) for file in moved.files]
    files += [
        (root / one.page.path, one.text.encode(), one.page.path)
        for one in moved.pages
        if one.text != load_exactly(root / one.page.path)
    ]
    problems = () if dry_run else replace_files(files)
    if not problems:
        _tell(moved, dry_run=dry_run)
    return tuple(problems)


def _tell(moved: pipeline.MovedIncludes, *, dry_run: bool) -> None:
    would = "would become" if dry_run else "became"
    for one in moved.pages:
        page, count = one.page, len(one.adopted.samples)
        includes = "1 include" if count == 1 else f"{count} includes"
        done = f"{includes} {would} samples" if count > 1 else f"{includes} {would} a sample"
        typer.echo(f"{page.path}: {done if count else 'no include to move'}")
        for line, reason in one.adopted.left:
            typer.echo(f"    {page.path}:{line + page.body_line - 1}: left, because {reason}")
        for line, words in one.adopted.lost:
            typer.echo(f"    {page.path}:{line + page.body_line - 1}: {words}")
    for file in moved.files:
        typer.echo(f"{file.path}: the sections {would} regions")
