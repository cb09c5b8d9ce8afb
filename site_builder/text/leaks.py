"""Take the secrets out of what a run made, so that nothing after it can write them anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from site_builder.model import Leak, MadeFile, Run
from site_builder.text.secrets import KnownSecret, conceal, find_secrets, known_secrets


def withhold(run: Run, variables: Mapping[str, str]) -> Run:
    """Return a run without the secrets that it printed or wrote, and with the places of them.

    Args:
        run: The run, as it was.
        variables: What was passed on to it of the author's environment.
    """
    known = known_secrets(variables)
    outputs = {"stdout": run.stdout, "stderr": run.stderr}
    leaks = [leak for name, data in outputs.items() for leak in _leaks(name, data, known)]
    leaks += [leak for file in run.files for leak in _leaks(file.name, file.data, known)]
    if not leaks and not any(_is_told(one.what, known) for one in run.violations):
        return run
    return replace(
        run,
        stdout=_without(run.stdout, known),
        stderr=_without(run.stderr, known),
        files=tuple(MadeFile(one.name, _without(one.data, known)) for one in run.files),
        violations=tuple(replace(one, what=conceal(one.what, known)) for one in run.violations),
        leaks=tuple(dict.fromkeys(leaks)),
    )


def _leaks(name: str, data: bytes, known: Sequence[KnownSecret]) -> list[Leak]:
    return [Leak(name, one.line, one.kind) for one in find_secrets(_text(data), known)]


def _is_told(text: str, known: Sequence[KnownSecret]) -> bool:
    return bool(find_secrets(text, known))


def _without(data: bytes, known: Sequence[KnownSecret]) -> bytes:
    return conceal(_text(data), known).encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    # Any bytes become a text that becomes the same bytes again.
    return data.decode("utf-8", "surrogateescape")
