import inspect

import pytest

from llmkit import errors
from llmkit.errors import (
    LLMKitError,
    MissingDependencyError,
    RateLimitError,
    RetriesExhaustedError,
    TransientError,
    UnavailableError,
)

ALL = [value for _, value in inspect.getmembers(errors, inspect.isclass) if value is not type]


def test_the_drawing_shows_the_tree_as_it_is() -> None:
    drawn = inspect.getdoc(errors) or ""
    parents: list[tuple[int, str]] = []
    tree = {}
    for line in drawn.splitlines():
        name = next((word for word in line.split() if word.endswith("Error")), None)
        if name is None or ":" in line:
            continue
        depth = line.index(name)
        parents = [parent for parent in parents if parent[0] < depth]
        tree[name] = parents[-1][1] if parents else "Exception"
        parents.append((depth, name))
    real = {e.__name__: e.__bases__[0].__name__ for e in ALL if issubclass(e, LLMKitError)}
    assert tree == real


def test_codes_are_unique() -> None:
    codes = [error.code for error in ALL if issubclass(error, LLMKitError)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UnavailableError("openai.complete"), "openai.complete: the provider is unavailable"),
        (
            RateLimitError("openai.stream", "slow down", retry_after=2.5),
            "openai.stream: too many requests: slow down (wait 2.5 s)",
        ),
        (
            MissingDependencyError("openai", "openai", "llms"),
            "openai: a package is not installed: 'openai' comes with the extra 'llms'",
        ),
        (
            RetriesExhaustedError("x.complete", 1),
            "x.complete: all attempts failed: gave up after 1 attempt",
        ),
        (
            RetriesExhaustedError("x.complete", 3),
            "x.complete: all attempts failed: gave up after 3 attempts",
        ),
    ],
)
def test_the_class_builds_the_message(error: LLMKitError, message: str) -> None:
    assert str(error) == message


def test_only_transient_errors_say_so() -> None:
    for error in ALL:
        if issubclass(error, errors.ProviderError):
            assert error.transient == issubclass(error, TransientError)


def test_the_cause_is_kept() -> None:
    beneath = OSError("broken pipe")

    def fail() -> None:
        raise UnavailableError("x.complete", "gone") from beneath

    with pytest.raises(UnavailableError) as caught:
        fail()
    assert caught.value.cause is beneath
    assert (caught.value.operation, caught.value.detail) == ("x.complete", "gone")
