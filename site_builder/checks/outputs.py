"""Compare what a run made with what is recorded of its example."""

from collections.abc import Callable, Iterator, Sequence

from site_builder.model import Code, Example, Location, Normaliser, Problem, Run
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.outputs import (
    STDERR,
    STDOUT,
    Output,
    data_difference,
    is_declared,
    outputs_of,
    text_diff,
)

Rewrite = Callable[[Sequence[str], Sequence[Normaliser]], tuple[str, ...] | Fault]
"""How the normalisers that an example has in its own words are applied."""

_UNRECORDED = {
    STDOUT: "prints something, and no output is recorded",
    STDERR: "prints something on standard error, and none of it is recorded",
}
"""What is printed, and what to say when it is not recorded."""
_UNRECORDED_FILE = "makes this file, and it is not recorded"
MOST_LINES = 40
"""How much of a diff or of an error a message shows."""


def check_outputs(run: Run, example: Example, rewrite: Rewrite) -> Iterator[Problem]:
    """Yield how the outputs of a run differ from the recorded ones.

    Args:
        run: The run; it ended as declared.
        example: The example that was run.
        rewrite: What applies its own normalisers.
    """
    yield from _not_made(run, example)
    for output in outputs_of(run, example):
        yield from _check(output, example, rewrite)


def _not_made(run: Run, example: Example) -> Iterator[Problem]:
    for pattern in example.run.files:
        if not any(is_declared(file.name, pattern) for file in run.files):
            message = f"the example did not make the file '{pattern}', which it declares"
            hint = "write it below the current folder, or correct [run] files"
            location = Location(f"{example.path}/example.toml")
            yield Problem(Code.RUN_FILE_MISSING, location, message, hint)


def _check(output: Output, example: Example, rewrite: Rewrite) -> Iterator[Problem]:
    location = Location(f"{example.path}/{output.name}")
    update = f"if this is right, run: site-builder run {example.name} --update"
    fault = _text_fault(output)
    if fault:
        yield Problem(Code.RUN_NOT_TEXT, Location(f"{example.path}/{example.entry}"), fault)
    elif output.recorded is None:
        if output.made or output.name not in _UNRECORDED:
            message = f"the example {_UNRECORDED.get(output.name, _UNRECORDED_FILE)}"
            yield Problem(Code.OUTPUT_UNRECORDED, location, message, update)
    elif output.made is None:
        message = "this is recorded, and the run did not make it"
        yield Problem(Code.OUTPUT_DIFFERS, location, message, update)
    else:
        difference = _difference(output, example, rewrite)
        if isinstance(difference, Fault):
            yield difference.at(Location(f"{example.path}/example.toml"))
        elif difference:
            does = "printed" if output.name in _UNRECORDED else "made"
            message = f"the example {does} something else{difference}"
            yield Problem(Code.OUTPUT_DIFFERS, location, message, update)


def _difference(output: Output, example: Example, rewrite: Rewrite) -> str | Fault:
    """Return how an output differs from the recorded one, as the end of a sentence."""
    if output.texts is None:
        words = data_difference(output.recorded or b"", output.made or b"")
        return f": {words}" if words else ""
    texts = rewrite(output.texts, example.run.normalisers)
    if isinstance(texts, Fault):
        return texts
    diff = text_diff(texts[0], texts[1], example.run.normalise, output.name)
    return f"\n{shorten(diff)}" if diff else ""


def shorten(text: str) -> str:
    """Return the first lines of a diff, indented as details of a message."""
    lines = split_lines(text)
    more = [f"… {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join(f"    {line}" for line in (*lines[:MOST_LINES], *more))


def _text_fault(output: Output) -> str:
    """Return why what was printed is no text, empty if it is."""
    if output.name not in _UNRECORDED or output.made is None:
        return ""
    try:
        output.made.decode()
    except UnicodeDecodeError as error:
        return f"the example printed bytes that are not UTF-8 (byte {error.start})"
    return ""
