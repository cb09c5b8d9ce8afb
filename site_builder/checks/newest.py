"""Check what came of an example with the newest versions of what it imports."""

from collections.abc import Iterable, Iterator

from site_builder.model import Code, Example, Location, Problem, Trial


def check_trials(trials: Iterable[Trial], examples: Iterable[Example]) -> Iterator[Problem]:
    """Yield the examples that would break.

    Args:
        trials: What came of each.
        examples: The examples.
    """
    paths = {example.name: example.path for example in examples}
    for trial in trials:
        if not trial.faults:
            continue
        versions = ", ".join(map(str, trial.upgrades))
        message = f"the example fails with {versions}"
        hint = "mend it, or bound the version where your project declares what it needs"
        if trial.broken_before:
            message += ", and with the installed versions as well"
            hint = f"mend it first, see: site-builder run {trial.example}"
        details = "\n".join(f"    {line}" for one in trial.faults for line in one.splitlines())
        place = Location(f"{paths[trial.example]}/example.toml")
        yield Problem(Code.NEWEST_BREAKS, place, f"{message}\n{details}", hint)
