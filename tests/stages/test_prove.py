"""What is said of samples, with records of tests as they would be."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from site_builder.model import (
    CoveredFile,
    Demand,
    Executed,
    Proof,
    ProofRecord,
    ProofState,
    ProvingTest,
    Reading,
    Site,
)
from site_builder.proving import proof_store, read_proofs
from site_builder.resources import template_environment
from site_builder.stages.proof_page import proof_page
from site_builder.stages.prove import prove
from site_builder.stages.resolve import resolve
from site_builder.text.proof_record import encode_record
from tests.support import EXAMPLE_TOML, Project

FOLDER = "examples/demo/run"
FILES: Mapping[str, str] = {
    f"{FOLDER}/example.toml": EXAMPLE_TOML + '[checkers]\n"*.json" = "run.py::load"\n',
    f"{FOLDER}/run.py": "def up():\n    return 1\n\n\ndef load():\n    return 2\n",
    f"{FOLDER}/test_run.py": "def test_up():\n    pass\n",
    f"{FOLDER}/numbers.json": "[1]\n",
    f"{FOLDER}/expected.txt": "1\n",
    "examples/demo/bare/example.toml": EXAMPLE_TOML,
    "examples/demo/bare/bare.py": "def up():\n    return 1\n",
}


def page(*addresses: str, options: str = "") -> str:
    return "# One\n\n" + "".join(f"```sample{options}\n{one}\n```\n\n" for one in addresses)


@pytest.fixture
def make(project: Callable[..., Project]) -> Callable[..., Site]:
    """Return what reads a project with a page, and a record of its tests unless told otherwise."""

    def made(text: str, *, record: bool = True, failed: bool = False, **settings: object) -> Site:
        small = project({**FILES, "content/one.md": text}, **settings)
        if record:
            keep(small, failed=failed)
        site = small.site()
        records, stale = read_proofs(site, proof_store(site.settings))
        return replace(site, proofs=records, stale=stale)

    return made


def keep(small: Project, *, failed: bool) -> None:
    """Keep the record of a test that executed `up` and read the numbers through their checker."""
    lines = (Executed(1, ()), Executed(2, (0,)), Executed(5, ()))
    names = ("example.toml", "numbers.json", "run.py", "test_run.py")
    files = tuple(
        CoveredFile(
            f"{FOLDER}/{name}",
            hashlib.sha256(FILES[f"{FOLDER}/{name}"].encode()).hexdigest(),
            lines if name == "run.py" else (),
        )
        for name in names
    )
    readings = (Reading(f"{FOLDER}/numbers.json", "run.py::load", (0,)),)
    tests = (ProvingTest(f"{FOLDER}/test_run.py", "test_up", 1, 2),)
    record = ProofRecord("demo/run", "3.11.9", (), tests, files, readings)
    record = replace(record, failed=(f"{FOLDER}/test_run.py::test_down",) if failed else ())
    proof_store(small.settings).put("proofs", "demo/run", encode_record(record))


def proofs(site: Site) -> list[Proof | None]:
    one = site.page("one.md")
    assert one is not None
    samples, problems = resolve(one, site)
    assert not problems
    return [sample.proof for sample in prove(samples, site)]


def test_code_and_files_have_their_proofs(make: Callable[..., Site]) -> None:
    found = proofs(make(page("demo/run::up", "demo/run/numbers.json", "demo/run")))
    assert [one and (one.state, [test.name for test in one.tests], one.lines) for one in found] == [
        (ProofState.PROVEN, ["test_up"], ()),
        (ProofState.PROVEN, ["test_up"], ()),
        (ProofState.PARTLY, ["test_up"], (6,)),
    ]


def test_an_output_has_none_for_a_run_gave_it(make: Callable[..., Site]) -> None:
    assert proofs(make(page("demo/run/expected.txt"))) == [None]
    assert proofs(make(page("demo/run", options=' show="output"'))) == [None]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("demo/run::load", "no passing test executes it"),
        ("demo/run/test_run.py", "no passing test executes it"),
        ("demo/run/example.toml", "its example.toml names no checker for it"),
        ("demo/bare", "its example has no tests"),
    ],
)
def test_what_is_not_proven_says_why(make: Callable[..., Site], address: str, reason: str) -> None:
    (found,) = proofs(make(page(address)))
    assert found is not None
    assert (found.state, found.reason) == (ProofState.UNPROVEN, reason)


def test_without_a_record_tests_must_run_where_proof_is_demanded(
    make: Callable[..., Site],
) -> None:
    assert proofs(make(page("demo/run::up"), record=False)) == [None]
    (found,) = proofs(make(page("demo/run::up"), record=False, proof=Demand.ALL))
    assert found is not None
    assert found.reason == "its tests were not run; run: site-builder prove"


def test_what_has_changed_is_proven_no_more(
    make: Callable[..., Site], project: Callable[..., Project]
) -> None:
    site = make(page("demo/run::up"))
    project({f"{FOLDER}/test_run.py": "def test_up():\n    assert True\n"})
    records, stale = read_proofs(site, proof_store(site.settings))
    (found,) = proofs(replace(site, proofs=records, stale=stale))
    assert found is not None
    reason = f"{FOLDER}/test_run.py has changed since the tests were run"
    assert (found.state, found.reason) == (ProofState.UNPROVEN, reason)


def test_a_sample_of_what_is_no_example_stays_as_it_is(make: Callable[..., Site]) -> None:
    site = make(page("demo/run::up"))
    one = site.page("one.md")
    assert one is not None
    samples, _ = resolve(one, site)
    gone = replace(site, examples=())
    assert prove(samples, gone) == samples


def _page_of_proofs(site: Site, **settings: object) -> str:
    one = site.page("one.md")
    assert one is not None
    shown = {one.source: prove(resolve(one, site)[0], site)}
    settings_of_page = replace(site.settings, proof_page="reference/proofs.md", **settings)  # type: ignore[arg-type]
    site = replace(site, settings=settings_of_page)
    (made,) = proof_page(shown, site, template_environment(site.settings))
    assert (made.source, made.title, made.generated) == ("reference/proofs.md", "Proofs", True)
    return made.body


def test_the_page_of_proofs_says_what_is_proven_and_what_is_not(make: Callable[..., Site]) -> None:
    text = _page_of_proofs(make(page("demo/run::up", "demo/run", "demo/run::load", "demo/bare")))
    assert "In all: 1 of 4 samples proven by tests, 1 partly." in text
    assert "| [One](../one.md) | 4 | 1 | 1 | 2 | 0 |" in text
    assert (
        "| [One](../one.md) | `demo/run/run.py` | no passing test executes line 6 of it |" in text
    )
    assert "| `demo/run/run.py::load` | no passing test executes it |" in text
    assert "| [A title](../examples/demo/run.md) | 1 | 2 | 3.11.9 | fresh |" in text
    assert "| [A title](../examples/demo/bare.md) |  |  |  | it has no tests |" in text


def test_the_page_of_proofs_says_what_was_not_run_and_what_failed(
    make: Callable[..., Site],
) -> None:
    assert "| 1 | 2 | 3.11.9 | 1 failed |" in _page_of_proofs(make(page("demo/run"), failed=True))
    text = _page_of_proofs(make(page("demo/run")), example_pages="")
    assert "| A title | 1 | 2 | 3.11.9 | fresh |" in text


def test_an_example_whose_tests_were_not_run_says_so(make: Callable[..., Site]) -> None:
    text = _page_of_proofs(make(page("demo/run"), record=False))
    assert "|  |  |  | its tests were not run |" in text
    assert "## Not proven" not in text


def test_there_is_no_page_of_proofs_unless_it_has_a_place(make: Callable[..., Site]) -> None:
    site = make(page("demo/run"))
    templates = template_environment(site.settings)
    assert proof_page({}, site, templates) == ()
    taken = replace(site, settings=replace(site.settings, proof_page="one.md"))
    assert proof_page({}, taken, templates) == ()
