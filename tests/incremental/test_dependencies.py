"""What is made anew after each kind of change is what the reference says."""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.incremental.place import Place
from tests.incremental.test_equality import compared

REFERENCE = Path(__file__).parents[2] / "content/reference/speed.md"
SECTION = "## What depends on what"
ALL = frozenset({"every page"})
NONE: frozenset[str] = frozenset()

GREET = "examples/text/greet/greet.py"
SAMPLES = "examples/text/greet.md"
"""The page that the tool makes of an example."""
SHOWING = frozenset({"guides/one.md", "reference/api.md", SAMPLES})


@dataclass(frozen=True, slots=True)
class Row:
    """A change, and what it makes a build redo."""

    change: Callable[[Place], object]
    converted: frozenset[str]
    rendered: frozenset[str]


def put(name: str, old: str, new: str) -> Callable[[Place], object]:
    """Return a change of one text to another in a file."""

    def change(place: Place) -> None:
        text = place.read(name)
        assert old in text
        place.write(name, text.replace(old, new))

    return change


def made(name: str, text: str) -> Callable[[Place], object]:
    """Return a change that makes a file."""
    return lambda place: place.write(name, text)


def touch(place: Place) -> None:
    for name in place.sources():
        os.utime(place.root / name)


def retime(place: Place) -> None:
    """Change a word for one of the same length, and give the file the time back that it had."""
    path = place.root / "docs/guides/two.md"
    status = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("charlie", "foxtrot"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def add_package(place: Place) -> None:
    folder = place.root.parent / "packages"
    (folder / "another-1.0.dist-info").mkdir(parents=True)
    place.way.packages = (str(folder),)


def pages(*names: str) -> frozenset[str]:
    return frozenset(names)


ROWS: Mapping[str, Row] = {
    "nothing": Row(lambda _: None, NONE, NONE),
    "times of files, not what they hold": Row(touch, NONE, NONE),
    "the text of a page": Row(
        put("docs/guides/two.md", "charlie", "delta"),
        pages("guides/two.md"),
        pages("guides/two.md"),
    ),
    "its text, with size and time of the file as before": Row(
        retime, pages("guides/two.md"), pages("guides/two.md")
    ),
    "a heading that others link to": Row(
        put("docs/reference/terms.md", "## Hash", "## Hashes"),
        pages("reference/terms.md"),
        pages("reference/terms.md"),
    ),
    "the title of a page that the navigation lists": Row(
        # The page of an example names those on which it is shown.
        put("docs/guides/one.md", "# One", "# First"),
        pages("guides/one.md", SAMPLES),
        ALL,
    ),
    "front matter": Row(
        put("docs/guides/one.md", "status: new", "icon: material/check"), NONE, ALL
    ),
    "front matter of a page that it does not list": Row(
        put("docs/notes/free.md", "Nobody", "---\nhide: [toc]\n---\nNobody"),
        NONE,
        pages("notes/free.md"),
    ),
    "a region or a symbol that pages show": Row(put(GREET, '"Hello"', '"Howdy"'), SHOWING, SHOWING),
    "the rest of that file": Row(
        put(GREET, "Bye", "Farewell"),
        pages("reference/api.md", SAMPLES),
        pages("reference/api.md", SAMPLES),
    ),
    "what an example has printed": Row(
        put("examples/text/greet/expected.txt", "you", "all"),
        pages("guides/two.md", SAMPLES),
        pages("guides/two.md", SAMPLES),
    ),
    "a file that pages include": Row(
        put("includes/inner.md", "bravo", "delta"),
        pages("guides/deep/three.md"),
        pages("guides/deep/three.md"),
    ),
    "a new file that includes find before another": Row(
        made("more/inner.md", "Found first.\n"),
        pages("guides/deep/three.md"),
        pages("guides/deep/three.md"),
    ),
    "a page is added that nothing lists": Row(
        made("docs/notes/new.md", "# New\n"), pages("notes/new.md"), pages("notes/new.md")
    ),
    "a page or an image is removed": Row(
        lambda place: (place.root / "docs/assets/dot.svg").unlink(),
        pages("index.md"),
        NONE,
    ),
    "a stylesheet, a script, what an image shows": Row(
        made("docs/assets/extra.css", "p { margin: 2px }\n"), NONE, NONE
    ),
    "order or labels of the navigation": Row(
        lambda place: place.config["nav"].reverse(), NONE, ALL
    ),
    "an option of the theme, of a plugin, of the site": Row(
        lambda place: place.config.update(site_name="Other"), NONE, ALL
    ),
    "a template of the project": Row(made("theme/partials/mark.html", "Other news\n"), NONE, ALL),
    "a hook": Row(put("hooks.py", "'alpha'", "'bravo'"), pages("guides/deep/three.md"), ALL),
    "a Markdown extension, or its options": Row(
        lambda place: place.config["markdown_extensions"].append("def_list"), ALL, NONE
    ),
    "an installed package, Python, or this tool": Row(add_package, ALL, ALL),
    "the folder of the site is removed": Row(lambda place: shutil.rmtree(place.site), NONE, ALL),
    "a page of the site is changed by hand": Row(
        lambda place: place.write("site/guides/two/index.html", "By hand"),
        NONE,
        pages("guides/two.md"),
    ),
    "the store is removed": Row(lambda place: shutil.rmtree(place.cache), ALL, ALL),
}


def table() -> list[list[str]]:
    """Return the rows of the table in the reference."""
    _, _, section = REFERENCE.read_text(encoding="utf-8").partition(f"{SECTION}\n")
    lines = re.findall(r"^\| (.+) \|$", section.partition("\n## ")[0], re.MULTILINE)
    return [line.split(" | ") for line in lines[2:]]


def test_the_reference_has_these_rows() -> None:
    assert [change for change, _, _ in table()] == list(ROWS)


@pytest.mark.parametrize("row", table(), ids=lambda row: row[0])
def test_a_change_makes_a_build_redo_what_the_reference_says(place: Place, row: list[str]) -> None:
    change, *told = row
    first = place.build().ran
    assert first.converted == first.rendered
    ROWS[change].change(place)
    place.write_config()
    again = place.build()
    assert compared(again, place.build_from_nothing()) == ""
    for what, wanted, redone in zip(
        told,
        (ROWS[change].converted, ROWS[change].rendered),
        (again.ran.converted, again.ran.rendered),
        strict=True,
    ):
        assert redone == (first.converted if wanted is ALL else wanted)
        assert (what == "all pages", what == "none") == (wanted is ALL, wanted == NONE)
