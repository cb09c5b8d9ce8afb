import pytest

from site_builder.model import Example, MadeFile, Run, RunEnd, RunSpec, SourceFile
from site_builder.text.outputs import Output, data_difference, is_declared, outputs_of, text_diff
from site_builder.text.png import SIGNATURE, png_size


def png(width: int, height: int, rest: bytes = b"") -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return SIGNATURE + b"\0\0\0\rIHDR" + size + rest


def test_the_size_of_a_picture_is_read() -> None:
    assert png_size(png(640, 3)) == (640, 3)
    for other in (b"", b"GIF89a", png(1, 1)[:-1], SIGNATURE + b"\0\0\0\rIDAT" + bytes(8)):
        assert png_size(other) is None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (b"a", b"a", ""),
        (png(8, 9), png(10, 9), "it has 10 x 9 pixels, 8 x 9 are recorded"),
        (png(8, 9), png(8, 9, b"x"), "it has 25 bytes, 24 are recorded"),
        (png(8, 9), b"GIF", "it has 3 bytes, 24 are recorded"),
        (b"GIF", png(8, 9), "it has 24 bytes, 3 are recorded"),
        (b"\xffab", b"\xffac", "its 3 bytes differ from byte 2 on"),
    ],
)
def test_how_files_differ_is_said_in_words(before: bytes, after: bytes, words: str) -> None:
    assert data_difference(before, after) == words


@pytest.mark.parametrize(
    ("name", "pattern", "declared"),
    [
        ("a.csv", "*.csv", True),
        ("out/a.csv", "out/*.csv", True),
        ("out/a.csv", "*.csv", False),
        ("out/a.csv", "*", False),
        ("a.csv", "a.CSV", False),
    ],
)
def test_a_star_does_not_stand_for_a_slash(name: str, pattern: str, declared: bool) -> None:
    assert is_declared(name, pattern) is declared


def test_outputs_are_what_is_recorded_and_what_was_made() -> None:
    files = (
        SourceFile("expected.txt", "e/expected.txt", "one\n"),
        SourceFile("expected.stderr.txt", "e/expected.stderr.txt", "warned\n"),
    )
    example = Example("demo/run", "e", "T", "S.", files=files, recorded=(MadeFile("b", b"2"),))
    made = (MadeFile("a", b"1"), MadeFile("b", b"3"))
    run = Run("demo/run", RunEnd.EXITED, 0, b"two\n", b"warn\n", 0.1, files=made)
    folder = [Output("expected/a", None, b"1"), Output("expected/b", b"2", b"3")]
    stdout = Output("expected.txt", b"one\n", b"two\n")
    assert list(outputs_of(run, example)) == [
        stdout,
        Output("expected.stderr.txt", b"warned\n", None),  # recorded, and no longer asked for
        *folder,
    ]
    asked = Example("demo/run", "e", "T", "S.", run=RunSpec(stderr=True))
    assert list(outputs_of(run, asked)) == [
        Output("expected.txt", None, b"two\n"),
        Output("expected.stderr.txt", None, b"warn\n"),
        Output("expected/a", None, b"1"),
        Output("expected/b", None, b"3"),
    ]


def test_an_output_has_texts_when_both_are_some() -> None:
    assert Output("a", b"\xef\xbb\xbfone", b"two").texts == ("one", "two")
    for recorded, made in ((None, b""), (b"", None), (b"\xff", b""), (b"", b"\xff")):
        assert Output("a", recorded, made).texts is None


def test_texts_are_compared_without_what_varies() -> None:
    assert text_diff("in 3 ms\r\n", "in 4 ms", ("duration",), "expected.txt") == ""
    assert text_diff("in 3 ms", "in 4 ms", (), "expected.txt").split("\n") == [
        "--- expected.txt",
        "+++ this run",
        "@@ -1 +1 @@",
        "-in 3 ms",
        "+in 4 ms",
    ]
