"""Commands that make the site, show it or check it."""

from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import (
    ConfigFile,
    Fresh,
    Jobs,
    ReportFormat,
    ResultsFile,
    Scheduler,
    ShardText,
    Strict,
    plan_of,
)
from site_builder.adapters.serve import serve_site
from site_builder.model import Code, Demand
from site_builder.report import Format

_OF_PROOF = frozenset({Code.SAMPLE_UNPROVEN, Code.TEST_FAILED})


def build(
    config_file: ConfigFile = "",
    site_dir: Annotated[
        str, typer.Option("--site-dir", "-d", help="Folder for the site.", metavar="DIR")
    ] = "",
    strict: Strict = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Build the site.

    The result takes the place of the last one only when there are no errors. Outputs come from the
    recorded runs; `site-builder check` runs the examples again and compares.
    """
    built = mkdocs.build_site(config_file, strict=strict, site_dir=site_dir)
    success = f"Site: {console.shown(built.site_dir)}/"
    console.finish(built.problems, form, strict=strict, success=success)


def serve(
    config_file: ConfigFile = "",
    address: Annotated[
        str, typer.Option("--dev-addr", "-a", help="Address to serve on.", metavar="HOST:PORT")
    ] = "",
) -> None:
    """Show the site while you write; it reloads when a page, an example or a template changes."""
    serve_site(config_file, address)


def check(
    config_file: ConfigFile = "",
    run_examples: Annotated[
        bool, typer.Option("--run/--no-run", help="Run the examples and compare their output.")
    ] = True,
    fresh: Fresh = False,
    jobs: Jobs = 0,
    scheduler: Scheduler = "",
    shard: ShardText = "",
    results: ResultsFile = "",
    external: Annotated[
        bool, typer.Option("--external", help="Also ask other sites whether their links work.")
    ] = False,
    proof: Annotated[
        Demand | None,
        typer.Option(help="Pages that may show only what tests executed; left out: the option."),
    ] = None,
    strict: Strict = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Check everything and change nothing of the project.

    Samples, pages, navigation, examples and their outputs, and each link and anchor of the site as
    it would be published. All problems are reported in one run. Examples of whose dependencies
    nothing has changed are not run again; `site-builder why EXAMPLE` explains.
    """
    built = mkdocs.examine_site(config_file, strict=strict)
    problems = list(built.problems)
    if proof:
        problems = [one for one in problems if one.code not in _OF_PROOF]
        problems += pipeline.check_proven(built.project.site, proof)
    problems += pipeline.unreviewed(built.project)
    prose = pipeline.check_prose(built.project)
    problems += prose.problems
    console.say_notes(prose.notes, form)
    if run_examples:
        plan = plan_of(jobs, scheduler, shard, results, fresh=fresh)
        examples = pipeline.runnable(built.project)
        runs = console.run_all(examples, built.project, plan)
        problems += console.share(runs, examples, plan, built.project, problems)
        problems += [problem for one in runs for problem in one.problems]
        console.say_isolation((one.ran.run for one in runs if one.ran and not one.ran.stored), form)
    if external:
        for rendering in built.renderings:
            problems += pipeline.check_external(built.project, rendering)
    success = "No errors." if problems else "No problems."
    console.finish(problems, form, strict=strict, success=success)
