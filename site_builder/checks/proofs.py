"""Check that pages which demand it show only what passing tests have executed."""

from collections.abc import Iterable, Iterator, Mapping

from site_builder.model import (
    Code,
    Demand,
    Location,
    Page,
    Problem,
    Proof,
    ProofRecord,
    ProofState,
    Sample,
    Settings,
)
from site_builder.text.proof_line import line_numbers, ranges

REQUIRED = "required"
"""What the front matter of a page says to demand proof."""


def demands_proof(page: Page, settings: Settings) -> bool:
    """Return whether a page may show only samples that are proven.

    Args:
        page: The page.
        settings: The project.
    """
    if settings.proof is Demand.LISTED:
        listed = any(
            page.source == one or page.source.startswith(f"{one.rstrip('/')}/")
            for one in settings.proof_listed
        )
        return listed or page.front_matter.proof == REQUIRED
    return settings.proof is Demand.ALL


def check_proofs(
    pages: Iterable[tuple[Page, Iterable[Sample]]], settings: Settings
) -> Iterator[Problem]:
    """Yield the samples that are not proven where they must be.

    Args:
        pages: The pages with their samples.
        settings: The project.
    """
    for page, samples in pages:
        if page.front_matter.proof not in {"", REQUIRED}:
            message = f"'proof' can only be '{REQUIRED}', not '{page.front_matter.proof}'"
            yield Problem(Code.FRONT_MATTER_INVALID, Location(page.path, 1), message)
        if demands_proof(page, settings):
            for sample in samples:
                if sample.proof and sample.proof.state is not ProofState.PROVEN:
                    yield _unproven(sample, sample.proof)


def _unproven(sample: Sample, proof: Proof) -> Problem:
    name = f"{sample.example}/{sample.file}"
    name += f"::{sample.ref.selector.name}" if sample.ref.selector.name else ""
    message = f"the sample '{name}' is not proven: {proof.reason}"
    if proof.state is ProofState.PARTLY:
        missed = line_numbers(proof, [line.number for line in sample.lines])
        message = (
            f"the sample '{name}' is partly proven: no passing test executes {_told(missed)} of it"
            f" (in the file {ranges(proof.lines)})"
        )
    return Problem(Code.SAMPLE_UNPROVEN, sample.ref.location, message)


def _told(numbers: tuple[int, ...]) -> str:
    return f"line{'s' if len(numbers) > 1 else ''} {ranges(numbers)}"


def check_tests(records: Mapping[str, ProofRecord], stale: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the tests that did not pass when they were last run.

    Args:
        records: What the tests of examples did.
        stale: The examples whose records no longer hold; their tests may have been mended.
    """
    for name, record in records.items():
        for test in record.failed if name not in stale else ():
            file, _, function = test.partition("::")
            message = f"the test '{function}' did not pass when it was last run"
            yield Problem(Code.TEST_FAILED, Location(file), message)
