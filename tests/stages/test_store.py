"""The store: what it keeps, what it drops, and that builds beside it and kill -9 do no harm."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some

from site_builder.stages.store import Store, name_of

PLENTY = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", PLENTY)


def reopened(store: Store) -> Store:
    """Return the same folder as another build finds it."""
    return Store(store.folder, store.max_bytes)


def use(store: Store, key: str, ago: float) -> None:
    """Let an object have been used some seconds ago."""
    moment = time.time() - ago
    os.utime(store.folder / name_of("runs", key), (moment, moment))


def files(store: Store) -> list[str]:
    found = (path for path in store.folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(store.folder).as_posix() for path in found)


class TestKeeping:
    def test_gives_another_build_what_was_put(self, store: Store) -> None:
        assert store.put("runs", "a", b"data")
        assert reopened(store).get("runs", "a") == b"data"

    def test_knows_nothing_else(self, store: Store) -> None:
        assert store.get("runs", "a") is None
        store.put("runs", "a", b"data")
        assert (store.get("runs", "b"), store.get("proofs", "a")) == (None, None)

    def test_keeps_the_last_of_two(self, store: Store) -> None:
        store.put("runs", "a", b"old")
        store.put("runs", "a", b"new")
        assert store.get("runs", "a") == b"new"
        assert len(store.objects()) == 1

    def test_keeps_nothing_as_something(self, store: Store) -> None:
        assert store.put("runs", "a", b"")
        assert store.get("runs", "a") == b""

    @given(some.dictionaries(some.text(), some.binary()))
    @how(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_tells_any_two_keys_apart(
        self, tmp_path_factory: pytest.TempPathFactory, given_data: dict[str, bytes]
    ) -> None:
        store = Store(tmp_path_factory.mktemp("any"), PLENTY)
        for key, data in given_data.items():
            assert store.put("runs", key, data)
        assert {key: store.get("runs", key) for key in given_data} == given_data

    def test_keeps_itself_out_of_repositories_and_backups(self, store: Store) -> None:
        store.put("runs", "a", b"data")
        assert (store.folder / ".gitignore").read_text() == "*\n"
        assert (store.folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172")

    def test_makes_no_folder_before_there_is_something_to_keep(self, store: Store) -> None:
        assert store.get("runs", "a") is None
        assert (store.objects(), store.prune(0)) == ((), ())
        assert not store.folder.exists()


class TestDamage:
    @pytest.mark.parametrize("damage", [b"", b"short", b"0" * 64 + b"data"])
    def test_is_dropped_when_it_is_read(self, store: Store, damage: bytes) -> None:
        store.put("runs", "a", b"data")
        path = store.folder / name_of("runs", "a")
        path.write_bytes(damage)
        assert store.get("runs", "a") is None
        assert not path.exists()

    @pytest.mark.parametrize("at", [0, 63, 64, -1])
    def test_of_one_bit_is_seen(self, store: Store, at: int) -> None:
        store.put("runs", "a", b"data")
        path = store.folder / name_of("runs", "a")
        changed = bytearray(path.read_bytes())
        changed[at] ^= 1
        path.write_bytes(changed)
        assert store.get("runs", "a") is None

    def test_is_an_object_under_the_name_of_another(self, store: Store) -> None:
        store.put("runs", "a", b"of a")
        store.put("runs", "b", b"of b")
        shutil.copy(store.folder / name_of("runs", "a"), store.folder / name_of("runs", "b"))
        assert store.get("runs", "b") is None
        assert store.get("runs", "a") == b"of a"

    def test_is_mended_by_the_next_build(self, store: Store) -> None:
        store.put("runs", "a", b"data")
        (store.folder / name_of("runs", "a")).write_bytes(b"")
        assert store.get("runs", "a") is None
        assert store.put("runs", "a", b"data")
        assert store.get("runs", "a") == b"data"


class TestRoom:
    def test_stays_below_the_bound_and_keeps_what_was_used_last(self, tmp_path: Path) -> None:
        store = Store(tmp_path / "cache", 10_000)
        for number in range(100):
            assert store.put("runs", str(number), bytes(400))
            use(store, str(number), 1000 - number)
            assert store.get("runs", "0") == bytes(400)
        size = sum(one.size for one in store.objects())
        assert 4_000 < size <= 10_000
        assert store.get("runs", "99") == bytes(400)
        assert store.get("runs", "1") is None

    def test_counts_what_other_builds_have_written(self, tmp_path: Path) -> None:
        builds = [Store(tmp_path / "cache", 20_000) for _ in range(4)]
        for number in range(200):
            assert builds[number % 4].put("runs", str(number), bytes(400))
            # Each build looks again after a sixteenth of the bound.
            assert sum(one.size for one in builds[0].objects()) <= 20_000 * (1 + 4 / 16)

    def test_does_not_take_what_is_larger_than_itself(self, tmp_path: Path) -> None:
        store = Store(tmp_path / "cache", 100)
        assert not store.put("runs", "a", bytes(100))
        assert store.get("runs", "a") is None
        assert not store.folder.exists()

    def test_is_made_by_hand(self, store: Store) -> None:
        for number in range(10):
            store.put("runs", str(number), bytes(36))
            use(store, str(number), 100 - number)
        assert [one.size for one in store.prune(350)] == [100] * 7
        assert [store.get("runs", str(number)) is None for number in (6, 7)] == [True, False]
        assert store.prune(350) == ()

    def test_forgets_what_a_killed_build_began_long_ago(self, store: Store) -> None:
        store.put("runs", "a", b"data")
        for name, age in (("new-old", 7200), ("new-young", 60)):
            (store.folder / name).write_bytes(b"half")
            os.utime(store.folder / name, (time.time() - age,) * 2)
        reopened(store).put("runs", "b", b"data")
        assert not (store.folder / "new-old").exists()
        assert (store.folder / "new-young").exists()

    def test_is_not_made_of_what_is_none_of_its_objects(self, store: Store) -> None:
        store.put("runs", "a", b"data")
        (store.folder / "runs" / "notes.txt").write_text("mine")
        assert len(store.prune(0)) == 1
        assert (store.folder / "runs" / "notes.txt").exists()


class TestWhereItCannotWrite:
    def test_says_so_and_stops_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file is in the way")
        store = Store(tmp_path / "cache", PLENTY)
        assert not store.put("runs", "a", b"data")
        assert store.get("runs", "a") is None

    def test_leaves_nothing_half_written(self, store: Store) -> None:
        store.put("runs", "a", b"data")
        before = files(store)
        # A folder in the place of the object cannot be replaced by a file.
        (store.folder / name_of("runs", "b")).mkdir(parents=True)
        assert not store.put("runs", "b", b"data")
        assert files(store) == before


class TestCarrying:
    def test_gives_all_to_another_store(self, store: Store, tmp_path: Path) -> None:
        store.put("runs", "a", b"of a")
        store.put("proofs", "b", b"of b")
        other = Store(tmp_path / "other", PLENTY)
        assert all(other.adopt(name, data) for name, data in store.packed())
        assert (other.get("runs", "a"), other.get("proofs", "b")) == (b"of a", b"of b")
        assert [one.kind for one in other.objects()] == ["proofs", "runs"]

    def test_leaves_damaged_objects_behind(self, store: Store) -> None:
        store.put("runs", "a", b"of a")
        store.put("runs", "b", b"of b")
        (store.folder / name_of("runs", "b")).write_bytes(b"damaged")
        assert [name for name, _ in store.packed()] == [name_of("runs", "a")]

    def test_keeps_what_it_has(self, store: Store, tmp_path: Path) -> None:
        other = Store(tmp_path / "other", PLENTY)
        store.put("runs", "a", b"mine")
        other.put("runs", "a", b"theirs")
        assert all(store.adopt(name, data) for name, data in other.packed())
        assert store.get("runs", "a") == b"mine"

    @pytest.mark.parametrize("name", ["../../outside", "/absolute", "runs/zz/name", "runs", ""])
    def test_refuses_a_name_that_is_none(self, store: Store, name: str) -> None:
        store.put("runs", "a", b"data")
        data = (store.folder / name_of("runs", "a")).read_bytes()
        assert not store.adopt(name, data)
        assert not store.adopt(name_of("runs", "b"), data)


WRITER = """
import sys
from pathlib import Path
from site_builder.stages.store import Store

