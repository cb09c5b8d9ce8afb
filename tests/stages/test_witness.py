"""Reports of runs that were killed while they wrote."""

from pathlib import Path

from site_builder.model import Code, Seen, SeenKind, Settings, Violation
from site_builder.stages.witness import read_report


def test_a_line_that_is_not_whole_or_not_ours_is_left_out(tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    lines = [
        '{"kind": "network", "what": "a:1", "file": "x.py", "line": 3}',
        '{"kind": "network", "what": "a:1", "file": "x.py", "line": 3}',
        '{"seen": "program", "name": "/bin/true"}',
        "3",
        '{"seen": "prog',
    ]
    report.write_text("\n".join(lines), encoding="utf-8")
    settings = Settings(tmp_path, tmp_path, tmp_path)
    violations, seen = read_report(report, settings)
    assert violations == (Violation(Code.RUN_NETWORK, "a:1", "x.py", 3),)
    assert seen == (Seen(SeenKind.PROGRAM, "/bin/true"),)


def test_a_run_that_reported_nothing_has_nothing(tmp_path: Path) -> None:
    assert read_report(tmp_path / "none", Settings(tmp_path, tmp_path, tmp_path)) == ((), ())
