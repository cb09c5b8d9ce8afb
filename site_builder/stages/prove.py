"""Say of each sample of a page what passing tests have executed of it."""

from collections.abc import Sequence
from dataclasses import replace

from site_builder.model import (
    Demand,
    Example,
    Proof,
    ProofRecord,
    ProofState,
    Sample,
    Show,
    Site,
    SourceFile,
)
from site_builder.text.checkers import checker_for
from site_builder.text.prove import prove_code, prove_reading
from site_builder.text.tested import is_recorded


def prove(samples: Sequence[Sample], site: Site) -> tuple[Sample, ...]:
    """Return samples with their proofs.

    Args:
        samples: The samples of a page.
        site: The project. Where no tests were ever run for proofs and none are demanded, nothing is
            said about them.

    Returns:
        The samples. One that shows only what a run gave has no proof: a run gave it.
    """
    if not site.proofs and site.settings.proof is Demand.OFF:
        return tuple(samples)
    return tuple(_proven(sample, site) for sample in samples)


def _proven(sample: Sample, site: Site) -> Sample:
    example = site.example(sample.example)
    file = example.file(sample.file) if example else None
    if not example or not file or sample.ref.show is Show.OUTPUT or is_recorded(file.name):
        return sample
    return replace(sample, proof=_proof(sample, example, file, site))


def _proof(sample: Sample, example: Example, file: SourceFile, site: Site) -> Proof:
    records = _records(example, site)
    proof: Proof | None
    if file.name.endswith(".py"):
        shown = [line.number for line in sample.lines]
        proof = prove_code(file.path, file.text, shown, records)
    else:
        proof = prove_reading(file.path, checker_for(file.name, example.checkers), records)
    if proof and proof.state is ProofState.PROVEN:
        return proof
    reason = _reason(example, site)
    if proof and (not reason or proof.state is ProofState.PARTLY):
        return proof
    lines = tuple(line.number for line in sample.lines)
    return Proof(ProofState.UNPROVEN, lines=lines, reason=reason or "no passing test executes it")


def _records(example: Example, site: Site) -> list[ProofRecord]:
    """Return the records that still hold, that of the sample's own example first."""
    names = sorted(site.proofs, key=lambda name: (name != example.name, name))
    return [site.proofs[name] for name in names if name not in site.stale]


def _reason(example: Example, site: Site) -> str:
    """Return why nothing is known of an example, empty if something is."""
    if not example.tests:
        return "its example has no tests"
    if example.name not in site.proofs:
        return "its tests were not run; run: site-builder prove"
    return site.stale.get(example.name, "")
