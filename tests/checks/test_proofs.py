from pathlib import Path

import pytest

from site_builder.checks.proofs import check_proofs, check_tests, demands_proof
from site_builder.model import (
    Demand,
    FrontMatter,
    Line,
    Location,
    Page,
    Proof,
    ProofRecord,
    ProofState,
    Sample,
    SampleRef,
    Selector,
    SelectorKind,
    Settings,
)


def settings(tmp_path: Path, proof: Demand, *listed: str) -> Settings:
    return Settings(tmp_path, tmp_path, tmp_path, proof=proof, proof_listed=listed)


def page(source: str = "guides/one.md", proof: str = "") -> Page:
    return Page(source, f"docs/{source}", "", front_matter=FrontMatter(proof=proof))


def sample(proof: Proof | None, name: str = "") -> Sample:
    kind = SelectorKind.SYMBOL if name else SelectorKind.WHOLE
    ref = SampleRef(Location("docs/guides/one.md", 4), (1, 3), "", "a/b", Selector(kind, name))
    lines = tuple(Line(number, "") for number in range(11, 16))
    return Sample(ref, "a/b", "b.py", "python", lines, proof=proof)


@pytest.mark.parametrize(
    ("demand", "one", "expected"),
    [
        (Demand.OFF, page(proof="required"), False),
        (Demand.ALL, page(), True),
        (Demand.LISTED, page(), False),
        (Demand.LISTED, page(proof="required"), True),
        (Demand.LISTED, page("book/two.md"), True),
        (Demand.LISTED, page("bookshelf/two.md"), False),
        (Demand.LISTED, page("index.md"), True),
    ],
)
def test_pages_demand_proof(tmp_path: Path, demand: Demand, one: Page, expected: bool) -> None:
    assert demands_proof(one, settings(tmp_path, demand, "book/", "index.md")) is expected


def test_a_sample_that_is_not_proven_is_told_with_what_is_missing(tmp_path: Path) -> None:
    samples = [
        sample(None),
        sample(Proof(ProofState.PROVEN)),
        sample(Proof(ProofState.UNPROVEN, reason="no passing test executes it"), "up"),
        sample(Proof(ProofState.PARTLY, lines=(12, 14, 15), reason="some")),
        sample(Proof(ProofState.PARTLY, lines=(12,), reason="some")),
    ]
    found = check_proofs([(page(), samples)], settings(tmp_path, Demand.ALL))
    nobody = "no passing test executes"
    place, partly = (
        "docs/guides/one.md:4: sample-unproven: the sample 'a/b/b.py",
        "is partly proven",
    )
    assert list(map(str, found)) == [
        f"{place}::up' is not proven: no passing test executes it",
        f"{place}' {partly}: {nobody} lines 2 and 4-5 of it (in the file 12 and 14-15)",
        f"{place}' {partly}: {nobody} line 2 of it (in the file 12)",
    ]
    assert not list(check_proofs([(page(), samples)], settings(tmp_path, Demand.OFF)))


def test_a_page_can_only_require_proof(tmp_path: Path) -> None:
    (problem,) = check_proofs([(page(proof="require"), [])], settings(tmp_path, Demand.OFF))
    assert str(problem) == (
        "docs/guides/one.md:1: front-matter-invalid: 'proof' can only be 'required', not 'require'"
    )


def test_a_test_that_failed_is_told_until_something_changes() -> None:
    record = ProofRecord("a/b", "3.11.9", (), (), (), failed=("examples/a/b/test_b.py::test_up",))
    (problem,) = check_tests({"a/b": record}, {})
    assert str(problem) == (
        "examples/a/b/test_b.py: test-failed: the test 'test_up' did not pass when it was last run"
    )
    assert not list(check_tests({"a/b": record}, {"a/b": "b.py has changed"}))
