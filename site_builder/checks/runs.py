"""Check a run against what its example declares and has recorded."""

from collections.abc import Iterator
from difflib import unified_diff

from site_builder.model import Code, Example, Location, Problem, Run, RunEnd, Settings
from site_builder.text.lines import split_lines
from site_builder.text.normalise import normalise

_MOST_LINES = 40
"""How much of a diff or of an error a message shows."""

_SAYS = {
    Code.RUN_WROTE_OUTSIDE: "wrote outside its working folder: {what}",
    Code.RUN_UNDECLARED_VARIABLE: "read the variable '{what}', which it does not declare",
    Code.RUN_NETWORK: "tried to reach {what}",
}
_REMEDY = {
    Code.RUN_WROTE_OUTSIDE: "write below the current folder",
    Code.RUN_UNDECLARED_VARIABLE: "name it in [needs] env of example.toml",
    Code.RUN_NETWORK: "talk to a server on 127.0.0.1",
}


def check_run(run: Run, example: Example, settings: Settings) -> tuple[Problem, ...]:
    """Return what is wrong with a run.

    Args:
        run: The run.
        example: The example that was run.
        settings: The project's settings.

    Returns:
        A problem for each thing that it must not do, else for how it ended, else for what it
        printed.
    """
    found = (*_violations(run, example), *_end(run, example, settings))
    # What a failed run printed says nothing about the recorded output.
    return found or tuple(_output(run, example))


def _violations(run: Run, example: Example) -> Iterator[Problem]:
    for violation in run.violations:
        path = f"{example.path}/{violation.file}" if violation.file else example.path
        message = f"the example {_SAYS[violation.code].format(what=violation.what)}"
        location = Location(path, violation.line)
        yield Problem(violation.code, location, message, _REMEDY[violation.code])


def _end(run: Run, example: Example, settings: Settings) -> Iterator[Problem]:
    location = Location(f"{example.path}/{example.entry}")
    if run.end is RunEnd.TIMEOUT:
        message = f"the example did not end within {example.run.timeout:g} seconds"
        hint = "raise [run] timeout in example.toml if it needs more"
        yield Problem(Code.RUN_TIMEOUT, location, message, hint)
    elif run.end is RunEnd.FLOODED:
        message = f"the example printed more than {settings.limits.output_bytes} bytes"
        yield Problem(Code.RUN_FLOODED, location, message, "print less, or raise max_output_bytes")
    elif run.exit_code != example.run.exit_code:
        message = f"the example ended with exit code {run.exit_code}, not {example.run.exit_code}"
        hint = f"see it with: site-builder run {example.name}"
        yield Problem(Code.RUN_FAILED, location, message + _tail(run.stderr), hint)


def _output(run: Run, example: Example) -> Iterator[Problem]:
    location = Location(f"{example.path}/expected.txt")
    try:
        stdout = run.stdout.decode()
    except UnicodeDecodeError as error:
        entry = Location(f"{example.path}/{example.entry}")
        message = f"the example printed bytes that are not UTF-8 (byte {error.start})"
        yield Problem(Code.RUN_NOT_TEXT, entry, message)
        return
    update = f"if this is right, run: site-builder run {example.name} --update"
    if example.expected is None:
        if stdout:
            message = "the example prints something, and no output is recorded"
            yield Problem(Code.OUTPUT_UNRECORDED, location, message, update)
        return
    diff = output_diff(example.expected.text, stdout, example)
    if diff:
        message = f"the example printed something else\n{_shorten(diff)}"
        yield Problem(Code.OUTPUT_DIFFERS, location, message, update)


def output_diff(expected: str, actual: str, example: Example) -> str:
    """Return how two outputs differ after what varies was taken out, empty if they do not."""
    before = split_lines(normalise(expected, example.run.normalise))
    after = split_lines(normalise(actual, example.run.normalise))
    return "\n".join(unified_diff(before, after, "expected.txt", "this run", lineterm=""))


def _tail(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return "".join(f"\n    {line}" for line in lines[-_MOST_LINES:])


def _shorten(diff: str) -> str:
    lines = split_lines(diff)
    more = [f"… {len(lines) - _MOST_LINES} more lines"] if len(lines) > _MOST_LINES else []
    return "\n".join(f"    {line}" for line in (*lines[:_MOST_LINES], *more))
