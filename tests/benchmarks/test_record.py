"""The page says what the record holds, and a record that lacks something still makes a page."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import record, report

OURS: record.Record = {
    "command": "site-builder standalone",
    "build": {"wall_seconds": 2.0, "cpu_seconds": 3.0, "peak_bytes": 50_000_000, "builds": 1},
    "bytes": 3_000_000,
    "landings": {"right": 10, "wrong": 0, "dangling": 0, "leaving": 0},
}
OTHER: record.Record = {
    "command": "pandoc",
    "build": {"wall_seconds": 1.0, "cpu_seconds": 1.0, "peak_bytes": 60_000_000, "builds": 1},
    "bytes": 4_000_000,
    "landings": {"right": 9_999, "wrong": 1, "dangling": 0, "leaving": 0},
    "axe": {"died": "stopped after 300 s"},
}
PLAIN: record.Record = {
    "command": "mkdocs build",
    "build": {"wall_seconds": 1.0, "cpu_seconds": 1.5, "peak_bytes": 40_000_000, "builds": 1},
}


def rendered(**tools: record.Record) -> str:
    corpora = {"pages-100": {"mkdocs-plain": PLAIN, **tools}}
    return report.render({"versions": {"pandoc": "3"}, "machine": {}, "corpora": corpora})


def test_the_page_is_made_from_the_record() -> None:
    assert report.PAGE.read_text(encoding="utf-8") == report.render(record.read()), (
        "the page and the record differ; run: python -m tests.benchmarks.single_file --report"
    )


def test_the_record_names_no_place_of_the_machine() -> None:
    text = record.PATH.read_text(encoding="utf-8")
    assert not [one for one in ("/home", "/tmp", "/work", "/Users", "file:") if one in text]


def test_the_better_value_is_praised_and_a_defeat_is_told() -> None:
    page = rendered(**{"site-builder": OURS, "pandoc": OTHER})
    assert "| build | 2.0 s | **1.0 s** |" in page
    assert "| size of the file | **3.0 MB** | 4.0 MB |" in page
    assert "- build: pandoc 1.0 s; site-builder 2.0 s" in page
    assert "- size of the file" not in page
    assert "| processor time (that of the plain site is 1) | 2.00 | **0.67** |" in page


def test_one_wrong_link_in_many_is_not_rounded_away() -> None:
    page = rendered(**{"site-builder": OURS, "pandoc": OTHER})
    assert "| links between pages that land right | **all** | 99.9 % |" in page


def test_a_step_that_died_is_told_with_its_reason() -> None:
    page = rendered(**{"site-builder": OURS, "pandoc": OTHER})
    assert "- pandoc, the check of accessibility: stopped after 300 s" in page
    dead: record.Record = {"command": "pandoc", "build": {"died": "stopped at 8 GB of memory"}}
    page = rendered(**{"site-builder": OURS, "pandoc": dead})
    assert "| build | 2.0 s | - |" in page
    assert "- pandoc, the build: stopped at 8 GB of memory" in page


@pytest.mark.parametrize("names", [[], ["site-builder"], ["pandoc"]])
def test_a_part_of_the_record_makes_a_page(names: list[str]) -> None:
    tools = {name: {"site-builder": OURS, "pandoc": OTHER}[name] for name in names}
    assert rendered(**tools).startswith("---\ntitle:")


def test_what_is_measured_again_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "results" / "record.json"
    first = record.merge(record.read(path), "book", "pandoc", {"bytes": 1})
    record.write(record.merge(first, "book", "sphinx", {"bytes": 2}), path)
    again = record.merge(record.read(path), "book", "pandoc", {"bytes": 3})
    assert again["corpora"]["book"] == {"pandoc": {"bytes": 3}, "sphinx": {"bytes": 2}}
    assert json.loads(path.read_text(encoding="utf-8"))["corpora"]["book"]["pandoc"] == {"bytes": 1}
