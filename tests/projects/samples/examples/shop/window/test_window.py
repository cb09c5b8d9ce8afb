from examples.shop.window.window import wait


def test_the_wait_is_bounded() -> None:
    assert wait(99) == 60
