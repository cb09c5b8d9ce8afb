"""A project whose pages show each kind of output, from its runs to its pages."""

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.command import run_here

ORIGINAL = Path(__file__).parent / "projects" / "outputs"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("projects").resolve() / "outputs"
    shutil.copytree(ORIGINAL, root, ignore=shutil.ignore_patterns("__pycache__", ".*", "site"))
    return root


@pytest.fixture(scope="module")
def page(root: Path) -> LexborHTMLParser:
    ran = run_here(root, "build")
    assert ran.returncode == 0, ran.stderr
    return LexborHTMLParser((root / "site/index.html").read_bytes())


def images(page: LexborHTMLParser) -> list[LexborNode]:
    return [one for one in page.css("img") if (one.attributes["src"] or "").startswith("data:")]


def test_each_output_is_as_recorded(root: Path) -> None:
    ran = run_here(root, "check", "--fresh")
    assert (ran.returncode, ran.stdout.strip()) == (0, "No problems."), ran.stderr


def test_what_was_printed_is_folded_and_says_how_the_run_ended(page: LexborHTMLParser) -> None:
    more = page.css_first("details.sample-more")
    assert more.css_first("summary").text() == "11 more lines"
    assert "19 squared is 361" in more.text()
    states = {one.text() for one in page.css(".proof-recorded")}
    assert states == {"recorded from a run, which ended with exit code 3", "recorded from a run"}


def test_tables_and_pictures_are_what_they_are(page: LexborHTMLParser) -> None:
    cells = [cell.text() for cell in page.css("table td")]
    assert cells == ["alpha", "5", "beta", "4", "gamma", "5"]
    kinds = [(one.attributes["src"] or "").partition(";")[0] for one in images(page)]
    assert kinds == ["data:image/svg+xml", "data:image/png"]
    assert images(page)[0].attributes["alt"].startswith("Two bars")  # type: ignore[union-attr]


def test_html_holds_nothing_that_acts(page: LexborHTMLParser) -> None:
    (box,) = page.css(".sample-html")
    assert (box.html or "").endswith("><p>Three <b>words</b>.</p></div>")


def test_colours_are_kept_on_the_page(page: LexborHTMLParser) -> None:
    (box,) = page.css(".sample-ansi")
    assert [one.attributes["class"] for one in box.css("span")] == [
        "ansi-green ansi-bold",
        "ansi-red",
    ]
    assert box.text().strip().splitlines() == ["passed 3 of 4", "failed 1 of 4"]


def test_the_single_file_has_the_same(root: Path) -> None:
    ran = run_here(root, "standalone", "-o", "one.html")
    assert ran.returncode == 0, ran.stderr
    one = LexborHTMLParser((root / "one.html").read_bytes())
    assert one.css_first(".sample-ansi .ansi-red")
    assert one.css_first("details.sample-more")
    assert len(images(one)) >= 2
