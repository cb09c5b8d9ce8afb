"""Means of numbers that arrive one by one."""

from collections.abc import Iterable, Iterator


def mean(numbers: list[float]) -> float:
    """Return the mean of some numbers."""
    return sum(numbers) / len(numbers)


def running_means(numbers: Iterable[float]) -> Iterator[float]:
    """Yield the mean of all numbers so far."""
    total = 0.0
    for count, number in enumerate(numbers, start=1):
        total += number
        yield total / count


if __name__ == "__main__":
    for value in running_means([1, 2, 6]):
        print(value)
