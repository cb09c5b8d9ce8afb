"""Run an example in a child process that is bounded and watched. The only place that starts one."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from site_builder.model import Code, Example, Run, Session, Settings, Start, Violation
from site_builder.stages.alone import run_alone
from site_builder.stages.collect import collect
from site_builder.stages.launch import FIXED, GUARD, Job, Launcher, Outcome, can_launch
from site_builder.stages.witness import read_report
from site_builder.text.leaks import withhold
from site_builder.text.session import parse_session

_OWN = ("PATH", "HOME", "TMPDIR", "PYTHONPATH", "SITE_BUILDER_GUARD", "LC_CTYPE")
_NO_LAUNCHER = ("socket guard (namespaces are not available: this is not Linux)",)


def execute(
    example: Example,
    settings: Settings,
    environment: Mapping[str, str],
    *,
    launcher: Launcher | None = None,
    python: str = "",
) -> Run:
    """Run an example once.

    The child works in an empty temporary folder, shut off from network, processes and files where
    the system allows it, with an environment made from nothing: UTC, a fixed hash seed, the C
    locale, 80 columns, and those variables that the example declares.

    Args:
        example: The example.
        settings: The project, whose root the child can import from.
        environment: The author's variables, from which the declared ones are taken.
        launcher: What starts the run; one for this run only if left out.
        python: The interpreter for a launcher of its own, this process's if empty.

    Returns:
        What the run printed, how it ended, the declared files that it made, what it tried that it
        must not do, and what it used; without the secrets that it printed or wrote.
    """
    with tempfile.TemporaryDirectory(prefix="run-", ignore_cleanup_errors=True) as name:
        # The report lies outside of the working folder, which stays empty for the example.
        outer = Path(name).resolve()
        (outer / "work").mkdir()
        program = launcher.python if launcher else python or sys.executable
        job = _job(example, settings, environment, outer, program)
        if launcher:
            outcome = launcher.run(job)
        elif can_launch():
            with Launcher(program) as own:
                outcome = own.run(job)
        else:
            outcome = _alone(job)
        violations, seen = read_report(outer / "report.jsonl", settings)
        patterns = example.run.files
        files, refused = collect(outer / "work", patterns, settings.limits.file_bytes)
    violations += tuple(
        Violation(Code.RUN_CHILD_FAILED, f"exit code {code}", "", 0) for code in outcome.left
    )
    run = Run(
        example.name,
        outcome.end,
        outcome.exit_code,
        outcome.stdout,
        outcome.stderr,
        outcome.seconds,
        (*violations, *refused),
        files,
        seen=seen,
        isolation=outcome.isolation,
    )
    return withhold(run, _declared(example, environment))


def module_name(example: Example, settings: Settings) -> str:
    """Return the name under which `python -m` runs an example."""
    package = settings.relative(settings.examples_dir).split("/")
    name = ".".join((*package, *example.name.split("/")))
    return name if example.entry == "__main__.py" else f"{name}.{example.short_name}"


def _job(
    example: Example, settings: Settings, given: Mapping[str, str], outer: Path, python: str
) -> Job:
    work = outer / "work"
    module = module_name(example, settings)
    start = settings.start if example.run.start is Start.AUTO else example.run.start
    forks = can_launch() and start is not Start.SPAWN and example.entry.endswith(".py")
    guard: dict[str, object] = {
        "work": str(work),
        "example": str((settings.root / example.path).resolve()),
        "variables": [*example.needs.env, *FIXED, "FORCE_COLOR", *_OWN],
        "declared": [*example.needs.env],
        "report": str(outer / "report.jsonl"),
        # Where there is a launcher, it bounds the memory from outside.
        "memory": 0 if can_launch() else settings.limits.memory_bytes,
    }
    return Job(
        outer,
        work,
        _environment(example, settings, given, guard, python)
        | ({} if example.entry.endswith(".py") else {"EXAMPLE": str(guard["example"])}),
        example.run.timeout,
        settings.limits,
        settings.isolation,
        () if forks else _command(example, settings, outer, python),
        module,
        example.run.args,
        _search_path(settings),
        guard,
    )


def _command(example: Example, settings: Settings, outer: Path, python: str) -> tuple[str, ...]:
    if example.entry.endswith(".py"):
        return (python, "-B", "-m", module_name(example, settings), *example.run.args)
    file = example.file(example.entry)
    plan = outer / "session.json"
    plan.write_text(json.dumps(_plan(file.text if file else "", example.entry)), encoding="utf-8")
    # Isolated, so that the watch looks at the commands and not at what runs them.
    return (python, "-I", "-B", str(GUARD / "site_builder_guard" / "session.py"), str(plan))


def _plan(text: str, name: str) -> dict[str, object]:
    """Return what runs a session is told of it."""
    session = parse_session(text) if name == "session.toml" else None
    if not isinstance(session, Session):
        return {"script": text, "servers": [], "steps": []}
    servers = [{**asdict(one), "env": dict(one.env)} for one in session.servers]
    return {"script": "", "servers": servers, "steps": [asdict(one) for one in session.steps]}


def _environment(
    example: Example,
    settings: Settings,
    given: Mapping[str, str],
    guard: Mapping[str, object],
    python: str,
) -> dict[str, str]:
    path = [str(Path(python).parent), *os.defpath.split(os.pathsep)]
    fixed = {name: value for name, value in FIXED.items() if name != "NO_COLOR"}
    colour = {"FORCE_COLOR": "1"} if example.run.colour else {"NO_COLOR": "1"}
    return {
        # First, so that no example can declare the watch or the fixed values away.
        **_declared(example, given),
        **fixed,
        **colour,
        "PATH": os.pathsep.join(path),
        "HOME": str(guard["work"]),
        "TMPDIR": str(guard["work"]),
        "PYTHONPATH": os.pathsep.join(_search_path(settings)),
        "SITE_BUILDER_GUARD": json.dumps(guard),
    }


def _declared(example: Example, given: Mapping[str, str]) -> dict[str, str]:
    """Return those of the author's variables that an example may have."""
    return {name: given[name] for name in example.needs.env if name in given}


def _search_path(settings: Settings) -> tuple[str, ...]:
    return (str(GUARD), str(settings.root), *map(str, settings.import_dirs))


def _alone(job: Job) -> Outcome:
    ended = run_alone(
        job.command, job.work, job.environment, timeout=job.timeout, limits=job.limits
    )
    return Outcome(
        ended.end, ended.exit_code, ended.stdout, ended.stderr, ended.seconds, _NO_LAUNCHER
    )
