"""Carrying stored results; adapters/test_cache_commands.py does it from the command line."""

import io
import tarfile
from pathlib import Path

from site_builder.stages.carry import find_faults, pack, unpack

OBJECTS = [("runs/aa/one", b"data"), ("runs/bb/two", b"")]


def test_what_was_packed_is_unpacked(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.tar"
    assert pack(OBJECTS, target, "a.tar") == ()
    assert find_faults(target, "a.tar", lambda _: True) == ()
    assert [*unpack(target, 100)] == OBJECTS


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    pack(OBJECTS, tmp_path / "a.tar", "a.tar")
    assert [*unpack(tmp_path / "a.tar", 3)] == [("runs/aa/one", b""), ("runs/bb/two", b"")]


def test_the_file_says_nothing_of_when_and_by_whom_it_was_made(tmp_path: Path) -> None:
    pack(OBJECTS, tmp_path / "a.tar", "a.tar")
    with tarfile.open(tmp_path / "a.tar") as archive:
        assert {(one.mtime, one.uid, one.uname) for one in archive} == {(0, 0, "")}


def test_a_file_that_ends_too_early_is_a_problem(tmp_path: Path) -> None:
    pack([("runs/aa/one", bytes(5000))], tmp_path / "a.tar", "a.tar")
    whole = (tmp_path / "a.tar").read_bytes()
    (tmp_path / "a.tar").write_bytes(whole[:1000])
    (found,) = find_faults(tmp_path / "a.tar", "a.tar", lambda _: True)
    assert str(found).startswith("a.tar: cache-invalid: it cannot be read")


def test_a_compressed_file_that_ends_too_early_is_a_problem(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        for name in ("a", "b"):
            member = tarfile.TarInfo(name)
            member.size = 100_000
            archive.addfile(member, io.BytesIO(bytes(range(250)) * 400))
    whole = (tmp_path / "a.tar.gz").read_bytes()
    (tmp_path / "a.tar.gz").write_bytes(whole[: len(whole) // 2])
    (found,) = find_faults(tmp_path / "a.tar.gz", "a", lambda _: True)
    assert "cache-invalid" in str(found)


def test_a_target_in_the_place_of_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.tar").mkdir()
    (found,) = pack(OBJECTS, tmp_path / "a.tar", "a.tar")
    assert str(found) == "a.tar: cannot-write: cannot write: Is a directory"
    assert [*tmp_path.iterdir()] == [tmp_path / "a.tar"]


def test_a_target_below_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (found,) = pack(OBJECTS, tmp_path / "file" / "a.tar", "a.tar")
    assert "cannot-write" in str(found)
