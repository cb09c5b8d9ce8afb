from site_builder.model import CoveredFile, Executed, Pin, ProofRecord, ProvingTest


def test_a_record_knows_its_files() -> None:
    file = CoveredFile("examples/a/b/b.py", "0" * 64, (Executed(1, ()), Executed(2, (0,))))
    test = ProvingTest("examples/a/b/test_b.py", "TestAll.test_it")
    record = ProofRecord("a/b", "3.11.9", (Pin("mkdocs", "1.6.1"),), (test,), (file,))
    assert record.file("examples/a/b/b.py") is file
    assert record.file("examples/a/b/c.py") is None


def test_a_test_of_a_class_has_a_short_name() -> None:
    assert ProvingTest("test_b.py", "TestAll.test_it").short_name == "test_it"
    assert ProvingTest("test_b.py", "test_it").short_name == "test_it"


def test_a_pin_reads_as_pip_writes_it() -> None:
    assert str(Pin("mkdocs", "1.6.1")) == "mkdocs==1.6.1"
