"""Run an example in a child process that is bounded and watched. The only place that starts one."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from site_builder.model import Code, Example, Limits, Run, RunEnd, Settings, Violation

_PAUSE = 0.05
"""Seconds after which a silent run is looked at again."""
_GUARD = Path(__file__).resolve().parent.parent / "guard"
_KINDS = {
    "write": Code.RUN_WROTE_OUTSIDE,
    "variable": Code.RUN_UNDECLARED_VARIABLE,
    "network": Code.RUN_NETWORK,
}

_OWN = ("PATH", "HOME", "TMPDIR", "PYTHONPATH", "SITE_BUILDER_GUARD", "LC_CTYPE")
_FIXED = {
    "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
    "LINES": "24",
    "NO_COLOR": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
}


def execute(example: Example, settings: Settings, environment: Mapping[str, str]) -> Run:
    """Run an example once.

    The child works in an empty temporary folder, in its own process group, with an environment made
    from nothing: UTC, a fixed hash seed, the C locale, 80 columns, and those variables that the
    example declares.

    Args:
        example: The example.
        settings: The project, whose root the child can import from.
        environment: The author's variables, from which the declared ones are taken.

    Returns:
        What the run printed, how it ended, and what it tried that it must not do.
    """
    with tempfile.TemporaryDirectory(prefix="run-", ignore_cleanup_errors=True) as name:
        # The report lies outside of the working folder, which stays empty for the example.
        outer = Path(name).resolve()
        work, report = outer / "work", outer / "report.jsonl"
        work.mkdir()
        child_environment = _environment(example, settings, environment, work, report)
        started = time.monotonic()
        end, exit_code, stdout, stderr = _run(
            _command(example, settings),
            work,
            child_environment,
            example.run.timeout,
            settings.limits,
        )
        seconds = time.monotonic() - started
        violations = _read_report(report)
    return Run(example.name, end, exit_code, stdout, stderr, seconds, violations)


def module_name(example: Example, settings: Settings) -> str:
    """Return the name under which `python -m` runs an example."""
    package = settings.relative(settings.examples_dir).split("/")
    name = ".".join((*package, *example.name.split("/")))
    return name if example.entry == "__main__.py" else f"{name}.{example.short_name}"


def _command(example: Example, settings: Settings) -> list[str]:
    return [sys.executable, "-B", "-m", module_name(example, settings), *example.run.args]


def _environment(
    example: Example, settings: Settings, given: Mapping[str, str], work: Path, report: Path
) -> dict[str, str]:
    declared = {name: given[name] for name in example.needs.env if name in given}
    guard = {
        "work": str(work),
        "example": str((settings.root / example.path).resolve()),
        "variables": [*example.needs.env, *_FIXED, *_OWN],
        "report": str(report),
        "memory": settings.limits.memory_bytes,
    }
    path = [str(Path(sys.executable).parent), *os.defpath.split(os.pathsep)]
    return {
        # First, so that no example can declare the watch or the fixed values away.
        **declared,
        **_FIXED,
        "PATH": os.pathsep.join(path),
        "HOME": str(work),
        "TMPDIR": str(work),
        "PYTHONPATH": os.pathsep.join((str(_GUARD), str(settings.root))),
        "SITE_BUILDER_GUARD": json.dumps(guard),
    }


def _run(
    command: list[str], work: Path, environment: dict[str, str], timeout: float, limits: Limits
) -> tuple[RunEnd, int, bytes, bytes]:
    """Run a command; kill its whole process group when it passes a bound, and at its end."""
    with subprocess.Popen(
        command,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        outputs = (bytearray(), bytearray())
        try:
            end = _collect(process, outputs, timeout, limits.output_bytes)
        finally:
            _kill(process)
    return end, process.returncode, bytes(outputs[0]), bytes(outputs[1])


def _collect(
    process: subprocess.Popen[bytes],
    outputs: tuple[bytearray, bytearray],
    timeout: float,
    limit: int,
) -> RunEnd:
    """Read what a process prints until it ends or passes a bound."""
    deadline = time.monotonic() + timeout
    with selectors.DefaultSelector() as selector:
        for stream, output in zip(
            filter(None, (process.stdout, process.stderr)), outputs, strict=True
        ):
            selector.register(stream, selectors.EVENT_READ, output)
        while selector.get_map():
            # A process that the example left behind may hold a pipe open for ever, so after the end
            # only what stands in the pipes counts.
            ended = process.poll() is not None
            longest = _read_ready(selector, 0 if ended else _PAUSE, limit)
            if longest > limit:
                return RunEnd.FLOODED
            if ended and longest < 0:
                break
            if not ended and time.monotonic() > deadline:
                return RunEnd.TIMEOUT
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return RunEnd.TIMEOUT
    return RunEnd.EXITED


def _read_ready(selector: selectors.BaseSelector, wait: float, limit: int) -> int:
    """Read what is there, up to the limit; return the longest size, -1 if nothing came."""
    longest = -1
    for key, _ in selector.select(wait):
        chunk = os.read(key.fd, 65536)
        if not chunk:
            selector.unregister(key.fileobj)
        longest = max(longest, len(key.data) + len(chunk))
        key.data.extend(chunk[: limit - len(key.data)])
    return longest


def _kill(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _read_report(report: Path) -> tuple[Violation, ...]:
    """Return what the guard wrote, each thing once."""
    if not report.exists():
        return ()
    entries = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    violations = (
        Violation(_KINDS[entry["kind"]], entry["what"], entry["file"], entry["line"])
        for entry in entries
    )
    return tuple(dict.fromkeys(violations))
