import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.text.normalise import is_normaliser, normalise, normaliser_names


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("time", "at 2024-05-06T07:08:09.123Z.", "at <time>."),
        ("time", "2024-05-06 07:08", "<time>"),
        ("time", "2024-05-06T07:08:09+02:00", "<time>"),
        ("time", "07:08:09,5 on", "<time> on"),
        ("time", "2024-05-06", "2024-05-06"),
        ("time", "ratio 3:2", "ratio 3:2"),
        ("duration", "took 12.5 ms, 3s, 1e-05 seconds", "took <duration>, <duration>, <duration>"),
        ("duration", "2 minutes 1 second 3 hours 5 µs", "<duration> " * 3 + "<duration>"),
        ("duration", "5 steps, 3 msgs, 12 hosts", "5 steps, 3 msgs, 12 hosts"),
        ("id", "12345678-90ab-cdef-1234-567890abcdef", "<id>"),
        ("id", "<object at 0x7f00ab>", "<object at <id>>"),
        ("id", "0123456789abcdef", "<id>"),
        ("id", "0123456789abcde", "0123456789abcde"),
        ("path", "in /tmp/run-x/work, /a//b/", "in <path>, <path>"),
        ("path", "C:\\temp\\x.txt", "<path>"),
        ("path", "a/b http://x.example/a/b 1/2 ./c", "a/b http://x.example/a/b 1/2 ./c"),
        ("float:2", "0.333333 -1.005 2.0 1.5e3", "0.33 -1.00 2.00 1500.00"),
        ("float:0", "1.6", "2"),
        ("float:2", "-0.0001 0.0001", "0.00 0.00"),
        ("float:1", "v1.25.3 127.0.0.1 7", "v1.25.3 127.0.0.1 7"),
        ("unknown", "1.6", "1.6"),
    ],
)
def test_what_varies_is_replaced_by_the_name_of_its_kind(
    name: str, text: str, expected: str
) -> None:
    assert normalise(text, [name]) == expected
    assert normalise(text, []) == text  # control


def test_names_are_applied_in_the_order_given() -> None:
    assert normalise("0.1234 s", ["float:1", "duration"]) == "<duration>"
    assert normalise("0.1234 s 0.1234", ["float:1"]) == "0.1 s 0.1"


def test_line_ends_and_white_space_at_ends_of_lines_do_not_count() -> None:
    assert normalise("a \r\n  b\t\n\n", []) == "a\n  b"


@pytest.mark.parametrize("name", ["time", "duration", "id", "path", "float:0", "float:9"])
def test_a_normaliser_is_known_by_its_name(name: str) -> None:
    assert is_normaliser(name)


@pytest.mark.parametrize("name", ["", "times", "float", "float:", "float:10", "float:x"])
def test_other_names_are_unknown(name: str) -> None:
    assert not is_normaliser(name)


def test_all_names_that_a_message_lists_are_known() -> None:
    assert len(normaliser_names()) == 5
    assert all(is_normaliser(name) for name in normaliser_names())


PIECES = st.sampled_from(
    [
        *("2024-05-06T07:08:09Z", "07:08:09", "12.5 ms", "3s", "1e-05", "0x7f00ab", "/tmp/a//b/"),
        *("12345678-90ab-cdef-1234-567890abcdef", "0123456789abcdef", "C:\\x", "-0.001", "1.25.3"),
        *("5", ".", "-", ":", "/", " ", "\n", "\r\n", "e", "<", ">", "x", "s"),
    ]
)
NAMES = ["time", "duration", "id", "path", "float:0", "float:2"]


@pytest.mark.parametrize("name", NAMES)
@settings(derandomize=True, deadline=None, max_examples=150)
@given(pieces=st.lists(PIECES, max_size=8))
def test_normalising_twice_changes_nothing(name: str, pieces: list[str]) -> None:
    # Between words, as outputs are written: glued together, parts of one form another.
    once = normalise(" ".join(pieces), [name])
    assert normalise(once, [name]) == once


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=60), st.permutations(NAMES))
def test_normalising_twice_with_all_changes_nothing(text: str, names: list[str]) -> None:
    once = normalise(text, names)
    assert normalise(once, names) == once
