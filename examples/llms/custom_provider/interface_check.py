"""Say what a model lacks before the first call does."""

import difflib
import inspect
from collections.abc import Callable

from llmkit import CallOptions, ChatModel


def interface_problems(model: object) -> list[str]:
    """Return all in which a model does not follow `ChatModel`, in sentences; none if it does.

    A type checker says most of this earlier. It is asked again here because a provider may come
    from a package that nobody checked, and because a subclass of `ChatModel` inherits methods that
    do nothing: a misspelt `stream` would give no error and no text.

    Args:
        model: What a factory returned.
    """
    attributes = [name for name in ("provider", "model") if not _is_name(model, name)]
    problems = [f"attribute '{name}' is missing or no text" for name in attributes]
    problems += _method_problems(model, "complete", inspect.iscoroutinefunction, "`async def`")
    problems += _method_problems(model, "stream", _may_stream, "`async def` with `yield` in it")
    if not callable(getattr(model, "aclose", None)):
        problems.append("method 'aclose' is missing; subclass ChatModel to inherit it")
    return problems


def _method_problems(
    model: object, name: str, fits: Callable[[object], bool], wanted: str
) -> list[str]:
    method = getattr(model, name, None)
    # A subclass that lacks the method has the protocol's own, whose body is three dots.
    if method is None or getattr(type(model), name, None) is getattr(ChatModel, name):
        return [f"method '{name}' is missing{_hint(model, name)}"]
    if not fits(method):
        return [f"method '{name}' must be {wanted}"]
    try:
        inspect.signature(method).bind([], **dict.fromkeys(CallOptions.__annotations__))
    except TypeError as error:
        return [f"method '{name}' does not take what callers pass: {error}"]
    return []


def _may_stream(method: object) -> bool:
    # A plain function may pass on the generator of another one; a coroutine never is one.
    return callable(method) and not inspect.iscoroutinefunction(method)


def _is_name(model: object, attribute: str) -> bool:
    value = getattr(model, attribute, None)
    return isinstance(value, str) and value != ""


def _hint(model: object, name: str) -> str:
    own = [each for each in vars(type(model)) if not each.startswith("_")]
    close = difflib.get_close_matches(name, own, n=1)
    return f"; is '{close[0]}' meant to be it?" if close else ""