folder, seed, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store = Store(folder, 200_000)
for number in range(rounds):
    key = str((number * 7 + seed) % 50)
    data = store.get("runs", key)
    assert data in (None, key.encode() * 2000), key
    store.put("runs", key, key.encode() * 2000)
    print(number, flush=True)
"""
"""A build that reads and writes the same fifty objects as others, more than the store may hold."""


def writer(folder: Path, seed: int, rounds: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(folder), str(seed), str(rounds)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def assert_sound(store: Store) -> None:
    assert len(list(store.packed())) == len(store.objects())
    for key in map(str, range(50)):
        assert store.get("runs", key) in {None, key.encode() * 2000}


def test_builds_side_by_side_see_only_whole_objects(tmp_path: Path) -> None:
    processes = [writer(tmp_path, seed, 300) for seed in range(4)]
    for process in processes:
        _, errors = process.communicate(timeout=200)
        assert (process.returncode, errors) == (0, "")
    assert_sound(Store(tmp_path, 200_000))
    assert len(Store(tmp_path, 200_000).objects()) > 10


def test_builds_that_are_killed_leave_only_whole_objects(tmp_path: Path) -> None:
    for turn in range(12):
        process = writer(tmp_path, turn, 1_000_000)
        assert process.stdout is not None
        for _ in range(5 + 3 * turn):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=200)
        assert process.returncode == -signal.SIGKILL
        assert_sound(Store(tmp_path, 200_000))
    for path in tmp_path.glob("new-*"):
        os.utime(path, (0, 0))
    Store(tmp_path, 200_000).prune(200_000)
    assert not list(tmp_path.glob("new-*"))


def test_threads_of_one_build_share_a_store(tmp_path: Path) -> None:
    store = Store(tmp_path, 50_000)

    def work(number: int) -> bool:
        return store.put("runs", str(number), bytes(1000)) and store.get("runs", "x") is None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(300)))
    assert sum(one.size for one in store.objects()) <= 50_000
