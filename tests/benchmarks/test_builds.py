"""The projects hold the same pages, edits are seen, and the page says what the record holds."""

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.builds import building, link_check, link_parser, page, profiled, results
from tests.benchmarks.builds.goals import goals
from tests.benchmarks.builds.losses import losses
from tests.benchmarks.builds.material import (
    FORMS,
    LINES,
    REGIONS,
    edit_page,
    edit_region,
    make_text,
    sample_path,
    write_project,
)
from tests.benchmarks.record import Record


def _took(*seconds: float | None, memory: int = 80_000_000) -> list[Record]:
    return [
        {"wall_seconds": one, "cpu_seconds": one, "peak_bytes": memory, "load": 0.2}
        for one in seconds
    ]


def _record(**measures: Any) -> Record:
    return {"versions": {"Python": "3"}, "machine": {}, "measures": measures}


def _of(step: str, **tools: list[Record]) -> Record:
    return _record(builds={"1000": {step: tools}})


@pytest.mark.parametrize("count", [5, 60])
def test_the_projects_hold_the_same_pages(tmp_path: Path, count: int) -> None:
    corpus = make_text(count)
    for name, form in FORMS.items():
        write_project(corpus, form, tmp_path / name)
    names = [
        {one.relative_to(tmp_path / name).as_posix() for one in (tmp_path / name).rglob("*.*")}
        for name in FORMS
    ]
    assert names[0] == names[1]
    for one in corpus.pages:
        for name in FORMS:
            text = (tmp_path / name / f"docs/{one.folder}/{one.name}.md").read_text()
            assert text.count(sample_path(one)) == 2 * len(REGIONS)
            assert text.count("See [to ") == 10
            assert 600 <= len(one.text.split()) <= 900


def test_a_region_has_its_lines_and_an_edit_changes_one(tmp_path: Path) -> None:
    corpus = make_text(3)
    first = corpus.pages[0]
    write_project(corpus, FORMS["samples"], tmp_path)
    path = tmp_path / "examples" / sample_path(first)
    before = path.read_text().splitlines()
    assert before.index("# endregion first") - before.index("# region first") - 1 == LINES
    for number in (1, 2):
        word = edit_region(tmp_path, first, number)
        after = path.read_text().splitlines()
        changed = [new for old, new in zip(before, after, strict=True) if old != new]
        assert changed == [f"{word} = True"]


def test_an_edit_of_a_page_takes_the_place_of_the_last(tmp_path: Path) -> None:
    corpus = make_text(3)
    first = corpus.pages[0]
    write_project(corpus, FORMS["snippets"], tmp_path)
    words = [edit_page(tmp_path, first, number) for number in (1, 2)]
    text = (tmp_path / f"docs/{first.folder}/{first.name}.md").read_text()
    assert [text.count(word) for word in words] == [0, 1]


def test_builds_show_what_was_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {(step, tool): len(rounds) for step, tool, rounds in building.measure(5, 1, ["ours"])}
    assert seen == {(step, "ours"): 1 for step in building.STEPS}
    monkeypatch.setattr(building, "edit_region", lambda *_: "something that is nowhere")
    with pytest.raises(building.StaleError, match="does not show"):
        list(building.measure(5, 1, ["ours"], ("cold", "edit")))


def test_both_readers_of_links_read_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "index.html").write_text('<a href="other/#here">x</a><img src="none.png">')
    (tmp_path / "other/index.html").write_text('<p id="here"><a href="../#gone">y</a></p>')
    assert link_check.count(tmp_path) == {"files": 2, "links": 3, "dead": 2}
    assert link_parser.count(tmp_path) == {"files": 2, "links": 3}


WON = _of("cold", ours=_took(10, 12, 11), material=_took(20, 22, 21), zensical=_took(30))
LOST = _of("cold", ours=_took(10, 12, 11), material=_took(5, 6, 4, memory=40_000_000))
CLOSE = _of("cold", ours=_took(10, 12, 11), zensical=_took(9, 10.5, 11))


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (WON, []),
        (LOST, ["5.00 s (4.00 to 6.00)", "5.00 s (4.00 to 6.00)", "40 MB"]),
        (CLOSE, ["10.5 s (9.00 to 11.0), may be chance"] * 2),
        (_of("cold", material=_took(1)), []),
        (_of("cold", ours=_took(1)), []),
        (_record(serve={"10": {"page": {"ours": _took(None), "material": _took(1)}}}), []),
        (_record(serve={"10": {"page": {"ours": _took(2), "material": _took(None)}}}), []),
        (_record(), []),
    ],
)
def test_what_others_do_better_is_told(record: Record, found: list[str]) -> None:
    assert ["".join(loss.others) for loss in losses(record["measures"])] == found
    rendered = page.render(record)
    assert rendered.startswith("---\ntitle:")
    assert ("## Where others need less" in rendered) == bool(found)
    assert all(one in rendered for one in found)


