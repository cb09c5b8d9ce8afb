"""Examples that compute something real: what each must print was found in another way."""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

_TOML = 'title = "{title}"\nsummary = "Computes something of which the answer is known."\n'

_PROGRAMS: Mapping[str, str] = {
    "primes": '''"""Count the prime numbers below a bound with the sieve of Eratosthenes."""

BOUND = {argument}


def count_primes(bound: int) -> int:
    """Return how many primes lie below a bound."""
    is_prime = bytearray([1]) * bound
    is_prime[:2] = b"\\0\\0"
    for number in range(2, bound):
        if is_prime[number]:
            for multiple in range(number * number, bound, number):
                is_prime[multiple] = 0
    return sum(is_prime)


print(f"{{count_primes(BOUND)}} primes below {{BOUND}}")
''',
    "partitions": '''"""Count the ways to write a number as a sum, one summand after the other."""

NUMBER = {argument}


def count_partitions(number: int) -> int:
    """Return in how many ways a number is a sum of smaller ones, order aside."""
    ways = [1] + [0] * number
    for summand in range(1, number + 1):
        for total in range(summand, number + 1):
            ways[total] += ways[total - summand]
    return ways[number]


print(f"{{NUMBER}} is a sum in {{count_partitions(NUMBER)}} ways")
''',
    "distance": '''"""Tell by how many edits two words differ, row by row."""

FIRST, SECOND = {argument}


def distance(first: str, second: str) -> int:
    """Return how many insertions, deletions and changes lead from one word to the other."""
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        last, row = row, [number]
        for column, other in enumerate(second, 1):
            change = last[column - 1] + (letter != other)
            row.append(min(last[column] + 1, row[-1] + 1, change))
    return row[-1]


print(f"{{distance(FIRST, SECOND)}} edits")
''',
    "queens": '''"""Count the ways to put queens on a board so that none attacks another."""

SIZE = {argument}


def count_boards(row: int, columns: int, left: int, right: int) -> int:
    """Return in how many ways the rows from one on can be filled."""
    if row == SIZE:
        return 1
    found = 0
    free = ~(columns | left | right) & ((1 << SIZE) - 1)
    while free:
        place = free & -free
        free ^= place
        new = (columns | place, (left | place) << 1, (right | place) >> 1)
        found += count_boards(row + 1, *new)
    return found


print(f"{{count_boards(0, 0, 0, 0)}} boards of {{SIZE}} queens")
''',
}

QUEENS = {8: 92, 9: 352}
"""The known numbers of boards."""


def write_examples(root: Path, count: int) -> None:
    """Write a project of that many examples, each with the output that it must have.

    Args:
        root: An empty folder.
        count: How many.
    """
    files = {
        "mkdocs.yml": "site_name: Work\ndocs_dir: content\nplugins:\n  - site_builder:\n",
        "content/index.md": "# Work\n\nExamples that compute something.\n",
    }
    makers = itertools.cycle(_MAKERS)
    for number in range(count):
        kind, argument, expected = next(makers)(number)
        folder = f"examples/{kind}/work_{number:04}"
        files[f"{folder}/example.toml"] = _TOML.format(title=f"Work {number}")
        files[f"{folder}/__main__.py"] = _PROGRAMS[kind].format(argument=argument)
        files[f"{folder}/expected.txt"] = f"{expected}\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _primes(number: int) -> tuple[str, str, str]:
    bound = 200_000 + 10 * number
    return "primes", str(bound), f"{_count_primes(bound)} primes below {bound}"


def _partitions(number: int) -> tuple[str, str, str]:
    whole = 500 + number % 100
    for smaller in range(whole):
        _partition(smaller)
    return "partitions", str(whole), f"{whole} is a sum in {_partition(whole)} ways"


def _distance(number: int) -> tuple[str, str, str]:
    chance = random.Random(number)
    first, second = ("".join(chance.choices("abcd", k=150)) for _ in range(2))
    return "distance", repr((first, second)), f"{_edits(first, second)} edits"


def _queens(number: int) -> tuple[str, str, str]:
    size = 8 + number // 4 % 2
    return "queens", str(size), f"{QUEENS[size]} boards of {size} queens"


_MAKERS: Sequence[Callable[[int], tuple[str, str, str]]] = (
    _primes,
    _partitions,
    _distance,
    _queens,
)


@cache
def _primes_below(bound: int) -> tuple[int, ...]:
    """Return the primes below a bound, each tried by division."""
    found: list[int] = []
    for number in range(2, bound):
        divisors = itertools.takewhile(lambda one, top=number: one * one <= top, found)  # type: ignore[misc]
        if all(number % one for one in divisors):
            found.append(number)
    return tuple(found)


def _count_primes(bound: int) -> int:
    return sum(one < bound for one in _primes_below(220_000))


@cache
def _partition(number: int) -> int:
    """Return the number of partitions by Euler's pentagonal numbers."""
    if number <= 0:
        return int(number == 0)
    total = 0
    for k in range(1, number + 1):
        sign = 1 if k % 2 else -1
        total += sign * sum(_partition(number - k * (3 * k + one) // 2) for one in (-1, 1))
        if k * (3 * k - 1) // 2 > number:
            break
    return total


def _edits(first: str, second: str) -> int:
    """Return the distance of two words by how far each number of edits leads on each diagonal."""
    reach = {0: _slide(first, second, 0, 0)}
    edits = 0
    goal = len(second) - len(first)
    while reach.get(goal, -1) < len(first):
        edits += 1
        nearer: dict[int, int] = {}
        for diagonal in range(-edits, edits + 1):
            steps = [
                reach.get(diagonal, -2) + 1,
                reach.get(diagonal - 1, -2),
                reach.get(diagonal + 1, -2) + 1,
            ]
            place = min(max(steps), len(first), len(second) - diagonal)
            nearer[diagonal] = _slide(first, second, place, diagonal)
        reach = nearer
    return edits


def _slide(first: str, second: str, place: int, diagonal: int) -> int:
    while place < len(first) and 0 <= place + diagonal < len(second):
        if first[place] != second[place + diagonal]:
            break
        place += 1
    return place
