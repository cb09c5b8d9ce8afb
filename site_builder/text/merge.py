"""Put the results of all shards together: the same as if one machine had run everything."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.model import Code, Location, Problem
from site_builder.model.results import Results, Shard


def merge_results(files: Sequence[tuple[str, Results]]) -> Results | tuple[Problem, ...]:
    """Return the results of all shards as one.

    Args:
        files: Name and content of each file, at least one.

    Returns:
        The results, or why these files do not belong together.
    """
    problems = tuple(_differences(files)) or tuple(_gaps(files))
    if problems:
        return problems
    contents = [content for _, content in files]
    results = sorted(
        (one for each in contents for one in each.results), key=lambda one: one.example
    )
    told = dict.fromkeys(problem for each in contents for problem in each.problems)
    return replace(
        contents[0],
        shard=Shard(),
        results=tuple(results),
        problems=tuple(sorted(told, key=Problem.sort_key)),
    )


def _differences(files: Sequence[tuple[str, Results]]) -> Iterator[Problem]:
    """Yield for each file in what it differs from the first one."""
    first_name, first = files[0]
    for name, content in files[1:]:
        pairs = (
            ("it was made by site-builder {}, {first} by {}", content.tool, first.tool),
            ("it was made with Python {}, {first} with {}", content.python, first.python),
            ("it is one of {} shards, {first} one of {}", content.shard.count, first.shard.count),
        )
        said = [
            text.format(one, other, first=first_name) for text, one, other in pairs if one != other
        ]
        if not said and (content.project, content.count) != (first.project, first.count):
            said = [f"its examples are not those of {first_name}"]
        if said:
            hint = "make the shards from the same commit, with the same versions"
            yield Problem(Code.RESULTS_DIFFERENT, Location(name), said[0], hint)


def _gaps(files: Sequence[tuple[str, Results]]) -> Iterator[Problem]:
    """Yield which shards are missing or there twice, and whether all results are there."""
    by_number: dict[int, str] = {}
    for name, content in files:
        number = content.shard.number
        if number in by_number:
            message = f"the shard {content.shard} is also in {by_number[number]}"
            yield Problem(Code.SHARD_DOUBLE, Location(name), message)
        by_number.setdefault(number, name)
    first_name, first = files[0]
    all_numbers = range(1, first.shard.count + 1)
    missing = [f"{one}/{first.shard.count}" for one in all_numbers if one not in by_number]
    if missing:
        verb = "shard {} is" if len(missing) == 1 else "shards {} are"
        message = f"the {verb.format(', '.join(missing))} missing"
        yield Problem(Code.SHARD_MISSING, Location(first_name), message)
    elif len(files) == len(by_number):
        names = [one.example for _, content in files for one in content.results]
        if len(set(names)) != first.count or len(names) != first.count:
            message = f"all shards together hold {len(set(names))} results of {first.count}"
            yield Problem(Code.RESULTS_INVALID, Location(first_name), message)
