from pathlib import Path

from site_builder.model import Baseline, Known, Reporting, Settings
from site_builder.stages.load_baseline import load_baseline


def settings(root: Path, baseline: str) -> Settings:
    return Settings(root, root / "docs", root / "examples", reporting=Reporting(baseline=baseline))


def test_a_project_without_a_baseline_knows_of_nothing(tmp_path: Path) -> None:
    assert load_baseline(settings(tmp_path, "")) == (Baseline(), ())


def test_a_baseline_is_read_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "known.txt").write_text("# x\na.md\tlink-dead\t0123456789ab\t2\tgone\nnonsense\n")
    baseline, problems = load_baseline(settings(tmp_path, "known.txt"))
    known = Known("link-dead", "a.md", "0123456789ab", 2, "gone", 2)
    assert baseline == Baseline("known.txt", (known,))
    assert [str(one).split(";")[0] for one in problems] == [
        (
            "known.txt:3: baseline-invalid: the line is not a path, a code, a digest and a number "
            "with tabs between them"
        )
    ]


def test_a_baseline_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    baseline, problems = load_baseline(settings(tmp_path, "known.txt"))
    assert baseline == Baseline()
    assert [str(one) for one in problems] == [
        (
            "known.txt: baseline-invalid: there is no such baseline; "
            "make it with: site-builder check --update-baseline"
        )
    ]


def test_a_baseline_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "known.txt").write_bytes(b"\xff\xfe\x00")
    baseline, problems = load_baseline(settings(tmp_path, "known.txt"))
    assert baseline == Baseline()
    assert [one.message.partition(":")[0] for one in problems] == ["the baseline cannot be read"]
