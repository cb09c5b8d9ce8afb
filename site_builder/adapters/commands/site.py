"""Commands that make the site, show it or check it."""

from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import (
    BaselineFile,
    ConfigFile,
    Fresh,
    Jobs,
    ReportFormat,
    Reports,
    ResultsFile,
    Scheduler,
    ShardText,
    Strict,
    plan_of,
    reports_of,
)
from site_builder.model import Code, Demand
from site_builder.report import Format, exit_code, in_order

_OF_PROOF = frozenset({Code.SAMPLE_UNPROVEN, Code.TEST_FAILED})


def build(
    config_file: ConfigFile = "",
    site_dir: Annotated[
        str, typer.Option("--site-dir", "-d", help="Folder for the site.", metavar="DIR")
    ] = "",
    strict: Strict = False,
    baseline: BaselineFile = "",
    form: ReportFormat = Format.TEXT,
    reports: Reports = None,
) -> None:
    """Build the site.

    The result takes the place of the last one only when there are no errors. Outputs come from the
    recorded runs; `site-builder check` runs the examples again and compares.
    """
    files = reports_of(reports)
    built = mkdocs.build_site(config_file, strict=strict, site_dir=site_dir, baseline=baseline)
    success = f"Site: {console.shown(built.site_dir)}/"
    problems = built.problems
    problems += console.write_reports(files, problems, built.project, strict=strict)
    console.finish(problems, form, strict=strict, success=success, project=built.project)


def serve(
    config_file: ConfigFile = "",
    address: Annotated[
        str, typer.Option("--dev-addr", "-a", help="Address to serve on.", metavar="HOST:PORT")
    ] = "",
) -> None:
    """Show the site while you write; it reloads when a page, an example or a template changes."""
    # No other command has a server, and its modules are slow to import.
    from site_builder.adapters.serving.command import serve_site  # noqa: PLC0415

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
    baseline: BaselineFile = "",
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write all that is found to the baseline.")
    ] = False,
    form: ReportFormat = Format.TEXT,
    reports: Reports = None,
) -> None:
    """Check everything and change nothing of the project.

    Samples, pages, navigation, examples and their outputs, and each link and anchor of the site as
    it would be published. All problems are reported in one run. Examples of whose dependencies
    nothing has changed are not run again; `site-builder why EXAMPLE` explains.
    """
    files = reports_of(reports)
    built = mkdocs.examine_site(config_file, strict=strict, baseline=baseline)
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
        problems += console.ask_others(built.project, built.renderings).problems
    if update_baseline:
        problems += console.update_baseline(problems, built.project)
    judge = pipeline.judge_of(built.project.settings)
    judged = judge.judge(problems)
    made = not exit_code(judge.judge(built.problems), strict=False)
    ran = run_examples and not shard
    problems += pipeline.unneeded(judged, judge, ran=ran, external=external, made=made)
    success = "No errors." if in_order(judge.judge(problems)) else "No problems."
    problems += console.write_reports(files, problems, built.project, strict=strict)
    console.finish(problems, form, strict=strict, success=success, project=built.project)
