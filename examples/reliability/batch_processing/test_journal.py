from pathlib import Path

import pytest

from examples.reliability.batch_processing.journal import Entry, Journal

ANSWERED = Entry("T-1", "Hello.\nThank\u2028you, 日本", "ok", final=True)
BUSY = Entry("T-2", "", "retries_exhausted", final=False)
ANSWERED_LATER = Entry("T-2", "Hello.", "ok", final=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_a_new_journal_is_empty(path: Path) -> None:
    with Journal(path) as journal:
        assert journal.entries() == {}


def test_what_was_appended_is_there_for_the_next_run(path: Path) -> None:
    with Journal(path) as journal:
        journal.append(ANSWERED)
    assert Journal(path).entries() == {"T-1": ANSWERED}


def test_the_latest_entry_of_an_item_counts(path: Path) -> None:
    with Journal(path) as journal:
        for entry in (BUSY, ANSWERED, ANSWERED_LATER):
            journal.append(entry)
    assert Journal(path).entries() == {"T-1": ANSWERED, "T-2": ANSWERED_LATER}


def test_entries_are_written_in_groups_and_the_rest_at_the_end(path: Path) -> None:
    with Journal(path, flush_every=3) as journal:
        seen = []
        for number in range(7):
            journal.append(Entry(f"T-{number}", "", "ok", final=True))
            seen.append(len(journal.entries()))
    assert seen == [0, 0, 3, 3, 3, 6, 6]
    assert len(Journal(path).entries()) == 7


def test_a_failed_run_still_writes_what_it_has(path: Path) -> None:
    def fail_midway() -> None:
        with Journal(path, flush_every=100) as journal:
            journal.append(ANSWERED)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()
    assert Journal(path).entries() == {"T-1": ANSWERED}


@pytest.mark.parametrize("cut", range(1, 20))
def test_the_half_line_of_a_killed_process_is_dropped(path: Path, cut: int) -> None:
    with Journal(path) as journal:
        journal.append(ANSWERED)
        journal.append(BUSY)
    path.write_bytes(path.read_bytes()[:-cut])
    with Journal(path) as journal:
        journal.append(ANSWERED_LATER)
    assert Journal(path).entries() == {"T-1": ANSWERED, "T-2": ANSWERED_LATER}
