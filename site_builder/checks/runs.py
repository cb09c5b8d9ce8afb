"""Check a run against what its example declares and has recorded."""

from collections.abc import Iterator

from site_builder.checks.outputs import MOST_LINES, Rewrite, check_outputs
from site_builder.model import Code, Example, Location, Problem, Run, RunEnd, Settings

_SAYS = {
    Code.RUN_WROTE_OUTSIDE: "wrote outside its working folder: {what}",
    Code.RUN_UNDECLARED_VARIABLE: "read the variable '{what}', which it does not declare",
    Code.RUN_NETWORK: "tried to reach {what}",
    Code.RUN_FILE_REFUSED: "made a file that cannot be kept: {what}",
    Code.RUN_CHILD_FAILED: "ended with 0, though a process that it started ended with {what}",
}
_REMEDY = {
    Code.RUN_WROTE_OUTSIDE: "write below the current folder",
    Code.RUN_UNDECLARED_VARIABLE: "name it in [needs] env of example.toml",
    Code.RUN_NETWORK: "talk to a server on 127.0.0.1",
    Code.RUN_FILE_REFUSED: "make a regular file of bounded size, or change [run] files",
    Code.RUN_CHILD_FAILED: "pass the failure on, or set children_may_fail = true in [run]",
}
_LESS_MEMORY = "use less, or raise max_memory_bytes"
_ENDS = {
    RunEnd.TIMEOUT: (
        Code.RUN_TIMEOUT,
        "did not end within {timeout:g} seconds",
        "raise [run] timeout in example.toml if it needs more",
    ),
    RunEnd.FLOODED: (
        Code.RUN_FLOODED,
        "printed more than {limits.output_bytes} bytes",
        "print less, or raise max_output_bytes",
    ),
    RunEnd.CROWDED: (
        Code.RUN_CROWDED,
        "had more than {limits.processes} processes at a time",
        "start fewer, or raise max_processes",
    ),
    RunEnd.MEMORY: (
        Code.RUN_MEMORY,
        "took more than {limits.memory_bytes} bytes of memory",
        _LESS_MEMORY,
    ),
    RunEnd.DISK: (
        Code.RUN_DISK,
        "wrote more than {limits.disk_bytes} bytes into its working folder",
        "write less, or raise max_disk_bytes",
    ),
    RunEnd.REFUSED: (
        Code.RUN_UNISOLATED,
        "was not started: {held}",
        "allow user namespaces, or set isolation: auto",
    ),
    RunEnd.LOST: (
        Code.RUN_LOST,
        "killed the processes that watch over it, or the system did",
        "see that it kills only processes of its own",
    ),
}


def check_run(
    run: Run, example: Example, settings: Settings, rewrite: Rewrite
) -> tuple[Problem, ...]:
    """Return what is wrong with a run.

    Args:
        run: The run.
        example: The example that was run.
        settings: The project's settings.
        rewrite: What applies the normalisers that an example has in its own words.

    Returns:
        A problem for each thing that it must not do, else for how it ended, else for what it
        printed.
    """
    leaks = tuple(_leaks(run, example))
    found = (*leaks, *_violations(run, example), *_end(run, example, settings))
    # What a failed run printed says nothing about the recorded output.
    return found or tuple(check_outputs(run, example, rewrite))


def _leaks(run: Run, example: Example) -> Iterator[Problem]:
    names = {"stdout": "standard output", "stderr": "standard error"}
    for leak in run.leaks:
        where = names.get(leak.name, f"the file '{leak.name}'")
        message = f"the example put a secret into {where}, line {leak.line} ({leak.kind})"
        hint = "let it leave the secret out; nothing of it was kept"
        yield Problem(Code.SECRET_FOUND, Location(f"{example.path}/{example.entry}"), message, hint)


def _violations(run: Run, example: Example) -> Iterator[Problem]:
    excused = example.run.children_may_fail or run.exit_code != 0
    for violation in run.violations:
        if violation.code is Code.RUN_CHILD_FAILED and excused:
            continue
        path = f"{example.path}/{violation.file}" if violation.file else example.path
        message = f"the example {_SAYS[violation.code].format(what=violation.what)}"
        location = Location(path, violation.line)
        yield Problem(violation.code, location, message, _REMEDY[violation.code])


def _end(run: Run, example: Example, settings: Settings) -> Iterator[Problem]:
    location = Location(f"{example.path}/{example.entry}")
    if run.end is not RunEnd.EXITED:
        code, says, hint = _ENDS[run.end]
        limits = settings.limits
        held = ", ".join(run.isolation)
        message = says.format(limits=limits, timeout=example.run.timeout, held=held)
        yield Problem(code, location, f"the example {message}", hint)
    elif run.exit_code != example.run.exit_code and _ran_out_of_memory(run):
        message = f"the example asked for more than {settings.limits.memory_bytes} bytes of memory"
        yield Problem(Code.RUN_MEMORY, location, message + _tail(run.stderr), _LESS_MEMORY)
    elif run.exit_code != example.run.exit_code:
        message = f"the example ended with exit code {run.exit_code}, not {example.run.exit_code}"
        hint = f"see it with: site-builder run {example.name}"
        yield Problem(Code.RUN_FAILED, location, message + _tail(run.stderr), hint)


def _ran_out_of_memory(run: Run) -> bool:
    lines = run.stderr.rstrip().splitlines()
    return bool(lines) and lines[-1].startswith(b"MemoryError")


def _tail(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return "".join(f"\n    {line}" for line in lines[-MOST_LINES:])
