import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_builder.model import Code, Leak, MadeFile, Run, RunEnd, Seen, SeenKind, Violation
from site_builder.text.run_record import decode_run, encode_run

words = some.text()
any_run = some.builds(
    Run,
    example=words,
    end=some.sampled_from(RunEnd),
    exit_code=some.integers(),
    stdout=some.binary(),
    stderr=some.binary(),
    seconds=some.floats(allow_nan=False, allow_infinity=False),
    violations=some.lists(
        some.builds(Violation, some.sampled_from(Code), words, words, some.integers())
    ).map(tuple),
    files=some.lists(some.builds(MadeFile, words, some.binary())).map(tuple),
    seen=some.lists(some.builds(Seen, some.sampled_from(SeenKind), words)).map(tuple),
    isolation=some.lists(words).map(tuple),
)


@given(any_run)
def test_a_run_comes_back_as_it_was(run: Run) -> None:
    assert decode_run(encode_run(run)) == run


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"1", b"\xff", encode_run.__name__.encode()])
def test_what_is_no_run_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode_run(data)


def test_every_field_of_a_run_is_kept() -> None:
    run = Run(
        "demo/run",
        RunEnd.EXITED,
        3,
        b"out\xff",
        b"err",
        0.5,
        (Violation(Code.RUN_NETWORK, "example.com:80", "run.py", 3),),
        (MadeFile("chart.svg", b"<svg/>"),),
        (Seen(SeenKind.FILE, "data.csv"),),
        ("socket guard",),
        (Leak("stdout", 1, "GitHub Token"),),
    )
    back = decode_run(encode_run(run))
    assert {name: getattr(back, name) for name in Run.__slots__} == {
        name: getattr(run, name) for name in Run.__slots__
    }
    assert all(getattr(run, name) for name in Run.__slots__)
