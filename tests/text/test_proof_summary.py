from pathlib import Path

import pytest

from site_builder.model import (
    Location,
    Page,
    Proof,
    ProofState,
    Sample,
    SampleRef,
    Settings,
    Show,
)
from site_builder.text.proof_summary import ProofCount, count_proofs, page_summary

PROVEN, PARTLY, UNPROVEN = (Proof(state) for state in ProofState)
PAGE = Page("guides/one.md", "docs/guides/one.md", "Text.\n")


def sample(proof: Proof | None, show: Show = Show.CODE, file: str = "b.py") -> Sample:
    ref = SampleRef(Location("docs/guides/one.md", 1), (1, 3), "", "a/b", show=show)
    return Sample(ref, "a/b", file, "python", (), proof=proof)


def settings(tmp_path: Path, proof_page: str = "") -> Settings:
    return Settings(tmp_path, tmp_path, tmp_path, proof_page=proof_page)


def test_samples_and_outputs_are_counted() -> None:
    samples = [
        sample(PROVEN),
        sample(PROVEN, Show.BOTH),
        sample(PARTLY),
        sample(UNPROVEN),
        sample(None, Show.OUTPUT),
        sample(None, file="expected.txt"),
    ]
    assert count_proofs(samples) == ProofCount(2, 1, 1, 3)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (ProofCount(), ""),
        (ProofCount(proven=1), "1 of 1 sample proven by tests"),
        (ProofCount(3, 1, 1), "3 of 5 samples proven by tests, 1 partly"),
        (ProofCount(2, recorded=2), "2 of 2 samples proven by tests, 2 outputs recorded from runs"),
        (ProofCount(recorded=1), "1 output recorded from runs"),
    ],
)
def test_a_count_is_a_sentence(count: ProofCount, words: str) -> None:
    assert str(count) == words


def test_a_page_is_summed_up_at_its_end(tmp_path: Path) -> None:
    assert page_summary(PAGE, [sample(PROVEN)], settings(tmp_path)) == (
        '\n\n<span class="page-proof page-proven">'
        "On this page: 1 of 1 sample proven by tests</span>\n"
    )
    summary = page_summary(PAGE, [sample(PARTLY)], settings(tmp_path, "reference/proofs.md"))
    assert summary == (
        '\n\n<span class="page-proof page-unproven">On this page: 0 of 1 sample proven by tests, '
        "1 partly · [all proofs](../reference/proofs.md)</span>\n"
    )


def test_a_page_without_proofs_is_left_alone(tmp_path: Path) -> None:
    assert not page_summary(PAGE, [sample(None, Show.OUTPUT)], settings(tmp_path))
    # Behind a fence that is never closed the summary would be a part of its text.
    unclosed = Page("guides/one.md", "docs/guides/one.md", "```sh\n")
    assert not page_summary(unclosed, [sample(PROVEN)], settings(tmp_path))
