import pytest

from site_builder.model import (
    Change,
    Line,
    Location,
    Sample,
    SampleRef,
    Selector,
    SelectorKind,
)
from site_builder.text.touching import is_for_people, is_setting, text_of, touches

OLD = "one = 1\n\n\ndef two():\n    return 2\n\n\nthree = 3\n"


def sample(*numbers: int, kind: SelectorKind = SelectorKind.SYMBOL) -> Sample:
    ref = SampleRef(Location("a.md", 1), (1, 3), "", "t/a", Selector(kind, "two"))
    return Sample(ref, "t/a", "a.py", "python", tuple(Line(n, "x") for n in numbers))


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("return 2", "return 3", True),
        ("one = 1", "one = 2", False),
        ("three = 3", "three = 4", False),
        ("def two", "@two\ndef two", True),
        ("    return 2\n", "    return 2\n    # more\n", True),
        ("one = 1\n", "", False),
        ("    return 2\n", "", True),
    ],
)
def test_a_sample_is_touched_where_its_lines_changed(old: str, new: str, touched: bool) -> None:
    now = OLD.replace(old, new)
    first = now.splitlines().index("def two():") + 1 - now.count("@two")
    last = now.splitlines().index("three = 3".replace(old, new)) - 2
    change = Change("a.py", OLD.encode(), now.encode())
    assert touches(change, sample(first, last)) is touched


def test_lines_that_are_counted_move_with_what_stands_before_them() -> None:
    change = Change("a.py", OLD.encode(), OLD.replace("one = 1\n", "one = 1\nmore = 1\n").encode())
    assert not touches(change, sample(5, 6))
    assert touches(change, sample(5, 6, kind=SelectorKind.LINES))
    assert not touches(change, sample(1, 1, kind=SelectorKind.LINES))


def test_a_symbol_touches_what_shows_it() -> None:
    change = Change("a.py", OLD.encode(), OLD.encode(), "two", known=False)
    assert touches(change, sample(5, 5))
    assert not touches(change, sample(8, 8))


def test_what_is_not_known_touches_all() -> None:
    assert touches(Change("a.py", OLD.encode(), OLD.encode(), known=False), sample(1))
    assert touches(Change("a.py", None, OLD.encode()), sample(1))
    assert touches(Change("a.py", OLD.encode(), OLD.encode()), sample())
    assert touches(Change("a.py", b"(", b"(", "two", known=False), sample(1))


def test_a_text_is_read_as_samples_are() -> None:
    assert text_of(None) == ""
    assert text_of("\ufeffa\r\nb".encode()) == "a\nb"


def test_files_are_for_people_or_decide_for_all() -> None:
    assert is_for_people("README.md")
    assert not is_for_people("docs/README.md")
    for path in (
        "pyproject.toml",
        "sub/pytest.ini",
        "conftest.py",
        "uv.lock",
        "requirements/a.txt",
    ):
        assert is_setting(path)
    assert not is_setting("sub/conftest.py")
    assert not is_setting("data.txt")
