"""Files of results are read, and each that cannot be is told with its reason."""

from pathlib import Path

from site_builder.model.results import Results, Shard
from site_builder.stages.result_files import read_results
from site_builder.text.result_file import render_results

REASON = "it does not say that it holds 'site-builder results, version 1'"
EMPTY = Results("digest", "1.0", "3.11.7", 0, Shard(), ())


def test_each_file_is_read_or_told(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(render_results(EMPTY))
    (tmp_path / "bad.json").write_text("{}")
    names = ["good.json", "bad.json", "none.json", "."]
    found, problems = read_results([(name, tmp_path / name) for name in names])
    assert found == (("good.json", EMPTY),)
    assert [str(one) for one in problems] == [
        f"bad.json: results-invalid: the file holds no results: {REASON}",
        "none.json: results-invalid: the file cannot be read: No such file or directory",
        ".: results-invalid: the file cannot be read: Is a directory",
    ]
