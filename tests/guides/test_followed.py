"""Each page of the handbook works as it is written, in a folder in which nothing else has happened.

A reader copies the commands of a page one after the other. So does this test, for every page that
has some: in a fresh copy of what git follows, each command has to end well and to print what the
page shows below it, and nothing may be left that the reader would have to clean up.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from site_builder.stages.launch import Launcher, can_launch
from tests.guides.checkout import Checkout, make_original
from tests.guides.commands import blocks_of
from tests.guides.follow import commands_in, follow
from tests.guides.marks import TABLE, marked_on, read_marks, stale_marks

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_FOR_A_CHECKOUT = ("content/reference/", "content/contribute/")
"""Folders whose commands are for the reader's own project, or for who changes this one."""


def texts_of_pages() -> dict[str, str]:
    """Return the texts of all pages that speak to somebody who follows them, by their paths."""
    paths = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "content").rglob("*.md")))
    wanted = (path for path in paths if not path.startswith(NOT_FOR_A_CHECKOUT))
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in wanted}


def run_on_an_earlier_page(pages: Mapping[str, str]) -> dict[str, set[str]]:
    """Return for each page the commands that run tests which an earlier page runs by the same.

    Tests depend on what git follows, and on nothing that the reader of a page did before. So once
    is enough, and the rest of the page is followed all the same.
    """
    first: dict[str, str] = {}
    found: dict[str, set[str]] = {page: set() for page in pages}
    for page, command in commands_in(pages):
        if " -m pytest " in command and first.setdefault(command, page) != page:
            found[page].add(command)
    return found


PAGES = texts_of_pages()
ALREADY = run_on_an_earlier_page(PAGES)
MARKS = read_marks(TABLE.read_text(encoding="utf-8"))
WITH_COMMANDS = [
    page
    for page, text in PAGES.items()
    if {one for block in blocks_of(text) for one in block.commands} - {*marked_on(page, MARKS)}
]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_original(ROOT, tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as one:
        yield one


@pytest.mark.skipif(not can_launch(), reason="commands are held in namespaces of Linux")
@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_a_page_can_be_followed(
    page: str, original: Path, launcher: Launcher, tmp_path: Path
) -> None:
    checkout = Checkout.copy_of(original, tmp_path)
    not_run = (*marked_on(page, MARKS), *ALREADY[page])
    found = follow(page, not_run, checkout, launcher)
    assert found == [], "\n" + "\n".join(found)


def test_tests_are_run_by_the_first_page_that_asks_for_them() -> None:
    block = "```sh\npython -m pytest a\n```\n"
    pages = {"a.md": block, "b.md": block + block.replace(" a\n", " b\n"), "c.md": block}
    again = {"python -m pytest a"}
    assert run_on_an_earlier_page(pages) == {"a.md": set(), "b.md": again, "c.md": again}


def test_every_mark_is_of_a_command_that_is_there() -> None:
    assert [*stale_marks(MARKS, PAGES)] == []


def test_pages_with_commands_are_found() -> None:
    assert len(WITH_COMMANDS) > 15
    assert len(commands_in(PAGES)) > 70
    guides = [page for page in PAGES if page.startswith("content/guides/")]
    assert {*guides} <= {*WITH_COMMANDS}, "a guide without a command has no last step"
