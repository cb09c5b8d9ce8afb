from examples.numbers.running_mean.running_mean import mean, running_means


def test_the_last_running_mean_is_the_mean() -> None:
    numbers = [1.0, 2.0, 6.0]
    assert list(running_means(numbers))[-1] == mean(numbers)
