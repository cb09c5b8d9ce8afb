from collections.abc import Mapping

import pytest
from llmkit import Fault, Reply, Script, SimulatedChatModel

from examples.observability.telemetry import synthetic
from examples.observability.telemetry.alerts import Alert, Limits, alerts, since
from examples.observability.telemetry.demonstration import windows
from examples.observability.telemetry.rehearsal import Rehearsal

TOLD: Mapping[str, list[tuple[str, str]]] = {
    "100 calls, all well": [],
    "100 calls, 5 failed": [],
    "100 calls, 6 failed": [("answers fail", "now")],
    "3 calls at night, 1 failed": [],
    "100 calls, 30 for unknown orders": [],
    "100 calls, three times as slow": [("answers are slow", "today")],
    "100 calls, 250 spans lost": [("telemetry is lost", "today")],
    "no call at all": [("no answers at all", "now")],
}


@pytest.mark.parametrize("name", windows())
def test_who_is_told_what(name: str) -> None:
    assert [(each.name, each.urgency) for each in alerts([], windows()[name])] == TOLD[name]


def test_only_what_happened_in_the_window_counts() -> None:
    bad = [(1.0, "unavailable")] * 40
    good = [(1.0, "")] * 400
    before, after = synthetic.recorded(bad), synthetic.recorded([*bad, *good])
    assert alerts([], after) == [Alert("answers fail", "now", "40 of 440 calls")]
    assert alerts(before, after) == []
    assert alerts(after, after) == [Alert("no answers at all", "now", "0 calls in the window")]


def test_a_window_has_the_waits_of_the_window() -> None:
    fast, slow = [(0.1, "")] * 100, [(9.0, "")] * 100
    before, after = synthetic.recorded(fast), synthetic.recorded([*fast, *slow])
    (window,) = since(before, after)
    assert window.count == 100
    assert window.quantile(0.5) > 5
    assert [each.name for each in alerts(before, after)] == ["answers are slow"]
    assert alerts(before, after, Limits(p95_seconds=20)) == []


def test_a_service_that_really_fails_is_told_and_one_that_recovers_is_not() -> None:
    down = Reply(fault=Fault("overloaded"), times=8)
    model = SimulatedChatModel(script=Script.of(down, Reply("On its way.", times=None)))
    limits = Limits(fewest_calls=4)
    with Rehearsal(model) as rehearsal:
        for _ in range(4):
            assert rehearsal.ask()[0] == 502
        middle = rehearsal.series()
        for _ in range(4):
            assert rehearsal.ask()[0] == 200
        after = rehearsal.series()
    assert alerts([], middle, limits) == [Alert("answers fail", "now", "4 of 4 calls")]
    assert alerts(middle, after, limits) == []
