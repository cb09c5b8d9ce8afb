"""What `site-builder gaps` prints, keeps and ends with."""

import json
from pathlib import Path

import pytest

from tests.command import run_here, write

CONFIG = """
site_name: Shop
theme: mkdocs
plugins:
  - site_builder:
      gaps:
        topics: topics.yml
        examples: true
        page: gaps.md
        history: gaps.csv
        codes: {from: codes.txt, pages: index.md}
"""
TOPICS = """
topics:
- id: refunds
  title: Giving money back
  why: w
  owed:
  - {kind: guide, place: docs/refunds.md}
  - {kind: page, place: docs/index.md}
"""
EXAMPLE = 'title = "A"\nsummary = "B."\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a project with gaps."""
    return write(
        tmp_path.resolve(),
        {
            "mkdocs.yml": CONFIG,
            "topics.yml": TOPICS,
            "codes.txt": "E1\nE2\n",
            "docs/index.md": "# Shop\n\n`E1` and [gaps](gaps.md).\n",
            "examples/pay/refund/example.toml": EXAMPLE,
            "examples/pay/refund/refund.py": "print(1)\n",
        },
    )


def test_what_is_missing_is_printed_with_what_would_make_it(shop: Path) -> None:
    ran = run_here(shop, "gaps")
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    assert "Topics and kinds: 1 missing of 2" in lines
    assert ("refunds 1/2 site-builder new guide docs/refunds.md guide: Giving money back") in lines
    assert "pay/refund 0/4 put a sample block of 'pay/refund' on a page page" in lines
    assert "site-builder run pay/refund --update output" in lines
    assert "codes.txt 1/2 name each as code on index.md E2" in lines
    assert "All 2 8 25 %" in lines


def test_only_what_is_named_is_counted(shop: Path) -> None:
    ran = run_here(shop, "gaps", "codes")
    assert "Error codes: 1 missing of 2" in ran.stdout
    assert "Examples" not in ran.stdout
    assert "All" not in ran.stdout


def test_a_long_list_is_cut_unless_all_is_asked_for(shop: Path) -> None:
    codes = "".join(f"F{n}\n" for n in range(9))
    topics = "".join(f"  - {{kind: file, place: f{n}.txt}}\n" for n in range(12))
    write(shop, {"codes.txt": codes, "topics.yml": TOPICS + topics})
    few = run_here(shop, "gaps", "codes", "topics").stdout
    assert "F0, F1, F2, F3 and 5 more" in few
    assert "3 more lines: site-builder gaps topics --all" in few
    whole = run_here(shop, "gaps", "codes", "topics", "--all").stdout
    assert "F8" in whole
    assert "write f11.txt" in whole


def test_programs_get_all_as_data(shop: Path) -> None:
    found = json.loads(run_here(shop, "gaps", "--format", "json").stdout)
    assert found["count"] == {"there": 2, "owed": 8, "percent": 25.0}
    codes = next(one for one in found["matrices"] if one["name"] == "codes")
    assert codes["rows"][0]["found"] == [{"what": "E1", "ways": ["named"]}]
    assert codes["rows"][0]["missing"] == [
        {
            "ids": [],
            "what": "E2",
            "place": "index.md",
            "command": "name each as code on index.md",
        }
    ]
    assert codes["rows"][0]["cells"] == {"named": {"there": 1, "owed": 2, "percent": 50.0}}


@pytest.mark.parametrize(("bar", "code"), [("25", 0), ("25.1", 1)])
def test_the_command_fails_below_the_bar_only(shop: Path, bar: str, code: int) -> None:
    ran = run_here(shop, "gaps", "--fail-under", bar)
    assert ran.returncode == code
    assert ran.stderr == ("25 % is there, 25.1 % is asked for\n" if code else "")


def test_a_release_is_kept_and_kept_again_in_its_place(shop: Path) -> None:
    run_here(shop, "gaps", "--record", "1.0")
    text = (shop / "gaps.csv").read_text("utf-8")
    assert text == "version,matrix,there,owed\n1.0,codes,1,2\n1.0,examples,0,4\n1.0,topics,1,2\n"
    write(shop, {"docs/index.md": "`E1` `E2` [gaps](gaps.md)\n"})
    ran = run_here(shop, "gaps")
    assert "+50.0 (1.0)" in ran.stdout
    run_here(shop, "gaps", "codes", "--record", "1.0")
    assert (shop / "gaps.csv").read_text("utf-8") == text.replace("codes,1,2", "codes,2,2")
    found = json.loads(run_here(shop, "gaps", "--format", "json").stdout)
    assert found["history"][0] == {
        "version": "1.0",
        "matrix": "codes",
        "count": {"there": 2, "owed": 2, "percent": 100.0},
    }


def test_a_release_cannot_be_kept_without_a_file(shop: Path) -> None:
    write(shop, {"mkdocs.yml": CONFIG.replace("        history: gaps.csv\n", "")})
    ran = run_here(shop, "gaps", "--record", "1.0")
    assert ran.returncode == 2
    assert "gaps.history" in ran.stderr


def test_what_cannot_be_counted_fails_the_command(shop: Path) -> None:
    write(shop, {"codes.txt": ""})
    ran = run_here(shop, "gaps")
    assert ran.returncode == 1
    assert "mkdocs.yml: config-invalid: 'gaps.codes': 'codes.txt': there are no names" in ran.stderr


def test_nothing_that_is_asked_for_is_said(shop: Path) -> None:
    write(shop, {"mkdocs.yml": "site_name: Shop\ntheme: mkdocs\n"})
    ran = run_here(shop, "gaps")
    assert ran.returncode == 0
    assert ran.stderr == "Nothing is counted; turn on options under 'gaps'.\n"


def test_the_site_has_the_page_and_gaps_fail_no_build(shop: Path) -> None:
    ran = run_here(shop, "build")
    assert ran.stderr == ""
    html = (shop / "site/gaps/index.html").read_text("utf-8")
    assert "site-builder new guide docs/refunds.md" in html
    assert '<svg class="gap-chart"' in html


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("codes: 3", "Not a mapping of `from` and `pages`: 3"),
        ("codes: {form: a, pages: b}", "There is no key 'form'; did you mean 'from'?"),
        ("codes: {from: a}", "An entry needs `from`, a text, and `pages`, one or a list"),
        ("topcs: a", "'topcs': There is no such option; did you mean 'topics'?"),
    ],
)
def test_a_wrong_option_is_told(shop: Path, given: str, message: str) -> None:
    write(shop, {"mkdocs.yml": CONFIG.partition("        topics")[0] + f"        {given}\n"})
    ran = run_here(shop, "gaps")
    assert ran.returncode == 2
    assert "config-invalid" in ran.stderr
    assert message in ran.stderr
