"""A bundle holds what examples need, the same bytes for the same files, and arrives whole."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.model import Code, Problem
from site_builder.stages.bundle import Bundle, pack, unpack
from tests.command import snapshot, write

FILES = {"examples/demo/run.py": "print(1)\n", "data/größe.bin": bytes(range(256)), "empty": ""}
LEFT_OUT = {
    ".env": "SECRET=1",
    ".git/config": "",
    "examples/__pycache__/run.pyc": "",
    "node_modules/x/index.js": "",
    "env/pyvenv.cfg": "",
    "env/lib/x.py": "",
    "site/sitemap.xml": "",
    "site/index.html": "",
}


def packed(root: Path, most_bytes: int = 10_000) -> Bundle:
    bundle = pack(root, most_bytes)
    assert isinstance(bundle, Bundle)
    return bundle


def test_what_is_unpacked_is_what_examples_need(tmp_path: Path) -> None:
    root = write(tmp_path / "project", {**FILES, **LEFT_OUT})
    folder = unpack(packed(root), tmp_path / "there" / "deep")
    assert snapshot(folder) == snapshot(write(tmp_path / "expected", FILES))
    assert not [one for one in folder.parent.iterdir() if one != folder], "nothing is left beside"


def test_equal_files_are_an_equal_bundle_wherever_and_whenever_they_were_written(
    tmp_path: Path,
) -> None:
    first = write(tmp_path / "first", FILES)
    second = write(tmp_path / "second", {**dict(reversed(FILES.items())), ".hidden": "1"})
    os.utime(second / "empty", (1, 1))
    assert packed(first) == packed(second)


@pytest.mark.parametrize("name", ["examples/demo/run.py", "data/new.txt"])
def test_another_file_is_another_bundle(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, FILES)
    before = packed(root).digest
    write(root, {name: "changed\n"})
    assert packed(root).digest != before


def test_a_program_can_still_be_started(tmp_path: Path) -> None:
    root = write(tmp_path / "project", FILES)
    (root / "empty").chmod(0o755)
    folder = unpack(packed(root), tmp_path / "there")
    assert os.access(folder / "empty", os.X_OK)
    assert not os.access(folder / "examples/demo/run.py", os.X_OK)


def test_a_link_to_a_file_becomes_the_file_and_one_to_a_folder_stays_out(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"data.txt": "data\n"})
    root = write(tmp_path / "project", FILES)
    (root / "linked.txt").symlink_to(outside / "data.txt")
    (root / "linked").symlink_to(outside)
    (root / "broken").symlink_to(root / "nowhere")
    files = snapshot(unpack(packed(root), tmp_path / "there"))
    assert files["linked.txt"] == b"data\n"
    assert set(files) == {*FILES, "linked.txt"}


def test_too_many_bytes_are_a_problem_that_names_the_largest_file(tmp_path: Path) -> None:
    problem = pack(write(tmp_path, FILES), 100)
    assert str(problem) == (
        "data/größe.bin: bundle-too-large: the files of the project have more than 100 bytes; "
        "data/größe.bin alone has 256; examples on a cluster get all files that are not hidden; "
        "move this one out"
    )


def test_a_file_that_goes_while_it_is_packed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, FILES)
    read = Path.read_bytes

    def vanishing(path: Path) -> bytes:
        path.unlink()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", vanishing)
    problem = pack(root, 10_000)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.location.path) == (Code.FILE_UNREADABLE, "empty")


def test_a_bundle_is_unpacked_once(tmp_path: Path) -> None:
    bundle = packed(write(tmp_path / "project", FILES))
    folder = unpack(bundle, tmp_path / "there")
    (folder / "empty").unlink()
    assert unpack(bundle, tmp_path / "there") == folder
    assert not (folder / "empty").exists()


def test_a_bundle_that_was_damaged_on_its_way_is_refused(tmp_path: Path) -> None:
    bundle = packed(write(tmp_path / "project", FILES))
    with pytest.raises(OSError, match="did not arrive as they were sent"):
        unpack(replace(bundle, digest="0" * 64), tmp_path / "there")


def test_where_there_is_no_room_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = packed(write(tmp_path / "project", FILES))

    def taken(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", taken)
    with pytest.raises(OSError, match="No space"):
        unpack(bundle, tmp_path / "there")
    assert not list((tmp_path / "there").iterdir())


def test_two_that_unpack_at_once_both_have_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = packed(write(tmp_path / "project", FILES))
    rename = Path.rename

    def too_late(path: Path, target: Path) -> Path:
        monkeypatch.undo()
        unpack(bundle, tmp_path / "there")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", too_late)
    assert set(snapshot(unpack(bundle, tmp_path / "there"))) == set(FILES)
    assert len(list((tmp_path / "there").iterdir())) == 1
