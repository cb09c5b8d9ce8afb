"""The page says what the record holds, and the examples compute what is known of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import scaling, scaling_report
from tests.benchmarks.record import Record, read
from tests.benchmarks.work import write_examples

WAY: Record = {"wall_seconds": 10.0, "cpu_seconds": 12.0, "peak_bytes": 90_000_000, "load": 0.1}
RECORD: Record = {
    "versions": {"Python": "3"},
    "machine": {},
    "sizes": {
        "100": {"fork": WAY, "stored": {**WAY, "wall_seconds": 1.0}},
        "1000": {
            "fork": {**WAY, "wall_seconds": 50.0},
            "spawn": {**WAY, "wall_seconds": 80.0},
            "shards": {**WAY, "merge_seconds": 1.5},
        },
    },
}


def test_the_page_is_made_from_the_record() -> None:
    page = scaling_report.PAGE.read_text(encoding="utf-8")
    assert page == scaling_report.render(read(scaling.PATH)), (
        "the page and the record differ; run: python -m tests.benchmarks.scaling --report"
    )


def test_the_record_names_no_place_of_the_machine() -> None:
    text = scaling.PATH.read_text(encoding="utf-8")
    assert not [one for one in ("/home", "/tmp", "/work", "/Users", "file:") if one in text]


def test_each_way_is_compared_with_running_one_by_one() -> None:
    page = scaling_report.render(RECORD)
    assert "| one by one, forked from a warm one | 50.0 s | 50.0 ms | 1.00 |" in page
    assert "| one by one, each in a new interpreter | 80.0 s | 80.0 ms | 1.60 |" in page
    assert "A new interpreter costs 30 ms an example more than a fork." in page
    assert "| one by one, forked from a warm one | 5.0 | 1.0 |" in page
    assert "that of merging, 1.5 s" in page


@pytest.mark.parametrize("sizes", [{}, {"100": {}}, {"100": {"stored": WAY}}])
def test_a_part_of_the_record_makes_a_page(sizes: Record) -> None:
    page = scaling_report.render({**RECORD, "sizes": sizes})
    assert page.startswith("---\ntitle:")
    assert "## How it grows" not in page


def test_each_kind_of_example_computes_what_is_known(tmp_path: Path) -> None:
    write_examples(tmp_path, 8)
    programs = sorted(tmp_path.glob("examples/*/*/__main__.py"))
    assert len({program.parent.parent.name for program in programs}) == 4
    for program in programs:
        ran = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True)
        assert ran.stdout == program.with_name("expected.txt").read_text(encoding="utf-8")