def test_tools_are_compared_by_their_medians() -> None:
    assert "| 11.0 s (10.0 to 12.0) | 80 MB | 0.52 | 0.37 |" in page.render(WON)
    assert "| 11.0 s (10.0 to 12.0) | 80 MB | 2.20 |  |" in page.render(LOST)


@pytest.mark.parametrize(
    ("record", "found", "limits"),
    [
        (_of("cold", ours=_took(3), material=_took(10)), [(0.3, True), (1.0, True)], False),
        (_of("cold", ours=_took(3.02), zensical=_took(6)), [(0.5, True), (1.0, False)], True),
        (_of("edit", ours=_took(6), material=_took(100)), [(0.06, False)], True),
        (_of("edit", **{"ours-command": _took(6)}, zensical=_took(100)), [(0.06, True)], False),
        (_record(builds={"2000": {"cold": {"ours": _took(9)}}}), [], False),
        (_record(serve={"1000": {"page": {"ours": _took(None), "material": _took(1)}}}), [], False),
    ],
)
def test_goals_are_told_reached_or_not(
    record: Record, found: list[tuple[float, bool]], limits: bool
) -> None:
    seen = [(round(one.measured, 2), one.is_reached) for one in goals(record["measures"])]
    assert seen == found
    rendered = page.render(record)
    assert ("## What we aim at" in rendered) == bool(found)
    assert ("### Why some are not reached" in rendered) == limits


PROFILE = {
    "loading": 1.0,
    "whole": 9.0,
    "parts": dict.fromkeys(profiled.PARTS, 1.0),
    "within": dict.fromkeys(profiled.WITHIN, 0.5),
}


def test_a_profile_counts_all_parts() -> None:
    for _, found in profiled.measure(3):
        assert min(found["parts"].values()) > 0
        assert min(found["within"].values()) > 0
        assert sum(found["parts"].values()) <= found["whole"]


def test_all_that_was_measured_is_told() -> None:
    steps = {step: {"ours": _took(2, 3, 1), "material": _took(4)} for step in building.STEPS}
    ways = {"check": [{**_took(1)[0], "links": 9}], "parser": [{**_took(3)[0], "links": 8}]}
    rendered = page.render(
        _record(
            builds={"10": {"cold": steps["cold"]}, "1000": steps},
            serve={"1000": {"region": {"ours": _took(1), "zensical": _took(None)}}},
            links={"1000": ways},
            handbook={"edit": _took(7)},
            profile={"1000": {"edit": PROFILE}},
        )
    )
    assert rendered.count("<svg") == 3
    assert "| 1,000 | 80 MB | 80 MB |" in rendered
    assert "| Zensical, a region saved | never shown |" in rendered
    assert "takes 3.00 times the processor time" in rendered
    assert "| one page edited | 7.00 s | 7.00 s |" in rendered
    assert "| the program is loaded | 1.00 s (10%) |" in rendered
    assert "| … of that, code is highlighted | 0.50 s (5%) |" in rendered
    assert "| all else | 2.00 s (20%) |" in rendered
    assert "short run" not in rendered


def test_a_step_takes_the_place_of_what_it_was(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(results, "versions", dict)
    path = tmp_path / "builds.json"
    results.keep(("builds", "10", "cold", "ours"), _took(1), path)
    results.keep(("builds", "10", "cold", "material"), _took(2), path)
    results.keep(("builds", "10", "cold", "ours"), _took(3), path)
    tools = results.read(path)["measures"]["builds"]["10"]["cold"]
    assert tools == {"ours": _took(3), "material": _took(2)}


def test_the_page_is_made_from_the_record() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.render(results.read()), (
        "the page and the record differ; run: python -m tests.benchmarks.builds --report"
    )


def test_the_record_names_no_place_of_the_machine() -> None:
    text = results.PATH.read_text(encoding="utf-8")
    assert not [one for one in ("/home", "/tmp", "/work", "/Users", "file:") if one in text]
