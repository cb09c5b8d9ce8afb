"""Each way to show a part of a file, through the command line, from the page to the site."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.command import lines_of, site_builder

ORIGINAL = Path(__file__).parent / "projects" / "samples"
SHOWN = {
    "TypeScript": "total(): number {\n  return 1;\n}\n",
    "TSX": "export const View = () => {\n  return <p>View</p>;\n};\n",
    "JavaScript": "time: 3,\n",
    "Go": "// Handle answers.\nfunc (s *Server) Handle() int {\n    return 2\n}\n",
    "Rust": "/// The origin.\nfn zero() -> Self {\n    Point(0, 0)\n}\n",
    "Java": "int open() {\n  return 4;\n}\n",
    "Bash": '# Says it.\nsay() {\n  echo "said"\n}\n',
    "YAML": "spec:\n  replicas: 5\n",
    "JSON": '"build": "six"\n',
    "TOML": "size = 7\n",
    "Terraform": 'resource "aws_s3_bucket" "logs" {\n  bucket = "eight"\n}\n',
    "SQL": "create view adults as\nselect 9;\n",
    "CSS": ".card {\n  order: 10;\n}\n",
    "Dockerfile": "RUN echo eleven\n",
    "Notebook": "twelve = 12\nprint(twelve)\n",
    "Notes": "def wait(attempt: int) -> float:\n    return min(2**attempt, 60)  # (1)!\n",
    "Region": "WAITS = [wait(n) for n in range(3)]\n",
    "Diff": (
        " def wait(attempt: int) -> float:\n"
        "-    return 2**attempt\n+    return min(2**attempt, 60)\n"
    ),
    "Test": "def test_the_wait_is_bounded() -> None:\n    assert wait(99) == 60\n",
}


def copied(root: Path) -> Path:
    """Return a copy of the project."""
    shutil.copytree(ORIGINAL, root, ignore=shutil.ignore_patterns("__pycache__", ".*", "site"))
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the project, whose tests were run for their proofs."""
    root = copied(tmp_path_factory.mktemp("samples").resolve() / "samples")
    proven = site_builder(root, "prove")
    assert proven.returncode == 0, proven.stdout + proven.stderr
    built = site_builder(root, "build", "--strict")
    assert built.returncode == 0, built.stderr
    return root / "site"


def sections(html: str) -> Mapping[str, LexborHTMLParser]:
    """Return the parts of a page by their headings."""
    found = {}
    for part in html.split("<h2")[1:]:
        tree = LexborHTMLParser(f"<body><h2{part}")
        found[tree.css("h2")[0].text().rstrip("¶").strip()] = tree
    return found


def test_the_site_shows_each_part_and_nothing_else(site: Path) -> None:
    html = (site / "index.html").read_text("utf-8")
    found = sections(html)
    assert {name: found[name].css("pre")[0].text() for name in SHOWN} == SHOWN
    assert [one.text() for one in found["Notes"].css("ol > li")] == ["Twice as long each time."]
    assert [one.text() for one in found["Tabs"].css(".tabbed-labels label")] == ["Before", "After"]
    assert "an output" not in html
    assert "region" not in "".join(one.text() for one in LexborHTMLParser(html).css("pre"))


def test_without_a_record_of_its_tests_no_test_can_be_shown(tmp_path: Path) -> None:
    root = copied(tmp_path.resolve() / "samples")
    ran = site_builder(root, "check", "--no-run")
    assert ran.returncode == 1
    (told,) = lines_of(ran.stderr)
    assert ": test-missing: no test is known that proves this sample" in told
