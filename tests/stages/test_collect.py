import os
import socket
from contextlib import chdir
from pathlib import Path

import pytest

from site_builder.model import Code
from site_builder.stages.collect import collect


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for name in ("chart.svg", "data/a.csv", "data/b.csv", "data/deep/c.csv", "notes.txt"):
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "work"


def names(work: Path, *patterns: str, limit: int = 100) -> list[str]:
    files, refused = collect(work, patterns, limit)
    assert all(one.code is Code.RUN_FILE_REFUSED for one in refused)
    return [*(one.name for one in files), *(one.what for one in refused)]


def test_declared_files_are_taken_up_in_order_of_their_names(work: Path) -> None:
    assert names(work, "data/*.csv", "chart.svg") == ["chart.svg", "data/a.csv", "data/b.csv"]
    assert names(work, "*", "data/deep/?.csv") == ["chart.svg", "data/deep/c.csv", "notes.txt"]
    assert names(work, "gone.txt") == names(work) == []
    assert collect(work, ["chart.svg"], 100)[0][0].data == b"chart.svg"


def test_no_link_is_followed(work: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.txt").write_text("private")
    (work / "chart.svg").unlink()
    (work / "chart.svg").symlink_to("/etc/passwd")
    (work / "link").symlink_to(tmp_path / "outside")
    assert names(work, "chart.svg", "link", "link/*") == [
        "chart.svg: it is a symbolic link",
        "link: it is a symbolic link",
    ]


def test_a_file_that_is_too_large_is_refused(work: Path) -> None:
    assert names(work, "*", limit=9) == ["chart.svg", "notes.txt"]
    assert names(work, "*", limit=8) == [
        "chart.svg: it has more than 8 bytes",
        "notes.txt: it has more than 8 bytes",
    ]


def test_a_pipe_is_refused_and_not_waited_for(work: Path) -> None:
    os.mkfifo(work / "pipe")
    assert names(work, "pipe") == ["pipe: it is not a regular file"]


def test_a_file_that_cannot_be_read_is_refused(work: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, chdir(work):
        server.bind("server")
    assert names(work, "server") == ["server: it cannot be read: No such device or address"]


def test_no_more_than_a_hundred_files_are_taken_up(work: Path) -> None:
    for number in range(101):
        (work / f"{number:03}.dat").write_text("")
    found = names(work, "*.dat")
    assert found[-2:] == ["099.dat", "100.dat: 100 files are allowed"]
    assert len(found) == 101
