"""What a browser tells of a file, on one small enough to know it beforehand."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import ADVICE, find_chromium

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html>
<html lang="en"><head><title>Small</title><link rel="stylesheet" href="beside.css"></head>
<body><h1>Small</h1><p>Text.</p><img src="https://web.invalid/picture.png" alt="None">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input type="search" aria-label="Search">
<ol></ol><script>
const box = document.querySelector("input");
addEventListener("keydown", (event) => {
  if (event.key === "/") { event.preventDefault(); box.focus(); }
});
box.addEventListener("input", () => setTimeout(() => {
  document.querySelector("ol").innerHTML = `<li>${box.value}</li>`;
}, 60));
addEventListener("load", () => setTimeout(() => {
  const begun = performance.now();
  while (performance.now() - begun < 120);
}, 100));
</script></body></html>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    if not find_chromium():
        if os.environ.get("SITE_BUILDER_REQUIRE_BROWSER"):
            pytest.fail(ADVICE, pytrace=False)
        pytest.skip(ADVICE)
    (tmp_path / "beside.css").write_text("p { color: black; }", encoding="utf-8")
    path = tmp_path / "small.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def opening(what: str, path: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.opening", what, str(path), *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=200)
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def test_what_a_file_asks_for_and_how_long_it_takes(file: Path) -> None:
    told = opening("load", file, "1", "1", "10")
    assert told["requests"] == {"beside": 1, "beside_bytes": 19, "web": 1}
    assert told["messages"] == 1  # The picture that was not found.
    assert told["nodes"] == 12
    assert told["loads"] == 1
    # The script works for a while after the file has loaded, and the reader has to wait for it.
    assert 110 < told["longest_task_after_load_ms"] < 1000
    assert told["interactive_ms"] > told["ready_ms"] + 200


def test_a_key_counts_until_its_results_are_there(file: Path) -> None:
    told = opening("search", file, "ab", "c")
    assert told["keys"] == 3
    assert 55 < told["median_ms"] < 400


def test_violations_are_counted_by_rule(file: Path) -> None:
    told = opening("axe", file)
    assert told == {"rules": {"image-alt": 1}, "elements": 12, "sample": False}
