"""Sum up the proofs of a page's samples, in words."""

import posixpath
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.model import Page, ProofState, Sample, Settings, Show
from site_builder.text.fences import find_fences
from site_builder.text.tested import is_recorded


@dataclass(frozen=True, slots=True)
class ProofCount:
    """How many samples of a page, or of all pages, are proven."""

    proven: int = 0
    partly: int = 0
    unproven: int = 0
    recorded: int = 0
    """How many show the output of a run."""

    @property
    def code(self) -> int:
        """Return how many samples show something that tests can execute or read."""
        return self.proven + self.partly + self.unproven

    def __str__(self) -> str:
        """Return the count as a sentence without a full stop; empty when there is nothing."""
        parts = []
        if self.code:
            parts.append(f"{self.proven} of {_count(self.code, 'sample')} proven by tests")
        if self.partly:
            parts.append(f"{self.partly} partly")
        if self.recorded:
            parts.append(f"{_count(self.recorded, 'output')} recorded from runs")
        return ", ".join(parts)


def count_proofs(samples: Iterable[Sample]) -> ProofCount:
    """Return how many samples are proven, where something is known of proofs.

    Args:
        samples: The samples of one page or of several.
    """
    samples = tuple(samples)
    states = Counter(one.proof.state for one in samples if one.proof)
    return ProofCount(
        states[ProofState.PROVEN],
        states[ProofState.PARTLY],
        states[ProofState.UNPROVEN],
        sum(_shows_output(one) for one in samples),
    )


def _shows_output(sample: Sample) -> bool:
    return sample.ref.show in {Show.OUTPUT, Show.BOTH} or is_recorded(sample.file)


def page_summary(page: Page, samples: Iterable[Sample], settings: Settings) -> str:
    """Return what stands at the end of a page as Markdown, empty when no sample has a proof.

    Args:
        page: The page.
        samples: Its samples.
        settings: The project, which may have a page of proofs to link to.
    """
    count = count_proofs(samples)
    if not count.code or not all(fence.closed for fence in find_fences(page.body)):
        return ""
    state = "proven" if count.proven == count.code else "unproven"
    words = f"On this page: {count}"
    if settings.proof_page:
        target = posixpath.relpath(settings.proof_page, page.folder or ".")
        words += f" · [all proofs]({target})"
    return f'\n\n<span class="page-proof page-{state}">{words}</span>\n'


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
