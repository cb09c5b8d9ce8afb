import json

import pytest
from llmkit import Message, Script, SimulatedChatModel, chat_model

from examples.observability.telemetry import overhead
from examples.observability.telemetry.assistant_service import Assistant
from examples.observability.telemetry.orders_service import Orders
from examples.observability.telemetry.serving import Route, answered
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.switch import observability
from examples.observability.telemetry.switched_off import SwitchedOff

OFF = Settings(service="shop", enabled=False)


def test_the_switch_chooses() -> None:
    assert isinstance(observability(OFF), SwitchedOff)
    on = observability(Settings(service="shop"))
    on.close()
    assert not isinstance(on, SwitchedOff)


def test_a_process_that_is_off_loads_nothing_of_it() -> None:
    assert overhead.loaded(enabled=False) == []


def test_control_a_process_that_is_on_loads_all_of_it() -> None:
    assert overhead.loaded(enabled=True) == list(overhead.HEAVY)


def test_the_model_is_the_model_itself() -> None:
    model = chat_model("simulated")
    assert SwitchedOff().observed(model) is model


def test_no_object_is_made_for_a_block() -> None:
    off = SwitchedOff()
    assert off.operation("a") is off.operation("b", {"c": 1}) is off.served("GET /x", {})


def test_an_exception_passes_through() -> None:
    def fail() -> None:
        off = SwitchedOff()
        with off.served("GET /x", {}), off.operation("a") as span:
            span.set_attribute("a", 1)
            raise KeyError

    with pytest.raises(KeyError):
        fail()


def test_a_call_enters_five_functions_more_and_keeps_nothing() -> None:
    """The block's four, and the property that the call's own argument asks for."""
    with overhead.ways() as ways:
        bare, off = ways["none in the code"], ways["switched off"]
        on = ways["on, no trace kept"]
        counts = [overhead.python_calls(call) for call in (bare, off, on)]
        assert counts[1] - counts[0] == 5
        assert counts[2] - counts[0] > 100, "control: what is on is counted"
        assert abs(overhead.bytes_kept(off) - overhead.bytes_kept(bare)) < 16


def test_a_call_takes_hardly_longer() -> None:
    """A ratio in one run: an instant reply, so any real call makes it smaller."""
    for _ in range(10):
        bare, off, _, on = overhead.costs(calls=100, rounds=4)
        if off.microseconds / bare.microseconds < 1.3:
            break
    assert off.microseconds / bare.microseconds < 1.4
    assert on.microseconds / bare.microseconds > 1.5, "control: the measure sees what is on"


@pytest.mark.parametrize(
    ("order", "status", "answer"),
    [("A-17", 200, {"state": "handed to the carrier on Monday"}), ("Z", 404, None)],
)
def test_a_service_answers_the_same(order: str, status: int, answer: object) -> None:
    off = SwitchedOff()
    (route,) = Orders(off).routes()
    found = answered(off, route, order, {}, b"")
    assert found[0] == status
    assert found[1] == (answer or {"error": "order_unknown"})


def test_the_next_service_is_told_nothing() -> None:
    model = SimulatedChatModel(script=Script.of("Yes."))
    off = SwitchedOff()
    assert off.outgoing() == {}
    (route,) = Assistant(model, "http://127.0.0.1:1", off).routes()
    assert isinstance(route, Route)
    with off.library_warnings():
        status, answer = answered(off, route, "", {}, json.dumps({"order": "A-17"}).encode())
    off.close()
    assert (status, answer) == (503, {"error": "orders_down"})
    assert model.requests == []


async def test_the_log_takes_every_level() -> None:
    log = SwitchedOff().log
    for write in (log.debug, log.info, log.warning, log.error):
        assert write("event", anything=Message.user("x")) is None
