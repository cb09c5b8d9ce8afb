from textwrap import dedent

import pytest

from site_builder.model import (
    CoveredFile,
    Executed,
    Proof,
    ProofRecord,
    ProofState,
    ProvingTest,
    Reading,
)
from site_builder.text.prove import prove_code, prove_reading

PATH = "examples/a/b/b.py"
TEXT = dedent(
    """\
    LIMIT = 3


    class Counter:
        step = 1

        def up(self, by):
            if by > LIMIT:
                raise ValueError
            return by


    def other():
        return 1
    """
)
CLASS = range(4, 11)
UP = range(7, 11)


def record(
    lines: dict[int, tuple[int, ...]],
    *,
    example: str = "a/b",
    names: tuple[str, ...] = ("test_up", "test_other", "test_name"),
    importers: tuple[int, ...] = (2,),
) -> ProofRecord:
    """Return a record in which tests executed lines, and the rest of the file was imported."""
    imported = dict.fromkeys((1, 4, 5, 7, 13), ())
    executed = tuple(Executed(n, tests) for n, tests in sorted({**imported, **lines}.items()))
    tests = tuple(ProvingTest(f"examples/{example}/test_b.py", name) for name in names)
    file = CoveredFile(PATH, "0" * 64, executed, importers)
    return ProofRecord(example, "3.11.9", (), tests, (file,))


def prove(shown: range, *records: ProofRecord, text: str = TEXT) -> Proof:
    proof = prove_code(PATH, text, [*shown], records)
    assert proof is not None
    return proof


def names(proof: Proof) -> list[str]:
    return [test.name for test in proof.tests]


def test_a_sample_all_of_whose_statements_ran_is_proven() -> None:
    proof = prove(UP, record({8: (0,), 9: (0, 2), 10: (0,)}))
    assert (proof.state, proof.lines, proof.reason) == (ProofState.PROVEN, (), "")
    assert (names(proof), proof.python) == (["test_up", "test_name"], "3.11")


def test_a_statement_that_no_test_ran_makes_it_partly_proven() -> None:
    proof = prove(UP, record({8: (0,), 10: (0,)}))
    assert (proof.state, proof.lines) == (ProofState.PARTLY, (9,))
    assert (names(proof), proof.python) == (["test_up"], "3.11")
    assert proof.reason == "no passing test executes the rest"


def test_what_ran_only_without_a_passing_test_is_unproven() -> None:
    proof = prove(range(8, 11), record({8: (), 10: ()}))
    assert (proof.state, proof.lines) == (ProofState.UNPROVEN, (8, 9, 10))
    assert (names(proof), proof.reason) == ([], "no passing test executes it")


def test_a_function_that_was_defined_and_never_called_is_unproven() -> None:
    proof = prove(range(13, 15), record({8: (0,)}))
    assert (proof.state, proof.lines) == (ProofState.UNPROVEN, (13, 14))
    # Control: with another that was called it is a part.
    assert prove(range(7, 15), record({8: (0,), 9: (0,), 10: (0,)})).state is ProofState.PARTLY


def test_what_runs_at_import_belongs_to_the_tests_of_what_is_shown_with_it() -> None:
    assert names(prove(CLASS, record({8: (0,), 9: (0,), 10: (0,), 14: (1,)}))) == ["test_up"]


def test_else_to_the_tests_of_what_it_opens() -> None:
    # The head of the class, and its first assignment.
    assert names(prove(range(4, 6), record({8: (0,), 14: (1,)}))) == ["test_up"]


def test_else_to_the_tests_of_the_file() -> None:
    assert names(prove(range(1, 2), record({8: (0,), 14: (1,)}))) == ["test_up", "test_other"]


def test_else_to_the_tests_that_import_it() -> None:
    assert names(prove(range(1, 2), record({}))) == ["test_name"]


def test_else_to_the_tests_that_ran_it_as_a_program() -> None:
    assert names(prove(range(1, 2), record({1: (1,)}, importers=()))) == ["test_other"]


def test_what_nobody_but_the_collection_imported_is_unproven() -> None:
    proof = prove(range(1, 2), record({}, importers=()))
    assert (proof.state, proof.lines) == (ProofState.UNPROVEN, (1,))


def test_a_sample_without_a_statement_belongs_to_the_tests_of_its_file() -> None:
    # Blank lines and comments are executed by nothing.
    proof = prove(range(2, 4), record({14: (1,)}))
    assert (proof.state, names(proof)) == (ProofState.PROVEN, ["test_other"])


def test_the_tests_of_the_own_example_are_enough() -> None:
    own = record({8: (0,), 9: (0,), 10: (0,)})
    other = record({8: (0,), 9: (0,), 10: (0,)}, example="c/d", names=("test_far",) * 3)
    assert names(prove(UP, own, other)) == ["test_up"]
    # Control: where they are not, the others count as well.
    half = record({8: (0,), 10: (0,)})
    assert prove(UP, half, other).state is ProofState.PROVEN
    assert names(prove(UP, half, other)) == ["test_up", "test_far"]


def test_a_file_that_does_not_parse_has_nothing_that_could_be_missed() -> None:
    assert prove(UP, record({}, importers=()), text="def (").state is ProofState.UNPROVEN


def test_no_record_no_proof() -> None:
    assert prove_code(PATH, TEXT, [*UP], []) is None
    assert prove_code("examples/a/b/c.py", TEXT, [*UP], [record({})]) is None


@pytest.mark.parametrize(
    ("checker", "reason"),
    [
        ("", "its example.toml names no checker for it"),
        ("b.py::check", "no passing test reads it through b.py::check"),
    ],
)
def test_a_file_that_no_checker_read_is_unproven(checker: str, reason: str) -> None:
    reading = Reading("examples/a/b/web.yaml", "b.py::load", (0,))
    known = ProofRecord("a/b", "3.11.9", (), (ProvingTest("t.py", "test_a"),), (), (reading,))
    proof = prove_reading("examples/a/b/web.yaml", checker, [known])
    assert (proof.state, proof.reason) == (ProofState.UNPROVEN, reason)


def test_a_file_that_its_checker_read_is_proven() -> None:
    reading = Reading("examples/a/b/web.yaml", "b.py::load", (0,))
    test = ProvingTest("t.py", "test_a")
    known = ProofRecord("a/b", "3.11.9", (), (test,), (), (reading,))
    proof = prove_reading("examples/a/b/web.yaml", "b.py::load", [known, known])
    assert proof == Proof(ProofState.PROVEN, (test,), python="3.11")
