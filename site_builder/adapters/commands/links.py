"""The command that asks other sites whether the links to them work."""

from collections import Counter
from typing import Annotated

import typer

from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile, ReportFormat, Strict
from site_builder.report import Format


def links(
    config_file: ConfigFile = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask for every link, whatever was answered before.")
    ] = False,
    strict: Strict = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Ask other sites whether the links to them work, and check nothing else.

    Links of pages, READMEs, comments and docstrings. Each page is asked for once, each host gently;
    a good answer holds for days. What cannot be mended goes under `links.allow`, with a reason.
    """
    built = mkdocs.examine_site(config_file)
    if not any(rendering.pages for rendering in built.renderings):
        # Without a site nothing is known of its links.
        console.finish(built.problems, form, strict=strict, project=built.project)
        raise typer.Exit(1)
    answered = console.ask_others(built.project, built.renderings, fresh=fresh)
    counts = Counter(asked.answer.value for asked in answered.came.values())
    said = ", ".join(f"{count} {answer}" for answer, count in sorted(counts.items())) or "none"
    success = f"Links to other sites, by pages: {said}."
    problems = answered.problems
    console.finish(problems, form, strict=strict, success=success, project=built.project)
