from collections.abc import Callable
from pathlib import Path

from site_builder.model.gaps import Cell, GapSettings, Recorded, Topics
from site_builder.stages.load_topics import is_there, load_gap_history, load_topics
from tests.support import Project

TOPIC = "topics: [{id: %s, title: A, why: w, owed: [{kind: page, place: x}]}]\n"
Make = Callable[..., Project]


def test_nothing_is_read_where_nothing_is_asked_for(project: Make) -> None:
    settings = project({}).settings
    assert load_topics(settings) == (Topics(), ())
    assert load_gap_history(settings) == ((), ())


def test_topics_are_in_a_file_or_in_the_files_of_a_folder(project: Make) -> None:
    files = {
        "content/topics/b.yml": TOPIC % "b",
        "content/topics/part/a.yaml": TOPIC % "a",
        "content/topics/notes.txt": "no topics",
    }
    made = project(files, gaps=GapSettings(topics="content/topics"))
    topics, problems = load_topics(made.settings)
    assert ([one.id for one in topics.topics], problems) == (["b", "a"], ())
    one = project(files, gaps=GapSettings(topics="content/topics/b.yml"))
    assert [topic.id for topic in load_topics(one.settings)[0].topics] == ["b"]


def test_a_file_that_is_not_there_is_a_mistake_of_the_configuration(project: Make) -> None:
    _, problems = load_topics(project({}, gaps=GapSettings(topics="tpics.yml")).settings)
    assert [str(one) for one in problems] == [
        (
            "mkdocs.yml: config-invalid: 'gaps.topics': there is no 'tpics.yml'; "
            "correct the path, which is relative to the configuration"
        )
    ]


def test_files_that_are_no_text_are_told(project: Make) -> None:
    files = {"topics.yml": b"\xff", "gaps.csv": b"\xff"}
    settings = project(files, gaps=GapSettings(topics="topics.yml", history="gaps.csv")).settings
    (topics_problem,) = load_topics(settings)[1]
    assert str(topics_problem).startswith("topics.yml: topics-invalid: the file cannot be read: ")
    (history_problem,) = load_gap_history(settings)[1]
    assert str(history_problem).startswith("gaps.csv: gap-history-invalid: the file cannot be read")


def test_the_history_is_read_with_the_lines_of_its_faults(project: Make) -> None:
    files = {"gaps.csv": "1.0,api,1,2\nx\n"}
    history, problems = load_gap_history(
        project(files, gaps=GapSettings(history="gaps.csv")).settings
    )
    assert history == (Recorded("1.0", "api", Cell(1, 2)),)
    assert [str(one.location) for one in problems] == ["gaps.csv:2"]
    absent = project({}, gaps=GapSettings(history="none.csv")).settings
    assert load_gap_history(absent) == ((), ())


def test_a_folder_is_there_when_it_holds_something(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").touch()
    found = [is_there(tmp_path, name) for name in ("empty", "full", "full/file", "none")]
    assert found == [False, True, True, False]
