"""Which models rest and for how long, by a clock that the test moves on."""

from collections.abc import Callable

from examples.llms.model_router.health_memory import HealthMemory, RestPolicy


def memory(**policy: float) -> tuple[HealthMemory, Callable[[float], None]]:
    moment = [0.0]

    def advance(seconds: float) -> None:
        moment[0] += seconds

    return HealthMemory(RestPolicy(**policy), now=lambda: moment[0]), advance  # type: ignore[arg-type]


def test_each_rest_is_twice_as_long_up_to_the_longest() -> None:
    health, advance = memory(failures=1, first_rest=10, longest_rest=35)
    rests = []
    for _ in range(4):
        health.failed("x")
        rests.append(health.seconds_left("x"))
        advance(rests[-1])
        assert health.may_ask("x")
    assert rests == [10, 20, 35, 35]
    health.succeeded("x")
    health.failed("x")
    assert health.seconds_left("x") == 10


def test_a_try_that_never_ends_is_granted_anew() -> None:
    health, advance = memory(failures=1, first_rest=10)
    health.failed("x")
    advance(10)
    assert health.may_ask("x")
    assert not health.may_ask("x")
    advance(10)
    assert health.may_ask("x")


def test_models_are_remembered_apart() -> None:
    health, _ = memory(failures=1)
    health.failed("x")
    assert not health.may_ask("x")
    assert health.may_ask("y")
    assert (health.seconds_left("x"), health.seconds_left("y")) == (30, 0)
