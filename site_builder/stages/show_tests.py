"""Put the tests that prove a sample in the place of one that asks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.model import (
    Code,
    Example,
    Problem,
    ProvingTest,
    Sample,
    Selector,
    SelectorKind,
    Show,
    Site,
    SourceFile,
)
from site_builder.text.cut import cut, language_in
from site_builder.text.fault import Fault
from site_builder.text.notes import take_notes
from site_builder.text.suggest import did_you_mean

_AGAIN = "run: site-builder prove"


def show_tests(
    samples: Sequence[Sample], site: Site
) -> tuple[tuple[Sample, ...], tuple[Problem, ...]]:
    """Replace the samples that ask for tests by these.

    Args:
        samples: The samples of a page, with what is known of their proofs.
        site: The project, whose files hold the tests.

    Returns:
        The samples, among them one for each test to show, and a problem for each sample that has
        none to show.
    """
    found: list[Sample] = []
    problems: list[Problem] = []
    for sample in samples:
        if sample.ref.show is not Show.TEST:
            found.append(sample)
            continue
        tests = _chosen(sample)
        shown = tests if isinstance(tests, Fault) else [*_cuts(sample, tests, site)]
        if isinstance(shown, Fault):
            problems.append(shown.at(sample.ref.location))
            continue
        found += (one for one in shown if isinstance(one, Sample))
        problems += (one.at(sample.ref.location) for one in shown if isinstance(one, Fault))
    return tuple(found), tuple(problems)


def _chosen(sample: Sample) -> Sequence[ProvingTest] | Fault:
    """Return the tests that a sample wants shown, of those that prove it."""
    tests = sample.proof.tests if sample.proof else ()
    if not tests:
        reason = sample.proof.reason if sample.proof else ""
        message = "no test is known that proves this sample"
        message += f": {reason}" if reason else ""
        return Fault(Code.TEST_MISSING, message, _AGAIN)
    wanted = sample.ref.test
    chosen = [one for one in tests if not wanted or wanted in {one.name, one.short_name}]
    if chosen:
        return chosen
    message = f"the test '{wanted}' is none of those that prove this sample"
    names = [one.short_name for one in tests]
    return Fault(Code.TEST_MISSING, message, did_you_mean(wanted, names, separator="."))


def _cuts(sample: Sample, tests: Sequence[ProvingTest], site: Site) -> Iterator[Sample | Fault]:
    """Yield each test as a sample of its own, or why it cannot be shown."""
    names = [one.short_name for one in tests]
    for test in tests:
        place = _file_of(test, site)
        if place is None:
            message = f"the file '{test.file}' of the test '{test.name}' is none of an example"
            yield Fault(Code.TEST_MISSING, message)
            continue
        example, file = place
        name = test.name if names.count(test.short_name) > 1 else test.short_name
        ref = replace(
            sample.ref,
            target=f"{example.name}/{file.name}",
            selector=Selector(SelectorKind.SYMBOL, test.name),
            body=False,
            docstring=False,
            tab=name if len(tests) > 1 else "",
        )
        language = language_in(file)
        lines = cut(file, ref)
        taken = lines if isinstance(lines, list) else take_notes(lines, language)
        if isinstance(taken, list):
            # The record is older than the file.
            yield Fault(Code.TEST_MISSING, f"the test '{test.name}' is not where it was", _AGAIN)
        else:
            shown, notes = taken
            yield Sample(ref, example.name, file.name, language.name, shown, notes=notes)


def _file_of(test: ProvingTest, site: Site) -> tuple[Example, SourceFile] | None:
    """Return the file of an example that holds a test."""
    for example in site.examples:
        for file in example.files:
            if file.path == test.file:
                return example, file
    return None
