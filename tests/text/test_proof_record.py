import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model import CoveredFile, Executed, Pin, ProofRecord, ProvingTest, Reading
from site_builder.text.proof_record import decode_record, encode_record

WORDS = st.text(max_size=8)
PLACES = st.lists(st.integers(0, 9), max_size=3, unique=True).map(tuple)
LINES = st.dictionaries(st.integers(1, 99), PLACES, max_size=9).map(
    lambda lines: tuple(Executed(line, tests) for line, tests in sorted(lines.items()))
)
RECORDS = st.builds(
    ProofRecord,
    example=WORDS,
    python=WORDS,
    pins=st.lists(st.builds(Pin, WORDS, WORDS), max_size=3).map(tuple),
    tests=st.lists(st.builds(ProvingTest, WORDS, WORDS), max_size=3).map(tuple),
    files=st.lists(st.builds(CoveredFile, WORDS, WORDS, LINES, PLACES), max_size=3).map(tuple),
    readings=st.lists(st.builds(Reading, WORDS, WORDS, PLACES), max_size=3).map(tuple),
    failed=st.lists(WORDS, max_size=3).map(tuple),
)


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: ProofRecord) -> None:
    assert decode_record(encode_record(record)) == record


def test_lines_of_the_same_tests_stand_together() -> None:
    lines = (Executed(1, ()), Executed(2, (0,), at_import=False), Executed(3, ()))
    record = ProofRecord("a/b", "3.11.9", (), (), (CoveredFile("a.py", "0", lines),))
    assert json.loads(encode_record(record))["files"] == [
        ["a.py", "0", [[[], True, [1, 3]], [[0], False, [2]]], []]
    ]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'"text"', b'{"format": 1}', b"\xff"])
def test_what_is_no_record_is_none(data: bytes) -> None:
    assert decode_record(data) is None


def test_a_record_of_another_kind_is_none() -> None:
    data = encode_record(ProofRecord("a/b", "3.11.9", (), (), ()))
    assert decode_record(data) is not None
    assert decode_record(data.replace(b'"format":2', b'"format":1')) is None
