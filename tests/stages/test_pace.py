import threading

from site_builder.stages.pace import Pace


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def turns(pace: Pace, clock: Clock, *hosts: str) -> list[float]:
    """Return when each host was asked, in seconds since the first."""
    began = clock.now
    found = []
    for host in hosts:
        pace.wait(host)
        found.append(round(clock.now - began, 3))
    return found


def test_requests_to_one_host_are_apart_and_other_hosts_wait_for_nothing() -> None:
    clock = Clock()
    pace = Pace(2, clock, clock.sleep)
    assert turns(pace, clock, "a", "b", "a", "b", "c", "a") == [0, 0, 0.5, 0.5, 0.5, 1.0]


def test_time_that_has_passed_is_not_waited_for_again() -> None:
    clock = Clock()
    pace = Pace(2, clock, clock.sleep)
    pace.wait("a")
    clock.sleep(0.4)
    assert turns(pace, clock, "a") == [0.1]
    clock.sleep(9)
    assert turns(pace, clock, "a", "a") == [0, 0.5]


def test_a_host_that_asks_for_it_is_left_alone_and_no_other_one() -> None:
    clock = Clock()
    pace = Pace(2, clock, clock.sleep)
    pace.wait("a")
    pace.rest("a", 30)
    assert turns(pace, clock, "b", "a", "a") == [0, 30, 30.5]


def test_a_shorter_rest_does_not_end_a_longer_one() -> None:
    clock = Clock()
    pace = Pace(2, clock, clock.sleep)
    pace.rest("a", 30)
    pace.rest("a", 1)
    assert turns(pace, clock, "a") == [30]


def test_nobody_waits_any_longer_when_it_is_over() -> None:
    pace = Pace(0.001)
    pace.wait("a")
    waiting = threading.Thread(target=pace.wait, args=["a"])
    waiting.start()
    pace.stop()
    waiting.join(10)
    assert not waiting.is_alive()
