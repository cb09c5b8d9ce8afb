import threading

import pytest

from site_builder.stages import launch
from site_builder.stages.launch import Launchers


def test_each_thread_has_a_launcher_of_its_own() -> None:
    launchers = Launchers()
    other: list[object] = []
    thread = threading.Thread(target=lambda: other.append(launchers.mine()))
    thread.start()
    thread.join()
    try:
        assert launchers.mine() is launchers.mine()
        assert launchers.mine() not in other
    finally:
        launchers.close()


def test_where_the_system_cannot_have_one_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "can_launch", lambda: False)
    assert Launchers().mine() is None
