"""What is kept between builds, from the command line."""

import io
import os
import tarfile
import time
from pathlib import Path

import pytest

from site_builder.stages.store import Store, name_of
from tests.command import run_here, site_builder
from tests.small import Small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path / "small")


def store_in(small: Small) -> Store:
    return Store(small.root / ".cache/site-builder", 500_000_000)


def examples_in(small: Small) -> list[str]:
    folder = small.root / "examples"
    return sorted(
        path.parent.relative_to(folder).as_posix() for path in folder.rglob("example.toml")
    )


class TestRuns:
    def test_come_from_the_store_the_second_time(self, small: Small) -> None:
        first = run_here(small.root, "run")
        second = run_here(small.root, "run")
        assert (first.returncode, second.returncode) == (0, 0)
        assert "(from the store)" not in first.stderr
        lines = [one for one in second.stderr.splitlines() if "as recorded" in one]
        assert lines
        assert all(one.endswith("(from the store)") for one in lines)

    def test_are_done_when_they_are_asked_for(self, small: Small) -> None:
        run_here(small.root, "run")
        for option in ("--fresh", "--update"):
            assert "(from the store)" not in run_here(small.root, "run", option).stderr

    def test_of_a_check_are_those_of_a_run(self, small: Small) -> None:
        run_here(small.root, "check")
        assert "(from the store)" in run_here(small.root, "run").stderr
        assert run_here(small.root, "check", "--fresh").stdout == "No problems.\n"

    def test_of_pytest_are_those_of_a_run(self, small: Small) -> None:
        run_here(small.root, "run")
        before = {one.name: one.used for one in store_in(small).objects()}
        time.sleep(0.02)
        ran = small.run("pytest", "examples", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio")
        assert ran.returncode == 0, ran.stdout
        after = store_in(small).objects()
        assert {one.name for one in after} == set(before)
        assert all(one.used > before[one.name] for one in after)

    def test_go_on_where_nothing_can_be_kept(self, small: Small) -> None:
        small.write(".cache", "a file is in the way")
        assert run_here(small.root, "check").stdout == "No problems.\n"


class TestWhy:
    def test_says_that_it_never_ran(self, small: Small) -> None:
        ran = run_here(small.root, "why", examples_in(small)[0])
        assert ran.returncode == 0
        first, reason, *rest = ran.stdout.splitlines()
        assert first == f"{examples_in(small)[0]}: it will run."
        assert reason == "  no run of it has been kept so far"
        assert rest[0] == "It depends on:"

    def test_says_that_nothing_has_changed(self, small: Small) -> None:
        run_here(small.root, "run")
        name = examples_in(small)[0]
        first, second, *rest = run_here(small.root, "why", name).stdout.splitlines()
        assert (
            first == f"{name}: its run is in the store, and nothing that it depends on has changed."
        )
        assert second == "It depends on:"
        assert any(one.startswith(f"  file examples/{name}/") for one in rest)
        assert any(one.startswith("  python Python: CPython 3.") for one in rest)

    def test_says_what_has_changed(self, small: Small) -> None:
        run_here(small.root, "run")
        name = examples_in(small)[0]
        small.write(f"examples/{name}/new.py", "")
        lines = run_here(small.root, "why", name).stdout.splitlines()
        assert lines[:2] == [f"{name}: it will run.", f"  examples/{name}/new.py is new"]

    def test_knows_no_other_example(self, small: Small) -> None:
        ran = run_here(small.root, "why", "text/none")
        assert ran.returncode == 2
        assert "example-missing" in ran.stderr


class TestStats:
    def test_of_nothing(self, small: Small) -> None:
        ran = run_here(small.root, "cache", "stats")
        assert ran.stdout == ".cache/site-builder: 0 results, 0 bytes of 500.0 MB\n"

    def test_count_what_is_there(self, small: Small) -> None:
        run_here(small.root, "run")
        objects = store_in(small).objects()
        kind, total = run_here(small.root, "cache", "stats").stdout.splitlines()
        assert kind.startswith(f"runs: {len(objects)} results, ")
        assert total.startswith(f".cache/site-builder: {len(objects)} results, ")

    def test_are_those_of_the_folder_that_is_set(self, small: Small) -> None:
        options = "- site_builder:\n      cache_dir: kept/here\n      max_cache_bytes: 5 MB"
        small.replace("mkdocs.yml", "- site_builder", options)
        run_here(small.root, "run")
        *_, total = run_here(small.root, "cache", "stats").stdout.splitlines()
        assert total.startswith("kept/here: ")
        assert total.endswith(" of 5.0 MB")
        assert not store_in(small).folder.exists()


class TestPrune:
    def test_removes_what_was_not_used_for_longest(self, small: Small) -> None:
        run_here(small.root, "run")
        objects = store_in(small).objects()
        oldest = objects[len(objects) // 2]
        os.utime(store_in(small).folder / oldest.name, (0, 0))
        most = sum(one.size for one in objects) - 1
        ran = run_here(small.root, "cache", "prune", "--to", str(most))
        assert ran.stdout.startswith("Removed 1 result, ")
        assert oldest.name not in {one.name for one in store_in(small).objects()}
        assert run_here(small.root, "cache", "prune").stdout == "Removed 0 results, 0 bytes.\n"

    def test_of_all_lets_everything_run_again(self, small: Small) -> None:
        run_here(small.root, "run")
        run_here(small.root, "cache", "prune", "--to", "0")
        assert store_in(small).objects() == ()
        ran = run_here(small.root, "run")
        assert (ran.returncode, "(from the store)" in ran.stderr) == (0, False)

    def test_does_not_take_what_is_no_size(self, small: Small) -> None:
        ran = run_here(small.root, "cache", "prune", "--to", "much")
        assert ran.returncode == 2
        assert "not a size: 'much'" in ran.stderr


class TestCarrying:
    def test_lets_another_machine_run_nothing(self, small: Small, tmp_path: Path) -> None:
        run_here(small.root, "run")
        archive = tmp_path / "runs.tar"
        exported = run_here(small.root, "cache", "export", str(archive))
        other = Small(tmp_path / "elsewhere" / "other")
        imported = run_here(other.root, "cache", "import", str(archive))
        count = len(store_in(small).objects())
        assert exported.stdout.startswith(f"Exported {count} results, ")
        assert imported.stdout == f"Imported {count} of {count} results.\n"
        lines = [one for one in run_here(other.root, "run").stderr.splitlines() if "as rec" in one]
        assert lines
        assert all(one.endswith("(from the store)") for one in lines)

    def test_is_the_same_file_each_time(self, small: Small, tmp_path: Path) -> None:
        run_here(small.root, "run")
        archives = [tmp_path / name for name in ("one.tar", "two.tar")]
        for archive in archives:
            run_here(small.root, "cache", "export", str(archive))
            os.utime(store_in(small).folder / store_in(small).objects()[0].name, (0, 0))
        assert archives[0].read_bytes() == archives[1].read_bytes()

    @pytest.mark.parametrize("name", ["../../outside.txt", "/tmp/outside.txt", "runs/aa/note.txt"])
    def test_refuses_a_name_that_is_none(self, small: Small, tmp_path: Path, name: str) -> None:
        archive = tmp_path / "bad.tar"
        good = name_of("runs", "a")
        with tarfile.open(archive, "w") as tar:
            for one in (good, name):
                member = tarfile.TarInfo(one)
                member.size = 4
                tar.addfile(member, io.BytesIO(b"data"))
        ran = run_here(small.root, "cache", "import", str(archive))
        assert ran.returncode == 1
        assert f"cache-invalid: it holds '{name}', which is no stored result" in ran.stderr
        assert store_in(small).objects() == ()
        assert not (tmp_path / "outside.txt").exists()

    def test_refuses_a_link(self, small: Small, tmp_path: Path) -> None:
        archive = tmp_path / "bad.tar"
        with tarfile.open(archive, "w") as tar:
            member = tarfile.TarInfo(name_of("runs", "a"))
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(member)
        ran = run_here(small.root, "cache", "import", str(archive))
        assert (ran.returncode, store_in(small).objects()) == (1, ())

    def test_leaves_out_what_is_damaged(self, small: Small, tmp_path: Path) -> None:
        archive = tmp_path / "bad.tar"
        with tarfile.open(archive, "w") as tar:
            member = tarfile.TarInfo(name_of("runs", "a"))
            member.size = 4
            tar.addfile(member, io.BytesIO(b"data"))
        ran = run_here(small.root, "cache", "import", str(archive))
        assert ran.stdout == "Imported 0 of 1 results, 1 damaged or too large.\n"

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"no tar file, but long enough to be one" * 40, "it cannot be read as a tar file"),
            (None, "it cannot be read: No such file or directory"),
        ],
    )
    def test_says_what_is_no_export(
        self, small: Small, tmp_path: Path, content: bytes | None, expected: str
    ) -> None:
        if content is not None:
            (tmp_path / "bad.tar").write_bytes(content)
        ran = run_here(small.root, "cache", "import", str(tmp_path / "bad.tar"))
        assert ran.returncode == 1
        assert f"bad.tar: cache-invalid: {expected}" in ran.stderr

    def test_says_where_it_cannot_write(self, small: Small, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        ran = run_here(small.root, "cache", "export", str(tmp_path / "file" / "runs.tar"))
        assert ran.returncode == 2
        assert "cannot-write" in ran.stderr

    def test_on_a_full_disk_leaves_no_half_file(self, small: Small, tmp_path: Path) -> None:
        run_here(small.root, "run")
        archive = tmp_path / "out" / "runs.tar"
        ran = site_builder(small.root, "cache", "export", str(archive), most_bytes=2000)
        assert ran.returncode == 2, ran.stderr
        assert "cannot-write: cannot write: File too large" in ran.stderr
        assert list((tmp_path / "out").iterdir()) == []
