"""Make the page that says of each page and each example what is proven."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

import jinja2

from site_builder.model import Example, FrontMatter, Page, ProofState, Sample, Site
from site_builder.text.proof_line import line_numbers, ranges
from site_builder.text.proof_summary import count_proofs

_Row = tuple[str, ...]


def proof_page(
    shown: Mapping[str, Sequence[Sample]], site: Site, templates: jinja2.Environment
) -> tuple[Page, ...]:
    """Return the page of proofs, nothing where no place is set for it or its author took that.

    Args:
        shown: The samples of each page that shows some, by the page's path.
        site: The project.
        templates: Where `pages/proofs.md.jinja` is found.
    """
    source = site.settings.proof_page
    if not source or site.page(source):
        return ()
    folder = posixpath.dirname(source)
    pages = [(page, shown[page.source]) for page in site.pages if shown.get(page.source)]
    text = templates.get_template("pages/proofs.md.jinja").render(
        total=str(count_proofs(sample for _, samples in pages for sample in samples)),
        rows=[
            (page.title, _way(page.source, folder), count_proofs(samples))
            for page, samples in pages
        ],
        open=[
            (page.title, _way(page.source, folder), *row)
            for page, samples in pages
            for row in _unproven(samples)
        ],
        examples=[_row(example, folder, site) for example in site.examples],
    )
    path = site.settings.config_path
    return (Page(source, path, text, front_matter=FrontMatter(title="Proofs"), generated=True),)


def _way(source: str, folder: str) -> str:
    return posixpath.relpath(source, folder or ".")


def _unproven(samples: Sequence[Sample]) -> Iterator[_Row]:
    """Yield name and reason of each sample that is not proven."""
    for sample in samples:
        proof = sample.proof
        if proof is None or proof.state is ProofState.PROVEN:
            continue
        name = "/".join((sample.example, sample.file))
        name += f"::{sample.ref.selector.name}" if sample.ref.selector.name else ""
        missed = line_numbers(proof, [line.number for line in sample.lines])
        partly = f"no passing test executes line {ranges(missed)} of it"
        yield name, partly if proof.state is ProofState.PARTLY else proof.reason


def _row(example: Example, folder: str, site: Site) -> _Row:
    """Return title, address, tests, cases, Python and state of an example."""
    pages = site.settings.example_pages
    target = _way(f"{pages}/{example.name}.md", folder) if pages else ""
    record = site.proofs.get(example.name)
    if record is None:
        state = "its tests were not run" if example.tests else "it has no tests"
        return example.title, target, "", "", "", state
    state = site.stale.get(example.name, "") or "fresh"
    state = f"{len(record.failed)} failed" if record.failed else state
    cases = sum(test.cases for test in record.tests)
    return example.title, target, str(len(record.tests)), str(cases), record.python, state
