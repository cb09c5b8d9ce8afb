"""Find out whether an example makes the same outputs twice, and what would help if it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from site_builder.checks.outputs import Rewrite, shorten
from site_builder.model import Code, Example, Location, Problem, Run
from site_builder.text.fault import Fault
from site_builder.text.normalise import normaliser_names
from site_builder.text.outputs import Output, data_difference, outputs_of, text_diff

_ONCE = "only one of two runs made this"


def check_flaky(first: Run, second: Run, example: Example, rewrite: Rewrite) -> Iterator[Problem]:
    """Yield how two runs of an example differ, one right after the other.

    Args:
        first: A run that ended as declared.
        second: Another one.
        example: The example.
        rewrite: What applies its own normalisers.
    """
    if (first.end, first.exit_code) != (second.end, second.exit_code):
        ends = " and then ".join(_end(run) for run in (first, second))
        yield _problem(example, "", f"two runs ended differently: with {ends}", "")
        return
    made = {output.name: output.made for output in outputs_of(first, example)}
    for output in outputs_of(second, example):
        pair = Output(output.name, made.pop(output.name, None), output.made)
        found = _difference(pair, example, rewrite)
        if found:
            yield _problem(example, output.name, found.words, found.hint)
    # The rest was made by the first only.
    for name in made:
        yield _problem(example, name, _ONCE, "")


@dataclass(frozen=True, slots=True)
class _Found:
    words: str
    hint: str


def _difference(pair: Output, example: Example, rewrite: Rewrite) -> _Found | None:
    before, after = pair.recorded, pair.made
    if before == after:
        return None
    if before is None or after is None:
        return _Found(_ONCE, "")
    if pair.texts is None:
        words = data_difference(before, after).replace("are recorded", "before")
        return _Found(f"two runs made different files: {words}", "")
    texts = rewrite(pair.texts, example.run.normalisers)
    if isinstance(texts, Fault):
        # That a pattern takes too long has been said of the first run.
        return None
    names = example.run.normalise
    diff = text_diff(texts[0], texts[1], names, "one run", "another run")
    if not diff:
        return None
    return _Found(f"two runs made different texts\n{shorten(diff)}", _helping(texts, names))


def _helping(texts: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Return what to write of the normalisers that would take the difference out."""
    listed = ", ".join(f'"{name}"' for name in helping_names(texts, names))
    return f"if that is meant to vary, write normalise = [{listed}] under [run]" if listed else ""


def helping_names(texts: tuple[str, ...], names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the normalisers that take the difference of two texts out, the fewest that do.

    Args:
        texts: The two texts.
        names: Normalisers that apply already.

    Returns:
        All that would then apply; none where no two more are enough.
    """
    others = [name for name in normaliser_names() if name not in names]
    for count in (1, 2):
        for more in combinations(others, count):
            if not text_diff(texts[0], texts[1], (*names, *more), "", ""):
                return (*names, *more)
    return ()


def _problem(example: Example, name: str, message: str, hint: str) -> Problem:
    hint = hint or "pass a seed and a clock, and sort what has no order"
    place = f"{example.path}/{name}" if name else f"{example.path}/{example.entry}"
    return Problem(Code.OUTPUT_FLAKY, Location(place), message, hint)


def _end(run: Run) -> str:
    return f"exit code {run.exit_code}" if run.end.value == "exited" else run.end.value
